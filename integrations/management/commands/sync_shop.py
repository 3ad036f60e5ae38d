"""`manage.py sync_shop [--client SLUG]`: read the connected shop now, from where the last reading ended."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from integrations.errors import Refused, Temporary
from integrations.management.clients import add_client_option, chosen_client
from integrations.sync import pulling


class Command(BaseCommand):
    help = "Read what changed in the connected shop. It may be stopped and started again at any time."

    def add_arguments(self, parser: CommandParser) -> None:
        add_client_option(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        client = chosen_client(options["client"])
        told: dict[str, int] = {}

        def tell(resource: str, percent: int) -> None:
            if told.get(resource) != percent:
                told[resource] = percent
                self.stdout.write(f"{resource:<10} {percent:3d} %")

        try:
            with client.active():
                found = pulling.pull(told=tell)
        except (Refused, Temporary) as problem:
            raise CommandError(str(problem.sentence)) from problem
        if not found:
            raise CommandError(f"{client.name} has no shop connected that could be read.")
        self.stdout.write(", ".join(f"{number} {resource}" for resource, number in found.items()) + " read.")
