"""Sensors and sectors as the pages show them: level or reason, source, time, and what is missing."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from integrations import registry as connectors
from sensors import dependents, matrix, registry
from sensors.base import Sensor
from sensors.matrix import WITH_LEVEL, SectorPressure
from sensors.models import Reading
from sensors.sectors import Status
from sensors.steady import LIMIT
from surfaces.web import formats
from surfaces.web.charts import LineChart
from tenants import clock

HISTORY = timedelta(days=90)


@dataclass(frozen=True)
class SectorView:
    """One sector's pressure; `source` names where it comes from, `missing` the absent credentials."""

    pressure: SectorPressure
    source: str
    missing: list[str]

    @property
    def known(self) -> bool:
        return self.pressure.level is not None and self.pressure.status in WITH_LEVEL

    @property
    def reason(self) -> str:
        """Why there is no figure; for a blocked sector the credentials alone, the rest is on the sensor's page."""
        if self.missing:
            return _("Missing: %(names)s.") % {"names": ", ".join(self.missing)}
        return self.pressure.reason

    @property
    def blocked(self) -> bool:
        return self.pressure.status == Status.BLOCKED

    @property
    def above_limit(self) -> bool:
        return self.known and (self.pressure.level or 0) > LIMIT


@dataclass(frozen=True)
class SensorView:
    """One sensor as it stands now."""

    sensor: Sensor
    state: SectorPressure
    missing: list[str]

    @property
    def services(self) -> list[tuple[str, str]]:
        """Slug and title of each service that would unblock it; none unless it is blocked."""
        if self.state.status != Status.BLOCKED:
            return []
        return [(slug, connectors.get(slug).title) for slug in dependents.connectors(self.sensor.needs)]

    @property
    def reading(self) -> Reading | None:
        return self.state.reading

    @property
    def known(self) -> bool:
        return self.state.level is not None and self.state.status in WITH_LEVEL


def sector_view(pressure: SectorPressure) -> SectorView:
    """With the name of the source: that of the reading, else the sensor's own."""
    sensor = registry.known(pressure.sensor) if pressure.sensor else None
    label = pressure.reading.source_words if pressure.reading else ""
    return SectorView(pressure, label or (str(sensor.title) if sensor else ""), _missing(pressure))


def sensor_views(now: datetime) -> list[SensorView]:
    """All sensors: what is measured first, then what is out of date, unknown, blocked. One query."""
    found = [view_of(state) for state in matrix.sensor_states(now)]
    order = {status: place for place, status in enumerate((*WITH_LEVEL, *matrix.SPEAKS_FIRST))}
    return sorted(found, key=lambda each: (order[each.state.status], -(each.state.level or 0), each.sensor.slug))


def view_of(state: SectorPressure) -> SensorView:
    """The sensor behind a state, with what it misses."""
    return SensorView(registry.get(state.sensor), state, _missing(state))


def sensor_view(slug: str, now: datetime) -> SensorView:
    """One of them; raises Refused for an unknown slug."""
    wanted = registry.get(slug)
    return next(each for each in sensor_views(now) if each.sensor.slug == wanted.slug)


def history_chart(sensor: Sensor, title: str) -> LineChart:
    """Its pressure over the last 90 days; a reading without a figure is a gap."""
    since = clock.now() - HISTORY
    rows = list(Reading.objects.of(sensor.slug).since(since).values_list("at", "pressure"))
    return LineChart(
        key="history",
        title=title,
        labels=[formats.moment(at, clock.now()) for at, _level in rows],
        values=[level for _at, level in rows],
    )


def _missing(pressure: SectorPressure) -> list[str]:
    if pressure.status != Status.BLOCKED or pressure.reading is None:
        return []
    return [str(name) for name in pressure.reading.facts.get("missing", [])]
