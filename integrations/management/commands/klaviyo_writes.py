"""`manage.py klaviyo_writes [--client SLUG] [--retry]`: what Klaviyo is still to be told, and what it refused."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from integrations.management.clients import add_client_option, chosen_client
from integrations.sync.klaviyo import queue


class Command(BaseCommand):
    help = "Say how many changes wait for Klaviyo and since when; queue again those it refused."

    def add_arguments(self, parser: CommandParser) -> None:
        add_client_option(parser)
        parser.add_argument("--retry", action="store_true", help="queue again what was refused")

    def handle(self, *args: Any, **options: Any) -> None:
        with chosen_client(options["client"]).active():
            if options["retry"]:
                self.stdout.write(f"{queue.retry_parked()} queued again.")
            backlog = queue.backlog()
            since = f", the first since {backlog.since:%Y-%m-%d %H:%M} UTC" if backlog.since else ""
            self.stdout.write(f"{backlog.waiting} waiting{since}; {backlog.parked} refused.")
            for write in backlog.refused:
                self.stdout.write(queue.sentence(write))
