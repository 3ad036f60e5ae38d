"""Which way pressures move: the last 24 hours beside the seven days before them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from django.db.models import Avg, Exists, OuterRef, Q
from django.db.models.functions import TruncDate

from sensors.models import Reading, Silence
from sensors.models.reading import ReadingQuerySet
from sensors.sectors import Sector, Status
from tenants import context

DAY, WEEK = timedelta(hours=24), timedelta(days=7)
NOTABLE = 5.0
"""Points; less is the noise of a day. A house value."""

COUNTS = (Status.OK, Status.WARNING, Status.DEGRADED)


@dataclass(frozen=True)
class Trend:
    """Mean pressures (0-100) of the last day and of the week before it; None where nothing was measured."""

    day: float | None
    week: float | None

    @property
    def change(self) -> float | None:
        """In points; None while there is nothing to compare with."""
        return None if self.day is None or self.week is None else self.day - self.week

    @property
    def direction(self) -> Literal["rising", "falling", "steady", ""]:
        if self.change is None:
            return ""
        if abs(self.change) < NOTABLE:
            return "steady"
        return "rising" if self.change > 0 else "falling"


def trends(now: datetime) -> dict[str, Trend]:
    """By sensor of the active client, in one query; what was measured during maintenance does not count."""
    recent = _counted().filter(at__gt=now - DAY - WEEK, at__lte=now)
    day, week = Q(at__gt=now - DAY), Q(at__lte=now - DAY)
    rows = recent.order_by().values("sensor").annotate(
        day=Avg("pressure", filter=day), week=Avg("pressure", filter=week)
    )  # fmt: skip
    return {row["sensor"]: Trend(row["day"], row["week"]) for row in rows}


def by_day(sector: Sector, now: datetime, days: int) -> dict[date, float]:
    """The mean of a day's highest sensor, by the client's days; a day without a reading is not there."""
    zone = context.current().zone
    since = now - timedelta(days=days)
    rows = _counted().filter(sector=sector, at__gt=since, at__lte=now).order_by()
    found = rows.values("sensor", day=TruncDate("at", tzinfo=zone)).annotate(mean=Avg("pressure"))
    highest: dict[date, float] = {}
    for row in found:
        highest[row["day"]] = max(row["mean"], highest.get(row["day"], 0.0))
    return highest


def _counted() -> ReadingQuerySet:
    odd = Silence.objects.filter(
        kind=Silence.Kind.MAINTENANCE,
        sector=OuterRef("sector"),
        begins_at__lte=OuterRef("at"),
        ends_at__gt=OuterRef("at"),
    )
    measured = Reading.objects.filter(status__in=COUNTS, pressure__isnull=False)
    return measured.exclude(Exists(odd))
