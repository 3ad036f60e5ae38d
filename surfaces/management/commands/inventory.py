"""`manage.py inventory [--json]`: every way in, with the role it needs."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from surfaces.inventory import everything


class Command(BaseCommand):
    help = "List routes, sockets, tasks, job handlers, schedules and commands with the role each needs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        entries = everything()
        if options["json"]:
            self.stdout.write(json.dumps([asdict(entry) for entry in entries], indent=2))
            return
        for entry in entries:
            self.stdout.write(f"{entry.kind:9} {entry.host:7} {entry.name:60} {entry.door:7} {entry.needs}")
