"""`manage.py import_env FILE --client SLUG`"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from integrations import environment
from integrations.management.clients import add_client_option, chosen_client


class Command(BaseCommand):
    help = (
        "Move credentials from an environment file into a client's vault, service by service; values are never shown."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", help="the file, NAME=value on each line")
        add_client_option(parser)
        parser.add_argument("--dry-run", action="store_true", help="only say what would be stored")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        client = chosen_client(options["client"])
        try:
            found = environment.read(Path(options["path"]).read_text(encoding="utf-8-sig").splitlines())
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{options['path']} cannot be read: {type(error).__name__}.") from None
        with client.active():
            report = environment.take_over(found, dry=options["dry_run"])
        if options["json"]:
            self.stdout.write(json.dumps(asdict(report), indent=2, ensure_ascii=False))
        else:
            self.show(report, dry=options["dry_run"])
        if any(each.problem for each in report.services):
            raise CommandError("Not everything could be stored: see above.")

    def show(self, report: environment.Report, *, dry: bool) -> None:
        done = "would be stored" if dry else "stored"
        for each in report.services:
            self.stdout.write(f"{each.title}: {', '.join(each.names)} {each.problem or done}")
        if report.agency:
            self.stdout.write(f"For the agency's own client record: {', '.join(report.agency)}")
        if report.unused:
            self.stdout.write(f"Not used here: {', '.join(report.unused)}")
        if report.services and not dry:
            self.stdout.write("Test them with `manage.py connector probe`, then delete the file.")
