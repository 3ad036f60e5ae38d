"""Free times for a call, by the clock on the client's wall."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Span = tuple[datetime, datetime]

NOTICE = timedelta(hours=24)
"""A time is proposed no sooner, so that somebody can look at it before."""
WORKING_DAYS = 10
LOOK_AHEAD = timedelta(days=16)
"""Holds ten working days, whatever day it is."""
STEP = timedelta(minutes=30)
FRIDAY = 5


@dataclass(frozen=True)
class Hours:
    """From the hour `opens` (0 to 23) to the hour `closes`, Monday to Friday."""

    opens: int
    closes: int


def first_free(after: datetime, taken: Sequence[Span], *, zone: ZoneInfo, hours: Hours, minutes: int) -> Span | None:
    """The first time of `minutes` from `after` on that meets nothing `taken`; None within ten working days."""
    for start in _starts(after, zone, hours, minutes):
        end = start + timedelta(minutes=minutes)
        if not overlaps((start, end), taken):
            return start, end
    return None


def overlaps(span: Span, taken: Sequence[Span]) -> bool:
    """Two that only touch do not."""
    return any(start < span[1] and span[0] < end for start, end in taken)


def _starts(after: datetime, zone: ZoneInfo, hours: Hours, minutes: int) -> Iterator[datetime]:
    """Full and half hours at which a call of that length still ends in time."""
    for day in _working_days(after.astimezone(zone).date()):
        # Compared as moments: on the day the clocks change, wall-clock differences lie.
        start = datetime.combine(day, time(hours.opens), tzinfo=zone).astimezone(after.tzinfo)
        closes = datetime.combine(day, time(hours.closes), tzinfo=zone).astimezone(after.tzinfo)
        while start + timedelta(minutes=minutes) <= closes:
            if start >= after:
                yield start
            start += STEP


def _working_days(first: date) -> Iterator[date]:
    found, day = 0, first
    while found < WORKING_DAYS:
        if day.isoweekday() <= FRIDAY:
            found += 1
            yield day
        day += timedelta(days=1)
