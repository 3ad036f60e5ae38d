"""`manage.py connector list|probe`"""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from integrations import connections
from integrations.connections.reading import Status
from integrations.management.clients import add_client_option, chosen_client
from tenants.errors import Refused

Row = dict[str, Any]


class Command(BaseCommand):
    help = "Show how a client's services stand, or test one (or all that are set up) for real."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        for verb, text in (("list", "how every service stands"), ("probe", "call and see")):
            one = verbs.add_parser(verb, help=text)
            add_client_option(one)
            one.add_argument("--json", action="store_true", help="print JSON")
            if verb == "probe":
                one.add_argument("connector", nargs="?", default="", help="short name; all that are set up without it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with chosen_client(options["client"]).active():
                found = connections.statuses() if options["verb"] == "list" else self.probed(options["connector"])
        except Refused as problem:
            raise CommandError(problem.sentence) from problem
        rows = [as_row(each) for each in found]
        if options["json"]:
            self.stdout.write(json.dumps(rows, indent=2, ensure_ascii=False, default=str))
        for row in rows if not options["json"] else []:
            self.stdout.write(f"{row['connector']:<18}{row['state']:<12}{row['sentence']}")
        if options["verb"] == "probe" and not all(each.works for each in found):
            raise CommandError("Not everything works: see above.")

    def probed(self, slug: str) -> list[Status]:
        chosen = [slug] if slug else [each.connector for each in connections.statuses() if each.state != "missing"]
        return [connections.test(each) for each in chosen]


def as_row(found: Status) -> Row:
    """What may be shown: names and states, no values."""
    return {
        "connector": found.connector,
        "title": found.title,
        "state": str(found.state.value),
        "since": found.since,
        "checked_at": found.checked_at,
        "expires_at": found.expires_at,
        "missing": list(found.missing),
        "sentence": found.sentence,
        "by_agency": found.by_agency,
    }
