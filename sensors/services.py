"""Taking readings, and setting goals: every door comes through here."""

import logging
import time
import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

import events
from events import board
from sensors import matrix, needs, registry
from sensors.base import Read, Sensor
from sensors.drafts import judged
from sensors.freshness import source_stale_at
from sensors.goals import drop_goal, set_goal, settle_reached
from sensors.models import Reading
from sensors.sectors import Status
from sensors.timebox import TimeUp, within
from sensors.tools import Tools
from tenants import access, clock, context, switches
from tenants.errors import Problem
from tenants.models import User

__all__ = [
    "blind",
    "drop_goal",
    "due",
    "forget",
    "measure",
    "read",
    "read_all",
    "read_each",
    "request_reading",
    "set_goal",
]

log = logging.getLogger(__name__)
AFTER_ERROR = timedelta(hours=1)  # an error is worth another look long before a day is over
PAUSED = "paused"
"""The fact of a reading that was not taken for want of leave to spend."""
SLOT_SLACK = timedelta(minutes=1)  # a cron slot that fires a second early still counts


def read(slug: str, trace_id: uuid.UUID | None = None, *, tools: Tools | None = None) -> Reading:
    """Read one sensor of the active client now and store what it found, whatever that is.

    `tools` are those of the other sensors read in the same go. Raises Refused for an unknown slug
    only; a sensor that fails or hangs gives an ERROR reading.
    """
    sensor = registry.get(slug)
    client, now = context.current(), clock.now()
    started = time.perf_counter()
    with translation.override(client.language):
        draft = measure(sensor, tools or Tools(client, now))
    latency_ms = round(1000 * (time.perf_counter() - started))
    return _store(sensor, draft, now, latency_ms, trace_id or uuid.uuid4())


def measure(sensor: Sensor, tools: Tools) -> Read:
    """What the sensor finds, not stored: BLOCKED without its needs, ERROR when it raises, hangs or lies.

    While a person has paused the client or everything, one that costs money finds that it is paused.
    """

    def find() -> Read:
        return _blocked(sensor, tools) or _paused(sensor, tools) or judged(sensor.read(tools), sensor, tools.now)

    try:
        return within(sensor.timeout_s, find)
    except TimeUp:
        return Read.error(_("No answer within %(s)g seconds.") % {"s": sensor.timeout_s})
    except Problem as problem:
        return Read.error(problem.sentence)
    except Exception as problem:
        log.exception("sensor %s failed", sensor.slug)
        return Read.error(
            _("The sensor failed: %(problem)s.") % {"problem": f"{type(problem).__name__}: {problem}"[:500]}
        )


def read_each(slugs: Iterable[str]) -> Iterator[Reading]:
    """Read the sensors named in one go, each stored before the next begins; what they share is fetched once."""
    tools = Tools(context.current(), clock.now())
    for slug in slugs:
        yield read(slug, tools=tools)


def read_all(slugs: Iterable[str] | None = None) -> list[Reading]:
    """Read all sensors of the active client, or those named, in one go."""
    return list(read_each(slugs or [sensor.slug for sensor in registry.all()]))


@transaction.atomic
def request_reading(by: User) -> bool:
    """Leave a reading of all sensors to a job; False when one of this minute is on its way. Raises Refused."""
    access.require(by, context.current(), access.Verb.OPERATE)
    return events.enqueue("sensors.read_all", {}, key=f"read_all:{clock.now():%Y%m%d%H%M}") is not None


def due() -> list[str]:
    """The sensors of the active client whose cadence has passed since their last reading; after an error sooner."""
    now = clock.now()
    rows = Reading.objects.last_of_each().only("sensor", "at", "status", "facts")
    last = {reading.sensor: reading for reading in rows}
    resumed = any(PAUSED in reading.facts for reading in rows) and not switches.paused(context.current())
    return [sensor.slug for sensor in registry.all() if _is_due(sensor, last.get(sensor.slug), now, resumed=resumed)]


def blind() -> list[str]:
    """The sensors of the active client that live on orders, and last found nothing to measure."""
    last = dict(Reading.objects.last_of_each().values_list("sensor", "status"))
    without = {slug for slug, status in last.items() if status in (Status.UNKNOWN, Status.BLOCKED)}
    return [sensor.slug for sensor in registry.all() if sensor.slug in without and needs.lives_on_orders(sensor.needs)]


def forget() -> int:
    """Delete the active client's readings that were kept long enough; returns how many."""
    gone, _by_model = Reading.objects.outdated(clock.now()).delete()
    return gone


def _is_due(sensor: Sensor, last: Reading | None, now: datetime, *, resumed: bool) -> bool:
    # A reading from the future means the clock was set back: read again rather than wait for it.
    if last is None or last.at > now:
        return True
    if resumed and PAUSED in last.facts:
        return True
    pause = min(sensor.every, AFTER_ERROR) if last.status == Status.ERROR else sensor.every
    return now - last.at >= pause - SLOT_SLACK


def _blocked(sensor: Sensor, tools: Tools) -> Read | None:
    """BLOCKED, naming everything that is missing; None when the sensor may read."""
    missing = needs.all_missing(sensor.needs, tools)
    if not missing:
        return None
    names = [name for one in missing for name in one.credentials]
    return Read(Status.BLOCKED, facts={"missing": names}, reason=" ".join(one.sentence for one in missing))


def _paused(sensor: Sensor, tools: Tools) -> Read | None:
    """UNKNOWN while nothing may be spent, for a sensor that spends; asked at each reading, just before it."""
    if not sensor.cost.is_charged or not switches.paused(tools.client):
        return None
    reason = _("Paused by a person: this reading costs money, so it is not taken until everything goes on.")
    return Read.unknown(reason, facts={PAUSED: True})


@transaction.atomic
def _store(sensor: Sensor, draft: Read, now: datetime, latency_ms: int, trace_id: uuid.UUID) -> Reading:
    """The reading, its place on the board, reached goals and the event, all or nothing."""
    source = draft.source
    reading = Reading.objects.create(
        sensor=sensor.slug,
        sector=sensor.sector,
        status=draft.status,
        pressure=draft.pressure,
        facts=dict(draft.facts),
        reason=_storable(draft.reason),
        source_slug=source.slug if source else "",
        source_label=source.label if source else "",
        source_at=source.at if source else None,
        at=now,
        latency_ms=latency_ms,
        trace_id=trace_id,
    )
    _put_on_board(reading, now)
    settle_reached(sensor, reading)
    data = {"status": reading.status, "sector": reading.sector, "pressure": reading.pressure}
    events.publish("reading.taken", reading, data, key=f"reading:{trace_id}:{reading.pk}")
    return reading


def _storable(text: str) -> str:
    """Without what PostgreSQL text cannot hold; an outside error may quote anything."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def _put_on_board(reading: Reading, now: datetime) -> None:
    """For pages across clients: this sensor, and its sector as it stands with this reading."""
    board.put(
        matrix.BOARD_KIND,
        reading.sensor,
        state=reading.status,
        number=reading.pressure,
        at=reading.at,
        stale_at=source_stale_at(reading),
    )
    sector = next(found for found in matrix.pressures(now) if found.sector == reading.sector)
    # Dated now, not by the leading reading: the lead may pass to an older one, which the board would refuse.
    board.put("pressure", sector.sector, state=sector.status, number=sector.level, at=now)
