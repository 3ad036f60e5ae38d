"""Goals: what a person wants a metric to become, and how far it is from there."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

import events
from sensors import metrics, owners, steady
from sensors.base import Metric, Sensor
from sensors.metrics import MetricValue
from sensors.models import Goal, Reading
from sensors.sectors import Status
from tenants import access, clock, context, ledger
from tenants.errors import Refused
from tenants.models import User


@dataclass(frozen=True)
class GoalGap:
    """A goal beside what is measured. `missing` is in the metric's unit, None where nothing was measured.

    `holds` is False where the readings before it do not confirm that something is missing; `acting` fills it.
    """

    goal: Goal
    metric: Metric
    now: MetricValue
    missing: float | None
    overdue: bool
    holds: bool = True


def gaps(now: datetime) -> list[GoalGap]:
    """Every open goal of the active client with its gap at `now`, oldest goal first."""
    goals = list(Goal.objects.open())
    return gaps_in(goals, {reading.sensor: reading for reading in Reading.objects.last_of_each()} if goals else {}, now)


def acting(now: datetime) -> list[GoalGap]:
    """The same as autonomy may take it: one odd reading alone leaves no goal behind (`sensors.steady`)."""
    return [replace(gap, holds=_holds(gap)) for gap in gaps(now)]


def _holds(gap: GoalGap) -> bool:
    """Asks the readings before it only where it would start something."""
    if not gap.missing or gap.now.status != Status.OK:
        return True
    _metric, sensor = metrics.get(gap.goal.metric)
    newest_first = _met(gap.goal, sensor, gap.metric)
    behind = [steady.Seen(at, 0.0 if met else 100.0) for at, met in reversed(newest_first)]
    return steady.presses(behind, sensor.every, whole=len(behind) < steady.RECENT)


def gaps_in(goals: Iterable[Goal], last: Mapping[str, Reading], now: datetime) -> list[GoalGap]:
    """The same for `goals`, from the last reading of each sensor (by slug)."""
    known = metrics.all()
    return [_gap(goal, last.get(known[goal.metric][1].slug), now) for goal in goals if goal.metric in known]


def gap(goal: Goal, now: datetime) -> GoalGap:
    """How far the goal's metric is from its target."""
    _metric, sensor = metrics.get(goal.metric)
    return _gap(goal, Reading.objects.filter(sensor=sensor.slug).last_of_each().first(), now)


def _gap(goal: Goal, reading: Reading | None, now: datetime) -> GoalGap:
    metric, _sensor = metrics.get(goal.metric)
    value = metrics.value_in(reading, metric, now)
    missing = None if value.value is None else goal.gap(value.value)
    return GoalGap(goal, metric, value, missing, goal.due_on is not None and goal.due_on < _today(now))


@transaction.atomic
def set_goal(
    metric: str,
    target: float | str,
    *,
    due_on: date | None = None,
    by: User | None = None,
    owner: User | None = None,
) -> Goal:
    """Open a goal for the active client; an open one for the same metric is dropped for it.

    `target` is in the metric's unit. Without an `owner`, whoever sets it answers for it. Raises
    Refused, saying what to give instead.
    """
    _require(by)
    if owner is not None:
        owners.require(owner)
    answers_for_it = owner or by
    declared, sensor = metrics.get(metric)
    number = _target(target, declared)
    if due_on is not None and due_on <= _today(clock.now()):
        raise Refused(_("The date %(date)s is not in the future.") % {"date": due_on.isoformat()}, code="goal_date")
    for open_goal in Goal.objects.open().filter(metric=metric).select_for_update():
        _close(open_goal, Goal.State.DROPPED, by)
    goal = Goal.objects.create(
        metric=metric,
        target=number,
        direction=declared.direction,
        due_on=due_on,
        sector=sensor.sector,
        by_user_id=by.pk if by else None,
        owner_id=answers_for_it.pk if answers_for_it else None,
        created_at=clock.now(),
    )
    ledger.write("goal.set", goal, by=by)
    events.publish("goal.set", goal, {"metric": metric, "target": number}, key=f"goal:{goal.pk}:set")
    return goal


@transaction.atomic
def drop_goal(metric: str, *, by: User | None = None) -> Goal:
    """Give up the open goal for `metric`; raises Refused when there is none."""
    _require(by)
    goal = Goal.objects.open().filter(metric=metric).select_for_update().first()
    if goal is None:
        raise Refused(_("There is no open goal for “%(metric)s”.") % {"metric": metric}, code="no_such_goal")
    _close(goal, Goal.State.DROPPED, by)
    return goal


def settle_reached(sensor: Sensor, reading: Reading) -> None:
    """Close the goals that a new reading meets, if one about a cadence earlier met them as well.

    Called in the transaction that stores the reading. A goal closes for good, so that one odd
    reading must not close it (`sensors.steady`).
    """
    if reading.status != Status.OK:
        return
    for metric in sensor.metrics:
        for goal in Goal.objects.open().filter(metric=metric.slug).select_for_update():
            if steady.lasts(_met(goal, sensor, metric), sensor.every):
                _close(goal, Goal.State.REACHED, None)


def _met(goal: Goal, sensor: Sensor, metric: Metric) -> list[tuple[datetime, bool]]:
    """When each of the last sound readings was taken, and whether it met the goal; newest first."""
    sound = Reading.objects.filter(sensor=sensor.slug, status=Status.OK).order_by("-id")[: steady.RECENT]
    figures = [(each.at, each.facts.get(metric.fact)) for each in sound]
    return [(at, figure is not None and goal.gap(float(figure)) == 0) for at, figure in figures]


def _require(by: User | None) -> None:
    """A person needs the right to operate the client; a command at the machine (None) has it."""
    if by is not None:
        access.require(by, context.current(), access.Verb.OPERATE)


def _close(goal: Goal, state: Goal.State, by: User | None) -> None:
    goal.state = state
    goal.save(update_fields=["state"])
    ledger.write(f"goal.{state.value}", goal, by=by)
    events.publish(f"goal.{state.value}", goal, {"metric": goal.metric}, key=f"goal:{goal.pk}:{state.value}")


def _target(target: float | str, metric: Metric) -> float:
    """The target as a number the metric can have; raises Refused."""
    try:
        number = float(str(target).strip().removesuffix("%").replace(",", "."))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise Refused(_("“%(target)s” is no number.") % {"target": str(target)[:40]}, code="goal_target")
    if metric.unit == "%" and not 0 <= number <= 100:
        raise Refused(_("The target must lie between 0 and 100 %."), code="goal_target")
    return number


def _today(now: datetime) -> date:
    return now.astimezone(context.current().zone).date()
