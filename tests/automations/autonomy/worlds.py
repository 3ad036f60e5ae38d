"""Worlds to decide in, made of plain values."""

from datetime import UTC, date, datetime, timedelta

from automations.autonomy.conditions import Standing, World
from automations.triggers import Answer
from sensors import metrics
from sensors.goals import GoalGap
from sensors.matrix import SectorPressure
from sensors.metrics import MetricValue
from sensors.models import Goal, Reading
from sensors.sectors import Sector, Status

NOW = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)
METRIC = "repeat_buyers_90d"
ANSWERS = (Answer(sector="retention"), Answer(metric=METRIC))
ON = Standing(enabled=True)


def reading(pk: int = 1) -> Reading:
    return Reading(pk=pk, sensor="retention-sensor", source_label="imported orders", at=NOW - timedelta(minutes=5))


def pressure(level: float | None, status: Status = Status.OK, sector: Sector = Sector.RETENTION) -> SectorPressure:
    return SectorPressure(sector, level, status, "retention-sensor", reading(), "Because.", NOW - timedelta(minutes=5))


def gap(
    value: float | None, target: float, status: Status = Status.OK, *, due_on: date | None = None, overdue=False
) -> GoalGap:
    goal = Goal(pk=7, metric=METRIC, target=target, direction="up", sector="retention", due_on=due_on, created_at=NOW)
    metric, _sensor = metrics.get(METRIC)
    missing = None if value is None else goal.gap(value)
    return GoalGap(goal, metric, MetricValue(value, status, reading(2), "Because."), missing, overdue)


def world(*found: SectorPressure, goals: tuple[GoalGap, ...] = (), **changes) -> World:
    fields = {
        "now": NOW,
        "client_state": "active",
        "client_active": True,
        "paused_here": False,
        "paused_everywhere": False,
        "sectors": {one.sector: one for one in found},
        "goals": goals,
    }
    return World(**(fields | changes))
