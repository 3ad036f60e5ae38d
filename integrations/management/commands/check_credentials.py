"""`manage.py check_credentials`: what is set, what works, what is missing, what that blocks, where to get it."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from integrations import connections, dependents, registry, vault
from integrations.connections.reading import Status
from integrations.management.clients import add_client_option, chosen_clients
from integrations.models import Connection
from tenants.models import Client

Row = dict[str, Any]
VALID = {"connected": True, "broken": False}


class Command(BaseCommand):
    help = "Check every client's credentials. With --probe each service that is set up is called; otherwise nothing is."

    def add_arguments(self, parser: CommandParser) -> None:
        add_client_option(parser)
        parser.add_argument("--probe", action="store_true", help="test what is set up now")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        found = [checked(client, probe=options["probe"]) for client in chosen_clients(options["client"])]
        if options["json"]:
            self.stdout.write(json.dumps(found, indent=2, ensure_ascii=False, default=str))
            return
        for each in found:
            self.stdout.write(
                self.style.MIGRATE_HEADING(f"{each['client']}: {each['connected']} of {each['total']} connected")
            )
            for row in each["connectors"]:
                self.show(row)

    def show(self, row: Row) -> None:
        self.stdout.write(f"  {row['title']:<24}{row['state']:<12}{row['sentence']}")
        if row["set"]:
            self.stdout.write(f"      set      {', '.join(row['set'])}")
        if row["missing"]:
            self.stdout.write(f"      missing  {', '.join(row['missing'])}")
            self.stdout.write(f"      get it   {row['setup_url']}")
        if row["blocks"] and row["state"] != "connected":
            self.stdout.write(f"      blocks   {', '.join(row['blocks'])}")


def checked(client: Client, *, probe: bool) -> Row:
    """One client's credentials; counts are of what is there now, never written down."""
    with client.active():
        found = connections.statuses()
        if probe:
            found = [connections.test(each.connector) if each.state != "missing" else each for each in found]
        rows = {row.connector: row for row in Connection.objects.all()}
        lines = [_line(each, rows.get(each.connector)) for each in found]
    connected = sum(each.works for each in found)
    return {"client": client.slug, "connected": connected, "total": len(found), "connectors": lines}


def _line(found: Status, row: Connection | None) -> Row:
    present = sorted({*row.config, *vault.names(row)}) if row else []
    optional = [each.name for each in registry.get(found.connector).credentials if not each.required]
    return {
        "connector": found.connector,
        "title": found.title,
        "state": str(found.state.value),
        "sentence": found.sentence,
        "set": present,
        "valid": VALID.get(str(found.state.value)),
        "missing": list(found.missing),
        "optional": [name for name in optional if name not in present],
        "blocks": [each.slug for each in dependents.of(found.connector)],
        "setup_url": found.setup_url,
        "checked_at": found.checked_at,
        "by_agency": found.by_agency,
    }
