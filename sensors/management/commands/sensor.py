"""`manage.py sensor list|read|health`"""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sensors import matrix, needs, registry, services
from sensors.management.clients import add_client_option, chosen_client
from sensors.models import Reading
from sensors.sectors import Status
from sensors.tools import Tools
from tenants import clock, context
from tenants.errors import Refused

Row = dict[str, Any]


class Command(BaseCommand):
    help = "List the sensors, read them now, or show how each one stands."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        for verb, text in (("list", "all sensors"), ("read", "read now"), ("health", "the last reading of each")):
            one = verbs.add_parser(verb, help=text)
            one.add_argument("--json", action="store_true", help="print JSON")
            if verb != "list":
                add_client_option(one)
            if verb == "read":
                one.add_argument("sensor", nargs="*", help="short names")
                one.add_argument("--all", action="store_true", help="every sensor")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["verb"] == "list":
                rows = [_declared(sensor.slug) for sensor in registry.all()]
            else:
                with chosen_client(options["client"]).active():
                    rows = self._read(options) if options["verb"] == "read" else _health()
        except Refused as problem:
            raise CommandError(problem.sentence) from problem
        self._print(rows, as_json=options["json"])
        if options["verb"] == "health" and any(row["status"] == Status.ERROR for row in rows):
            raise SystemExit(1)

    def _read(self, options: dict[str, Any]) -> list[Row]:
        if bool(options["sensor"]) == options["all"]:
            raise CommandError("Name the sensors to read, or say --all.")
        for slug in options["sensor"]:
            registry.get(slug)
        return [_taken(reading) for reading in services.read_all(options["sensor"] or None)]

    def _print(self, rows: list[Row], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(rows, indent=2))
            return
        for row in rows:
            level = "" if row.get("pressure") is None else f"{row['pressure']:.1f}"
            last = row.get("reason") or row.get("source") or row.get("description") or ""
            self.stdout.write(f"{row['sensor']:<28}{row['status']:<10}{level:>6}  {last}".rstrip())


def _declared(slug: str) -> Row:
    sensor = registry.get(slug)
    return {
        "sensor": slug,
        "title": str(sensor.title),
        "description": str(sensor.description),
        "status": str(sensor.sector.value),
        "sector": sensor.sector.value,
        "every_s": int(sensor.every.total_seconds()),
        "metrics": [metric.slug for metric in sensor.metrics],
    }


def _taken(reading: Reading) -> Row:
    return {
        "sensor": reading.sensor,
        "sector": reading.sector,
        "status": str(reading.status),
        "pressure": reading.pressure,
        "facts": reading.facts,
        "reason": reading.reason,
        "source": reading.source_label,
        "source_at": reading.source_at.isoformat() if reading.source_at else None,
        "at": reading.at.isoformat(),
        "latency_ms": reading.latency_ms,
        "trace_id": str(reading.trace_id),
    }


def _health() -> list[Row]:
    """The last reading as it counts now, and what is missing now, which may have changed since."""
    now = clock.now()
    tools = Tools(context.current(), now)
    rows = []
    for state in matrix.sensor_states(now):
        row: Row = _taken(state.reading) if state.reading else {"sensor": state.sensor, "sector": state.sector.value}
        missing = needs.all_missing(registry.get(state.sensor).needs, tools)
        names = [name for one in missing for name in one.credentials]
        row |= {"status": state.status.value, "pressure": state.level, "reason": state.reason, "missing": names}
        row["ready"] = not missing
        rows.append(row)
    return rows
