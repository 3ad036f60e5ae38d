"""`manage.py vault status|rotate`"""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from integrations.vault import rotation
from integrations.vault.masters import KeyLost
from tenants.models import Client


class Command(BaseCommand):
    help = "Show how the vault's keys stand, or renew them while everything runs."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        status = verbs.add_parser("status", help="secrets, keys, versions, and whether all of it opens")
        rotate = verbs.add_parser("rotate", help="bring everything under the newest master key")
        for each in (status, rotate):
            each.add_argument("--client", default="", help="only this client (short name)")
        status.add_argument("--json", action="store_true", help="print JSON")
        rotate.add_argument("--data-keys", action="store_true", help="also seal every secret under a new data key")

    def handle(self, *args: Any, **options: Any) -> None:
        clients = Client.objects.exclude(state=Client.State.PROVISIONING).order_by("slug")
        if options["client"]:
            clients = clients.filter(slug=options["client"])
            if not clients:
                raise CommandError(f"No client is called {options['client']}.")
        try:
            if options["verb"] == "rotate":
                self.rotate(list(clients), reseal=options["data_keys"])
            else:
                self.status(list(clients), as_json=options["json"])
        except KeyLost as lost:
            raise CommandError(lost.sentence) from None

    def rotate(self, clients: list[Client], *, reseal: bool) -> None:
        """Interrupted, it is finished by calling it again."""
        version = rotation.renew_master()
        for client in clients:
            done = rotation.rotate(client, reseal=reseal)
            self.stdout.write(f"{done.client}: {done.rewrapped} keys wrapped anew, {done.resealed} secrets sealed anew")
        self.stdout.write(
            f"Everything is under master key {version}. Keep the older versions for as long as backups need them."
        )

    def status(self, clients: list[Client], *, as_json: bool) -> None:
        """Exits 1 when something does not open."""
        found = [rotation.standing(client) for client in clients]
        if as_json:
            self.stdout.write(json.dumps([asdict(each) for each in found], indent=2))
        for each in found if not as_json else []:
            versions = ", ".join(each.master_versions) or "-"
            state = "opens" if each.opens else "DOES NOT OPEN"
            self.stdout.write(
                f"{each.client:<24}{each.secrets:>5} secrets  {each.data_keys} data keys  master {versions:<12} {state}"
            )
        if not all(each.opens for each in found):
            raise CommandError("Some secrets do not open with the keys at hand.")
