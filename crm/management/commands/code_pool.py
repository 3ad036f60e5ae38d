"""`manage.py code_pool load FILE|status|withdraw FILE`"""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from crm.code_pool import end_of, fills
from crm.importers.codes import read_codes
from crm.services import load_codes, withdraw_codes
from tenants import clock
from tenants.errors import Refused
from tenants.models import Client


class Command(BaseCommand):
    help = "The client's pool of unique discount codes: fill it from a file, look at it, take a file's free codes out."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        load = verbs.add_parser("load", help="put the codes of a file into the pool, all or none")
        load.add_argument("file", type=Path, help="one code per line, or CSV with a column called Code; UTF-8")
        load.add_argument("--percent", type=int, default=10, help="what each code gives (10)")
        load.add_argument("--until", type=date.fromisoformat, help="last day on which they count, YYYY-MM-DD")
        withdraw = verbs.add_parser("withdraw", help="take the codes that nobody has yet of a file out of the pool")
        withdraw.add_argument("file", type=Path, help="the file's name")
        for each in (load, withdraw, verbs.add_parser("status", help="how full the pool is")):
            each.add_argument("--client", required=True, help="the client's short name")

    def handle(self, *args: Any, **options: Any) -> None:
        client = Client.objects.filter(slug=options["client"]).first()
        if client is None:
            raise CommandError(_("There is no client “%(slug)s”.") % {"slug": options["client"]})
        try:
            with client.active():
                self.stdout.write("\n".join(getattr(self, f"_{options['verb']}")(client, options)))
        except Refused as problem:
            raise CommandError(problem.sentence) from problem

    def _load(self, client: Client, options: dict[str, Any]) -> list[str]:
        path: Path = options["file"]
        try:
            content = path.read_bytes()
        except OSError as problem:
            words = _("%(file)s cannot be read: %(why)s.")
            raise CommandError(words % {"file": path, "why": problem.strerror}) from problem
        codes = read_codes(content, path.name)
        until = end_of(options["until"], client) if options["until"] else None
        loaded = load_codes(codes, percent=options["percent"], expires_at=until, source=path.name)
        return [_("%(new)s codes are new, %(known)s were there before.") % {"new": loaded.new, "known": loaded.known}]

    def _status(self, client: Client, options: dict[str, Any]) -> list[str]:
        now = clock.now()
        rows = [
            f"{fill.percent:>3} %  {fill.free:>7} free  {fill.reserved:>7} put aside  {fill.given:>7} given"
            f"  {fill.ended:>7} ended"
            for fill in fills(now)
        ]
        return [f"{now:%Y-%m-%d %H:%M} UTC", *(rows or [_("The pool is empty.")])]

    def _withdraw(self, client: Client, options: dict[str, Any]) -> list[str]:
        return [_("%(number)s codes were withdrawn.") % {"number": withdraw_codes(options["file"].name)}]
