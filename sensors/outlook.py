"""Goals beside their own past: progress, forecast, and what could be a goal."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sensors import metrics, needs
from sensors.base import Metric, Sensor
from sensors.forecast import Forecast, forecast
from sensors.goals import GoalGap
from sensors.models import Goal, Reading
from sensors.sectors import Sector, Status
from sensors.tools import Tools
from tenants import context
from tenants.models import Client

PAST = timedelta(days=90)
WEEKS = 12
LEAST_POINTS = 8
LEAST_GAIN = 0.02
SUGGESTED_FOR = timedelta(days=90)

TEMPLATES: dict[str, tuple[str, ...]] = {
    "shop": ("repeat_buyers_90d", "conversion_rate_28d", "shop_orders_7d", "email_open_rate", "search_clicks_28d"),
    "b2b": ("sessions_28d", "search_clicks_28d", "list_joined_30d", "email_open_rate", "days_since_post"),
}
"""Figures that a client of each vertical usually sets a goal for, the most usual first."""


@dataclass(frozen=True)
class Past:
    """A figure's own days: (day as a proleptic ordinal, value), ascending; `reckoned` from the orders as known then."""

    points: list[tuple[float, float]]
    reckoned: bool = False


@dataclass(frozen=True)
class Outlook:
    """One goal: where it began, how much of the way is done (0-1), and where it is going."""

    gap: GoalGap
    start: float | None
    progress: float | None
    forecast: Forecast | None
    past: Past


@dataclass(frozen=True)
class Suggestion:
    """A target the client has reached before: its own best quarter. `now` and `target` in the metric's unit."""

    metric: Metric
    sector: Sector
    now: float
    target: float
    due_on: date
    past: Past


def outlook(gap: GoalGap, now: datetime) -> Outlook:
    """The goal's progress since it was set, and its forecast for its date (None without one)."""
    metric, sensor = metrics.get(gap.goal.metric)
    past = history(metric, sensor, now)
    start = _value_at(past, gap.goal.created_at)
    due = gap.goal.due_on
    expected = None
    if due is not None and not gap.overdue:
        up = gap.goal.direction == Goal.Direction.UP
        bounds = (0.0, 100.0) if metric.unit == "%" else (-math.inf, math.inf)
        expected = forecast(past.points, due.toordinal(), gap.goal.target, up=up, bounds=bounds)
    return Outlook(gap, start, _progress(start, gap), expected, past)


def suggestions(client: Client, now: datetime) -> list[Suggestion]:
    """Goals that the client's own past makes plausible; none for figures not measured or with a goal already."""
    taken = set(Goal.objects.open().values_list("metric", flat=True))
    known = metrics.all()
    wanted = [slug for slug in TEMPLATES.get(client.vertical, ()) if slug in known and slug not in taken]
    found = (_suggestion(*known[slug], client, now) for slug in wanted)
    return [each for each in found if each is not None]


def history(metric: Metric, sensor: Sensor, now: datetime) -> Past:
    """The daily means of sound readings; where there are too few and orders tell it, the last weeks reckoned anew."""
    zone = context.current().zone
    sound = Reading.objects.filter(sensor=sensor.slug, status=Status.OK, at__gt=now - PAST, at__lte=now)
    by_day: dict[int, list[float]] = defaultdict(list)
    for at, facts in sound.order_by("at").values_list("at", "facts"):
        value = _figure(facts, metric)
        if value is not None:
            by_day[at.astimezone(zone).toordinal()].append(value)
    points = [(float(day), math.fsum(values) / len(values)) for day, values in sorted(by_day.items())]
    if len(points) >= LEAST_POINTS or not needs.lives_on_orders(sensor.needs):
        return Past(points)
    reckoned = _reckoned(metric, sensor, now)
    return Past(reckoned, reckoned=True) if len(reckoned) > len(points) else Past(points)


def _reckoned(metric: Metric, sensor: Sensor, now: datetime) -> list[tuple[float, float]]:
    """What the sensor would have found at the end of each of the last weeks, by the orders as known then."""
    client, found = context.current(), []
    for back in range(WEEKS, -1, -1):
        at = now - timedelta(weeks=back)
        read = sensor.read(Tools(client, at))
        value = _figure(read.facts, metric) if read.status == Status.OK else None
        if value is not None:
            found.append((float(at.astimezone(client.zone).toordinal()), value))
    return found


def _figure(facts: Any, metric: Metric) -> float | None:
    value = facts.get(metric.fact)
    return float(value) if isinstance(value, int | float) and math.isfinite(value) else None


def _value_at(past: Past, at: datetime) -> float | None:
    """The last value of the day the goal was set, or before it."""
    day = at.astimezone(context.current().zone).toordinal()
    before = [value for when, value in past.points if when <= day]
    return before[-1] if before else None


def _progress(start: float | None, gap: GoalGap) -> float | None:
    """The share of the way from `start` to the target; None where there was no way to go, or no figure."""
    if start is None or gap.now.value is None or start == gap.goal.target:
        return None
    done = (gap.now.value - start) / (gap.goal.target - start)
    return min(max(done, 0.0), 1.0)


def _suggestion(metric: Metric, sensor: Sensor, client: Client, now: datetime) -> Suggestion | None:
    value = metrics.value(metric.slug, now)
    if value.status != Status.OK or value.value is None:
        return None
    past = history(metric, sensor, now)
    if len(past.points) < LEAST_POINTS:
        return None
    best = _best_quarter([each for _day, each in past.points], up=metric.direction == "up")
    gain = best - value.value if metric.direction == "up" else value.value - best
    if gain <= LEAST_GAIN * max(abs(value.value), 1e-9):
        return None
    due = now.astimezone(client.zone).date() + SUGGESTED_FOR
    return Suggestion(metric, sensor.sector, value.value, round(best, 1), due, past)


def _best_quarter(values: Sequence[float], *, up: bool) -> float:
    """The value that a quarter of the days reached or passed."""
    ordered = sorted(values, reverse=up)
    return ordered[max(0, math.ceil(len(ordered) / 4) - 1)]
