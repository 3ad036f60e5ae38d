"""What advertising did, day by day, in the same words for every service."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sensors import answers
from sensors.scale import between
from sensors.tools import Tools

DAYS, BEFORE = 7, 21
"""The days judged, and those before them that they are compared with."""
NEWEST = timedelta(days=3)
"""How long after the last day with an ad the figures still say how advertising does; a house value."""
CPA_CALM, CPA_FULL = 0.0, 100.0
"""Percent dearer than in the three weeks before; house values."""


@dataclass(frozen=True)
class Day:
    """One day: `spend` and `value` in the account's currency, `results` purchases or what is paid for.

    `value` is None where the service tells none.
    """

    on: date
    spend: float
    impressions: int
    clicks: int
    results: float
    value: float | None = None


@dataclass(frozen=True)
class Span:
    """Several days together."""

    days: Sequence[Day]

    @property
    def spend(self) -> float:
        return sum(day.spend for day in self.days)

    @property
    def results(self) -> float:
        return sum(day.results for day in self.days)

    @property
    def value(self) -> float:
        return sum(day.value or 0.0 for day in self.days)

    @property
    def impressions(self) -> int:
        return sum(day.impressions for day in self.days)

    @property
    def clicks(self) -> int:
        return sum(day.clicks for day in self.days)

    @property
    def cost_per_result(self) -> float | None:
        """None where nothing came of the ads."""
        return self.spend / self.results if self.results else None


@dataclass(frozen=True)
class Window:
    """Four weeks that ended yesterday, at the client's place; today is not over and says nothing yet."""

    start: date
    end: date

    @classmethod
    def of(cls, tools: Tools) -> "Window":
        end = tools.today - timedelta(days=1)
        return cls(end - timedelta(days=DAYS + BEFORE - 1), end)

    @property
    def last_week(self) -> date:
        """The first of the days judged."""
        return self.end - timedelta(days=DAYS - 1)

    def checked(self, days: Iterable[Day]) -> list[Day]:
        """Days inside the window, each once, in order, on which something was spent or shown."""
        found = sorted(days, key=lambda day: day.on)
        answers.absent((day.on for day in found), self.start, self.end)
        return [day for day in found if day.spend or day.impressions]

    def split(self, days: Iterable[Day]) -> tuple[Span, Span]:
        """The three weeks before, and the last week."""
        rows = list(days)
        before = [day for day in rows if day.on < self.last_week]
        return Span(before), Span([day for day in rows if day.on >= self.last_week])


def newest_at(days: Sequence[Day], tools: Tools) -> datetime:
    """When the newest day with an ad ended."""
    midnight = datetime.combine(max(day.on for day in days) + timedelta(days=1), time(), tools.client.zone)
    return midnight.astimezone(UTC)


def dearer(before: Span, now: Span) -> float:
    """How much more a result costs than before, as a pressure; 0 where one of them had none."""
    then, today = before.cost_per_result, now.cost_per_result
    if not then or today is None:
        return 0.0
    return between(100 * (today - then) / then, calm=CPA_CALM, full=CPA_FULL)
