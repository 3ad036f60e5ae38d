"""The pressure on each sector now: the strongest reading that counts, or why there is none."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from events.models import Board
from sensors import registry, silences
from sensors.base import Sensor
from sensors.freshness import MEASURED, late_reason, worth
from sensors.models import Reading, Silence
from sensors.sectors import Sector, Status
from sensors.steady import LIMIT, RECENT, Seen, presses

# Without a reading that counts, the state that tells a person most speaks for the sector.
SPEAKS_FIRST = (Status.ERROR, Status.STALE, Status.UNKNOWN, Status.BLOCKED)
WITH_LEVEL = (Status.OK, Status.WARNING, Status.DEGRADED)
BOARD_KIND = "sensor"


@dataclass(frozen=True)
class SectorPressure:
    """`level` is 0-100 or None. A STALE one keeps its old level, to be shown as old; it never acts.

    `sensor` is the slug of the one that speaks for the sector, empty when it has none yet.
    `silence` is set while a person wants the sector left alone. `holds` is False for a level above
    the limit that the readings before it do not confirm (`sensors.steady`); `acting` fills both.
    """

    sector: Sector
    level: float | None
    status: Status
    sensor: str
    reading: Reading | None
    reason: str
    at: datetime | None
    silence: Silence | None = None
    holds: bool = True

    @property
    def may_act(self) -> bool:
        """True only for an OK reading, fresh and from a fresh source."""
        return self.status == Status.OK and self.level is not None


def pressures(now: datetime, known: Iterable[SectorPressure] | None = None) -> list[SectorPressure]:
    """One per sector that has sensors, for the active client; highest level that counts first.

    `known` are the `sensor_states` of `now`, where the caller has them already.
    """
    grouped = _by_sector(sensor_states(now) if known is None else known)
    found = [leading(sector, states) for sector, states in grouped.items()]
    return sorted(found, key=lambda pressure: (pressure.status not in WITH_LEVEL, -(pressure.level or 0)))


def acting(now: datetime) -> dict[Sector, SectorPressure]:
    """What autonomy may compare with the limit: each sector's strongest OK reading, else what leads it."""
    grouped = _by_sector(sensor_states(now))
    silenced = silences.in_force(now) if grouped else {}
    found = {sector: strongest(states) or leading(sector, states) for sector, states in grouped.items()}
    return {
        sector: replace(pressure, silence=silenced.get(sector), holds=_holds(pressure))
        for sector, pressure in found.items()
    }


def _holds(pressure: SectorPressure) -> bool:
    """Asks the readings before it only where it would start something."""
    if not pressure.may_act or (pressure.level or 0) <= LIMIT:
        return True
    sensor = registry.known(pressure.sensor)
    if sensor is None:
        return False
    recent = Reading.objects.filter(sensor=sensor.slug, pressure__isnull=False, status__in=WITH_LEVEL)
    newest_first = list(recent.order_by("-id").values_list("at", "pressure")[: RECENT + 1])
    seen = [Seen(at, level) for at, level in reversed(newest_first[:RECENT]) if level is not None]
    return presses(seen, sensor.every, whole=len(newest_first) <= RECENT)


def sensor_states(now: datetime) -> list[SectorPressure]:
    """Each sensor's last reading as it counts now, by slug; one that was never read is UNKNOWN."""
    last = {reading.sensor: reading for reading in Reading.objects.last_of_each()}
    return [_state(sensor.slug, sensor.sector, last.get(sensor.slug), now) for sensor in registry.all()]


def strongest(states: Iterable[SectorPressure]) -> SectorPressure | None:
    """The highest of those that may act; None when none may."""
    return max((state for state in states if state.may_act), key=lambda state: state.level or 0, default=None)


def leading(sector: Sector, states: Iterable[SectorPressure]) -> SectorPressure:
    """The one that is shown for the sector: highest level that counts, else who has most to say."""
    states = list(states)
    measured = [state for state in states if state.status in WITH_LEVEL and state.level is not None]
    if measured:
        return max(measured, key=lambda state: (state.level or 0, state.may_act))
    for status in SPEAKS_FIRST:
        for state in states:
            if state.status == status and state.at is not None:
                return state
    return SectorPressure(sector, None, Status.UNKNOWN, "", None, _("Nothing was read yet."), None)


def across_clients(rows: Iterable[Board], now: datetime) -> dict[int, dict[Sector, SectorPressure]]:
    """By client id and sector, from the board's rows of kind `BOARD_KIND`: one query for all clients."""
    grouped: dict[int, dict[Sector, list[SectorPressure]]] = {}
    for row in rows:
        sensor = registry.known(row.key)
        if sensor is None or row.client_id is None:
            continue
        late = _late(row, sensor, now) if row.state in MEASURED else ""
        status = Status.STALE if late else Status(row.state)
        state = SectorPressure(sensor.sector, row.number, status, row.key, None, late, row.at)
        grouped.setdefault(row.client_id, {}).setdefault(sensor.sector, []).append(state)
    return {
        client: {sector: leading(sector, states) for sector, states in sectors.items()}
        for client, sectors in grouped.items()
    }


def _late(row: Board, sensor: Sensor, now: datetime) -> str:
    """As `freshness.worth` judges a reading; what it was read from has no name outside the client's schema."""
    too_late = late_reason(now - row.at, 2 * sensor.every)
    if too_late or row.stale_at is None or now <= row.stale_at:
        return too_late
    return _("The newest entry in what it was read from is too old.")


def _by_sector(states: Iterable[SectorPressure]) -> dict[Sector, list[SectorPressure]]:
    grouped: dict[Sector, list[SectorPressure]] = {}
    for state in states:
        grouped.setdefault(state.sector, []).append(state)
    return grouped


def _state(slug: str, sector: Sector, reading: Reading | None, now: datetime) -> SectorPressure:
    if reading is None:
        return SectorPressure(sector, None, Status.UNKNOWN, slug, None, _("Nothing was read yet."), None)
    value = worth(reading, now)
    return SectorPressure(sector, reading.pressure, value.status, slug, reading, value.reason, reading.at)
