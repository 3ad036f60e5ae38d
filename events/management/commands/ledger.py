"""Check the audit trail."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from events import sealer
from events.sealer import Fault
from tenants.models import Client


class Command(BaseCommand):
    """`ledger verify [--client SLUG]`: exit code 1 and the first wrong row of each broken chain."""

    help = "Check that no line of the ledger was changed, removed or kept from the chain."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["verify"])
        parser.add_argument("--client", help=_("only this client's chain (its short name)"))

    def handle(self, *args: Any, client: str | None = None, **options: Any) -> None:
        faults = [fault for fault in map(sealer.verify, self._chains(client)) if fault]
        for fault in faults:
            self.stderr.write(sentence(fault))
        if faults:
            raise CommandError(_("The ledger is not intact."), returncode=1)
        self.stdout.write(_("The ledger is intact."))

    def _chains(self, slug: str | None) -> list[int | None]:
        if slug is None:
            return sealer.chains()
        found = Client.objects.filter(slug=slug).first()
        if found is None:
            raise CommandError(_("There is no client “%s”.") % slug)
        return [found.pk]


def sentence(fault: Fault) -> str:
    """Which row of whose chain is wrong, and how."""
    names = {"client": fault.client_id or "-", "number": fault.number, "id": fault.entry_id}
    if fault.kind == "missing":
        return _("client %(client)s: number %(number)s is missing") % names
    if fault.kind == "unsealed":
        return _("client %(client)s: row %(id)s was never sealed") % names
    return _("client %(client)s: number %(number)s (row %(id)s) is broken") % names
