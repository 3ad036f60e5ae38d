"""What a sensor is: one file that declares itself and reads; it never stores and never acts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sensors.needs import Connector, ImportedOrders, Need, OneOf, VoiceGateway
from sensors.sectors import Sector, Status

if TYPE_CHECKING:
    from sensors.tools import Tools

__all__ = [
    "Connector",
    "Cost",
    "ImportedOrders",
    "Metric",
    "OneOf",
    "Read",
    "Sector",
    "Sensor",
    "Source",
    "Status",
    "VoiceGateway",
    "register",
]


@dataclass(frozen=True)
class Source:
    """Where figures come from: a name for people, and the time of the newest thing in it (aware)."""

    slug: str
    label: str
    at: datetime | None


@dataclass(frozen=True)
class Metric:
    """A fact that a goal may name. `fact` is its key in the reading's facts; `unit` "%" allows 0-100."""

    slug: str
    title: str | Promise
    fact: str
    unit: str = ""
    direction: Literal["up", "down"] = "up"


@dataclass(frozen=True)
class Cost:
    """What one reading costs: `calls` to outside services at most, and in words what they charge ("" is nothing)."""

    calls: int = 0
    charged: str | Promise = ""

    @property
    def is_charged(self) -> bool:
        return bool(str(self.charged))


@dataclass(frozen=True)
class Read:
    """What one reading found, before it is checked and stored. `pressure` runs from 0 to 100."""

    status: Status
    pressure: float | None = None
    source: Source | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""

    @classmethod
    def ok(cls, *, pressure: float, source: Source, facts: Mapping[str, Any], reason: str = "") -> "Read":
        """Measured, from a source that is named."""
        return cls(Status.OK, pressure, source, facts, reason)

    @classmethod
    def degraded(cls, reason: str, *, pressure: float, source: Source, facts: Mapping[str, Any]) -> "Read":
        """Measured, but from less than there should be; shown, never acted on."""
        return cls(Status.DEGRADED, pressure, source, facts, reason)

    @classmethod
    def warning(cls, reason: str, *, pressure: float, source: Source, facts: Mapping[str, Any]) -> "Read":
        """Measured, and a person should look; shown, never acted on."""
        return cls(Status.WARNING, pressure, source, facts, reason)

    @classmethod
    def unknown(cls, reason: str, *, source: Source | None = None, facts: Mapping[str, Any] | None = None) -> "Read":
        """Nothing to measure yet: no pressure, which is not the same as none."""
        return cls(Status.UNKNOWN, None, source, facts or {}, reason)

    @classmethod
    def error(cls, reason: str, *, source: Source | None = None) -> "Read":
        """The measuring failed; `reason` says what to do."""
        return cls(Status.ERROR, None, source, {}, reason)


class Sensor:
    """One thing that is measured.

    `needs` are all required; without them the reading is BLOCKED and `read` is not called. `also`
    are services whose figures are added where they are connected.
    A sensor that is charged for is not read while a person has paused the client, or all of them.
    `every` is the cadence; twice that age makes a reading STALE. `source_max_age` is how old
    the newest thing in the source may be. `timeout_s` bounds one reading, in seconds. `cost` is
    what one reading costs.
    """

    slug: ClassVar[str]
    title: ClassVar[str | Promise]
    description: ClassVar[str | Promise]
    sector: ClassVar[Sector]
    needs: ClassVar[Sequence[Need]] = ()
    also: ClassVar[Sequence[Connector]] = ()
    every: ClassVar[timedelta] = timedelta(hours=6)
    source_max_age: ClassVar[timedelta | None] = None
    timeout_s: ClassVar[float] = 30
    metrics: ClassVar[Sequence[Metric]] = ()
    cost: ClassVar[Cost] = Cost()

    def read(self, tools: "Tools") -> Read:
        """Measure now. A sensor without reading code says so, and never that all is well."""
        return Read.unknown(_("Connected, but this sensor cannot read it yet."))


registered: dict[str, Sensor] = {}

S = TypeVar("S", bound=Sensor)


def register(cls: type[S]) -> type[S]:
    """Class decorator: put the sensor in the registry. Two with one slug are a mistake at start-up."""
    if cls.slug in registered and type(registered[cls.slug]).__module__ != cls.__module__:
        raise ValueError(f"Two sensors are called {cls.slug}.")
    registered[cls.slug] = cls()
    return cls
