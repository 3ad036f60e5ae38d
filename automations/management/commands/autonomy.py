"""`manage.py autonomy tick`"""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from automations import autonomy
from automations.autonomy import render
from automations.models import DecisionRecord
from sensors.management.clients import add_client_option, chosen_client


class Command(BaseCommand):
    help = "Compare pressure and goals with the readings; start what answers them, or say why not."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        tick = verbs.add_parser("tick", help="decide now")
        add_client_option(tick)
        tick.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        with chosen_client(options["client"]).active():
            records = autonomy.tick()
            if options["json"]:
                self.stdout.write(json.dumps([_plain(record) for record in records], indent=2))
                return
            for record in records:
                self._print(record)

    def _print(self, record: DecisionRecord) -> None:
        self.stdout.write(f"{record.get_outcome_display()}: {render.why(record)}")
        for line in render.lines(record.tree):
            self.stdout.write(f"  {line}")
        if record.run_id:
            self.stdout.write(f"  Run {record.run_id}, trace {record.trace_id}")


def _plain(record: DecisionRecord) -> dict[str, Any]:
    return {
        "id": str(record.pk),
        "trace_id": str(record.trace_id),
        "at": record.at.isoformat(),
        "outcome": record.outcome,
        "automation": record.automation,
        "cause": record.cause,
        "directive": record.directive,
        "why": render.why(record),
        "run_id": str(record.run_id) if record.run_id else None,
        "goal_id": record.goal_id,
        "reading_id": record.reading_id,
        "tree": record.tree,
    }
