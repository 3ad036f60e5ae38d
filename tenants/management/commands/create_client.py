"""`manage.py create_client SLUG NAME --country GB …`"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.errors import Refused
from tenants.services import NewClient, create_client


class Command(BaseCommand):
    help = "Create a client with its own schema. What is left out follows from the country's market."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="short name, also its host name: <slug>.<base domain>")
        parser.add_argument("name", nargs="?", default="", help="the firm's name (default: from the short name)")
        parser.add_argument("--country", required=True, help="ISO code, such as MA, FR or GB")
        parser.add_argument("--currency", default="", help="ISO code, such as MAD")
        parser.add_argument("--timezone", default="", help="such as Europe/Paris")
        parser.add_argument("--language", default="", help="such as fr")
        parser.add_argument("--vertical", choices=("shop", "b2b"), default="shop")
        parser.add_argument("--domain", default="", help="its own host name, if it has one")
        parser.add_argument(
            "--rehearsal", action="store_true", help="for trying things on real history: no mail leaves"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        fields = ("slug", "country", "currency", "timezone", "language", "vertical", "domain")
        wanted = NewClient(
            **{field: options[field] for field in fields},
            name=options["name"] or options["slug"].replace("-", " ").title(),
            is_rehearsal=options["rehearsal"],
        )
        try:
            client = create_client(wanted)
        except Refused as problem:
            raise CommandError(problem.sentence) from problem
        words = f"{client.name}: {client.country}, {client.currency}, {client.timezone}, {client.language}"
        self.stdout.write(f"Created {words}{', rehearsal' if client.is_rehearsal else ''}. Pages: {client.url()}")
