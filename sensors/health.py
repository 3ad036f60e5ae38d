"""How every sensor of the active client stands now, and what the blocked ones lack."""

from dataclasses import dataclass
from datetime import datetime

from sensors import dependents, matrix, needs, registry
from sensors.base import Sensor
from sensors.matrix import SectorPressure
from sensors.sectors import Status
from sensors.tools import Tools
from tenants import context


@dataclass(frozen=True)
class Lack:
    """A service that does not work for the client: the names that are missing, and the page where one gets them."""

    service: str
    title: str
    missing: tuple[str, ...]
    link: str


@dataclass(frozen=True)
class Health:
    """`state` is the last reading as it counts now; `missing` and `lacks` are looked up now, whatever it said."""

    sensor: Sensor
    state: SectorPressure
    missing: tuple[str, ...]
    lacks: tuple[Lack, ...]
    ready: bool

    @property
    def latency_ms(self) -> int | None:
        """How long the last reading took; None before the first."""
        return self.state.reading.latency_ms if self.state.reading else None


def health(now: datetime) -> list[Health]:
    """One per sensor, by slug. Calls no network: it tells of the last reading, and takes none."""
    tools = Tools(context.current(), now)
    return [_health(registry.get(state.sensor), state, tools) for state in matrix.sensor_states(now)]


def failing(found: list[Health]) -> bool:
    """Is one of them broken? A sensor without its account is not: it says so, and nobody has to hurry."""
    return any(each.state.status == Status.ERROR for each in found)


def _health(sensor: Sensor, state: SectorPressure, tools: Tools) -> Health:
    unmet = needs.all_missing(sensor.needs, tools)
    names = tuple(name for one in unmet for name in one.credentials)
    return Health(sensor, state, names, _lacks(sensor, tools) if unmet else (), ready=not unmet)


def _lacks(sensor: Sensor, tools: Tools) -> tuple[Lack, ...]:
    found = [tools.connection(slug) for slug in dict.fromkeys(dependents.connectors(sensor.needs))]
    return tuple(Lack(each.connector, each.title, each.missing, each.setup_url) for each in found if not each.works)
