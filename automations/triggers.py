"""What starts an automation, declared on it, and what it is an answer to."""

from collections.abc import Mapping
from dataclasses import dataclass

from events.scalars import Scalar


@dataclass(frozen=True)
class Daily:
    """Every day at this time of the client's place; a schedule when the automation is switched on."""

    at: str

    @property
    def cron(self) -> str:
        hour, minute = self.at.split(":")
        return f"{int(minute)} {int(hour)} * * *"


@dataclass(frozen=True)
class Weekly:
    """Once a week; `weekday` 1 is Monday."""

    weekday: int
    at: str

    @property
    def cron(self) -> str:
        hour, minute = self.at.split(":")
        return f"{int(minute)} {int(hour)} * * {self.weekday}"


@dataclass(frozen=True)
class On:
    """When an event of this type happens; `where` names what must stand in its data."""

    event: str
    where: tuple[tuple[str, Scalar], ...] = ()

    def is_met(self, event: str, data: Mapping[str, Scalar]) -> bool:
        return event == self.event and all(data.get(name) == value for name, value in self.where)


@dataclass(frozen=True)
class After:
    """One run follows each finished run of `automation` that tagged somebody.

    The contacts that run tagged with `tagged` become the parameter `into`.
    """

    automation: str
    tagged: str
    into: str


Trigger = Daily | Weekly | On | After


@dataclass(frozen=True)
class Answer:
    """What this automation is good for: a sector under pressure, or a goal's metric that lags."""

    sector: str = ""
    metric: str = ""
