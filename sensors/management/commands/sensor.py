"""`manage.py sensor list|read|health`. Health ends with 1 when a sensor is in error, else with 0."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sensors import answers, registry, services
from sensors.health import Health, failing, health
from sensors.management.clients import add_client_option, chosen_client
from sensors.models import Reading
from tenants import clock
from tenants.errors import Refused

Row = dict[str, Any]


class Command(BaseCommand):
    help = "List the sensors, read them now, or show how each one stands."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        for verb, text in (
            ("list", "all sensors"),
            ("read", "read now"),
            ("health", "status, reason and what is missing"),
        ):
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
                self._print([_declared(sensor.slug) for sensor in registry.all()], as_json=options["json"])
                return
            with chosen_client(options["client"]).active():
                if options["verb"] == "read":
                    self._print(self._read(options), as_json=options["json"])
                else:
                    self._health(as_json=options["json"])
        except Refused as problem:
            raise CommandError(problem.sentence) from problem

    def _health(self, *, as_json: bool) -> None:
        found = health(clock.now())
        if as_json:
            self.stdout.write(json.dumps([_stands(each) for each in found], indent=2))
        else:
            self.stdout.write(f"{'SENSOR':<28}{'STATUS':<10}{'LEVEL':>6}{'LATENCY':>10}  REASON")
            for each in found:
                for line in _lines(each):
                    self.stdout.write(line)
            counted = Counter(each.state.status.value for each in found)
            self.stdout.write(" · ".join(f"{number} {status}" for status, number in counted.most_common()))
        if failing(found):
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
            last = _plain(row.get("reason") or row.get("source") or row.get("description") or "")
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
        "calls": sensor.cost.calls,
        "charged": str(sensor.cost.charged),
    }


def _plain(words: str) -> str:
    """In one line and without control signs: a reason may quote an outside service, and this is a terminal."""
    return answers.text(words, "words", longest=400)


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


def _stands(found: Health) -> Row:
    """The last reading as it counts now, and what is missing now, which may have changed since."""
    state = found.state
    row: Row = _taken(state.reading) if state.reading else {"sensor": state.sensor, "sector": state.sector.value}
    return row | {
        "status": state.status.value,
        "pressure": state.level,
        "reason": state.reason,
        "latency_ms": found.latency_ms,
        "missing": list(found.missing),
        "connect": [
            {"service": lack.service, "title": lack.title, "missing": list(lack.missing), "link": lack.link}
            for lack in found.lacks
        ],
        "ready": found.ready,
    }


def _lines(found: Health) -> Iterator[str]:
    """One of the sensor, and one for each service it lacks."""
    state = found.state
    level = "" if state.level is None else f"{state.level:.1f}"
    latency = "" if found.latency_ms is None else f"{found.latency_ms} ms"
    why = _plain(state.reason or (state.reading.source_code if state.reading else ""))
    yield f"{state.sensor:<28}{state.status.value:<10}{level:>6}{latency:>10}  {why}".rstrip()
    for lack in found.lacks:
        names = ", ".join(lack.missing) or "set up, not working"
        yield f"{'':<28}{lack.title}: {names} -> {lack.link}"
