"""What became of several runs, in one query however many there are: for lists, where `outcome` asks too much."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, DateTimeField, Exists, OuterRef, Q, QuerySet, Value, When

from automations import actions, registry
from automations.models import Action, Run
from automations.outcomes import DELIVERY, HELD_OUT, REACHED, TREATED, Group, Outcome, judged, settled
from crm.models import Contact, Order
from tenants import clock

State = Action.State


STAGES: dict[str, tuple[str, ...]] = {
    "done": (State.DONE,),
    "ahead": (State.PLANNED, State.RELEASED, State.SENDING),
    "waiting": (State.WAITING,),
    "skipped": (State.SKIPPED,),
    "unknown": (State.UNKNOWN,),
    "failed": (State.FAILED,),
    "dropped": (State.REJECTED, State.CANCELLED),
    "held_out": (State.HELD_OUT,),
}
"""States that lists tell together."""


@dataclass(frozen=True)
class Tally:
    """How many actions of a run are in each state, and what is known of its effect.

    `people` counts, by stage, the contacts whom messages reach; `things` the actions that are no
    messages; `done` those of them that are done, by kind.
    """

    outcome: Outcome
    states: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    things: dict[str, int] = field(default_factory=dict)
    done: dict[str, int] = field(default_factory=dict)

    def of(self, *states: str) -> int:
        return sum(self.states.get(state, 0) for state in states)


@dataclass(frozen=True)
class OrdersSeen:
    """Where the orders come from and when they were last brought in."""

    slug: str = ""
    last_imported_at: datetime | None = None


def tallies(runs: Sequence[Run], orders: OrdersSeen) -> dict[UUID, Tally]:
    """By run id; the same answers that `outcomes.outcome` gives for each alone."""
    if not runs:
        return {}
    now = clock.now()
    rows = {row["run_id"]: row for row in _rows(runs, now)}
    return {run.pk: _tally(run, rows.get(run.pk, {}), orders, now) for run in runs}


def compared_between(run: Run) -> tuple[datetime, datetime] | None:
    """From when to when buyers are counted; None where the effect is not measured."""
    automation = registry.known(run.automation)
    window = automation.outcome_window if automation else None
    start = run.released_at or run.planned_at
    return (start, start + window) if window is not None and start is not None else None


def _rows(runs: Sequence[Run], now: datetime) -> QuerySet[Any, Any]:
    spans = {run.pk: span for run in runs if (span := compared_between(run))}
    start = _moments({key: span[0] for key, span in spans.items()})
    end = _moments({key: min(now, span[1]) for key, span in spans.items()})
    people = {"treated": TREATED, "held_out": HELD_OUT}
    counts = {f"state_{state}": Count("pk", filter=Q(state=state)) for state in State.values} | _stages()
    sent = {name: Count("pk", filter=Q(state=state, is_communication=True)) for name, state in DELIVERY.items()}
    groups = {name: Count("contact_id", distinct=True, filter=group) for name, group in people.items()}
    groups |= {
        f"{name}_{what}": Count("contact_id", distinct=True, filter=group & Q(**{what: True}))
        for name, group in people.items()
        for what in ("bought", "gone")
    }
    groups["reached"] = Count("pk", filter=REACHED)
    gone = ~Exists(Contact.objects.filter(pk=OuterRef("contact_id")))
    rows = Action.objects.filter(run__in=[run.pk for run in runs]).order_by()
    compared = rows.annotate(since=start, until=end).annotate(bought=Exists(_orders()), gone=gone)
    return compared.values("run_id").annotate(**counts, **sent, **groups)


def _stages() -> dict[str, Count]:
    counts: dict[str, Count] = {}
    for stage, states in STAGES.items():
        reached, other = Q(is_communication=True, state__in=states), Q(is_communication=False, state__in=states)
        counts[f"people_{stage}"] = Count("contact_id", distinct=True, filter=reached)
        counts[f"things_{stage}"] = Count("pk", filter=other)
    for kind in actions.kinds():
        if not kind.is_communication:
            counts[f"done_{kind.slug}"] = Count("pk", filter=Q(kind=kind.slug, state=State.DONE))
    return counts


def _moments(by_run: dict[UUID, datetime]) -> Case:
    """A moment per run; null for a run without one, so that nothing is found after it."""
    cases = [When(run_id=key, then=Value(at, DateTimeField())) for key, at in by_run.items()]
    return Case(*cases, default=None, output_field=DateTimeField())


def _orders() -> QuerySet[Order]:
    """The sales of an action's contact in the time compared, as they were known at its end."""
    until = OuterRef("until")
    seen = Q(happened_at__lte=until, known_at__lte=until) & (Q(cancelled_at=None) | Q(cancelled_at__gt=until))
    return Order.objects.sales().filter(seen, contact_id=OuterRef("contact_id"), happened_at__gt=OuterRef("since"))


def _tally(run: Run, row: dict[str, Any], orders: OrdersSeen, now: datetime) -> Tally:
    counted = {part: _part(row, f"{part}_") for part in ("people", "things", "done")}
    states = {state: row.get(f"state_{state}", 0) for state in State.values}
    numbers: dict[str, float] = {name: row.get(name, 0) for name in DELIVERY}
    if (judged_before := settled(run)) is not None:
        return Tally(judged_before, states, **counted)
    span = compared_between(run)
    if span is None:
        return Tally(Outcome("unknown", Group(0, 0), Group(0, 0), numbers, code="not_measured"), states, **counted)
    found = Outcome(
        "unknown",
        treated=_group(row, "treated"),
        held_out=_group(row, "held_out"),
        numbers=numbers,
        until=span[1],
        source=orders.slug,
        source_at=orders.last_imported_at,
        reached=row.get("reached", 0),
    )
    return Tally(judged(found, run, now), states, **counted)


def _group(row: dict[str, Any], name: str) -> Group:
    return Group(*(row.get(each, 0) for each in (name, f"{name}_bought", f"{name}_gone")))


def _part(row: dict[str, Any], start: str) -> dict[str, int]:
    return {name.removeprefix(start): number for name, number in row.items() if name.startswith(start)}
