"""Two stretches of days next to each other: the one that is measured, and the one it is compared with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol, TypeVar

from sensors import answers


class Dated(Protocol):
    @property
    def day(self) -> date: ...


D = TypeVar("D", bound=Dated)


@dataclass(frozen=True)
class Windows:
    """`days` days that end with `end`, and as many before them."""

    end: date
    days: int

    @property
    def start(self) -> date:
        """The first day of the measured window."""
        return self.end - timedelta(days=self.days - 1)

    @property
    def earliest(self) -> date:
        """The first day of the window before it."""
        return self.start - timedelta(days=self.days)

    def split(self, rows: Iterable[D]) -> tuple[list[D], list[D]]:
        """Those of the measured window, and those of the one before. A foreign or repeated day raises Impossible."""
        found = list(rows)
        answers.absent([row.day for row in found], self.earliest, self.end)
        return [row for row in found if row.day >= self.start], [row for row in found if row.day < self.start]

    def gaps(self, rows: Iterable[Dated]) -> list[date]:
        """The days of the measured window without a row, up to the newest row: later ones may still come."""
        days = {row.day for row in rows}
        return [each for each in answers.days_between(self.start, max(days)) if each not in days] if days else []


def closed(day: date, now: datetime) -> datetime:
    """When a day's figures were complete: at its end in UTC, at the latest now."""
    return min(datetime.combine(day + timedelta(days=1), time(), UTC), now)
