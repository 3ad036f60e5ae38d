"""`manage.py import_shop --client SLUG PATH [--rehearsal]`"""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from crm.importers import import_shop
from crm.importers.progress import Bar
from tenants.errors import Refused
from tenants.models import Client


class Command(BaseCommand):
    help = (
        "Import a shop's history: Shopify's order export (a CSV file), or a folder with"
        " *customers.csv, *products.csv, *orders.csv and *order_lines.csv. Repeating it changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--client", required=True, help="the client's short name")
        parser.add_argument(
            "--rehearsal",
            action="store_true",
            help="move dates to today and replace every name and address (only for clients marked so)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        client = Client.objects.filter(slug=options["client"]).first()
        if client is None:
            raise CommandError(_("There is no client “%(slug)s”.") % {"slug": options["client"]})
        bar = Bar(sys.stderr, _("Reading"))
        try:
            with client.active():
                report = import_shop(options["path"], rehearsal=options["rehearsal"], progress=bar)
        except Refused as problem:
            raise CommandError(problem.sentence) from problem
        for sentence in report.sentences():
            self.stdout.write(sentence)
        self.stdout.write(_("Took %(seconds).1f s.") % {"seconds": report.took_s})
        if report.skipped_total and not report.counts.taken:
            raise CommandError(_("Nothing could be taken; mend what is named above and import again."))
