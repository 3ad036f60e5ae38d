"""After a run's effects: the sensor behind it is read again, and its outcome is written to it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

import events
from automations import outcomes
from automations.models import Action, DecisionRecord, Run
from automations.outcomes import Outcome
from automations.trust import force
from sensors import metrics
from sensors import registry as sensors
from sensors.models import Goal, Reading
from sensors.services import read
from tenants import clock

AGAIN = timedelta(days=1)
"""Orders that were not brought in yet are waited for, a day at a time."""

PATIENCE = timedelta(days=60)
"""After this nobody brings them in any more; the outcome stays unknown."""


def look_again(run_id: UUID) -> list[Reading]:
    """Read what made the run start once more, under its trace, and judge it. Nothing for a run without effect."""
    run = Run.objects.filter(pk=run_id).first()
    if run is None or not run.actions.filter(state=Action.State.DONE).exists():
        return []
    judge(run.pk)
    decision = DecisionRecord.objects.acted().filter(trace_id=run.trace_id).first()
    return [read(slug, run.trace_id) for slug in causes(decision)] if decision is not None else []


def causes(decision: DecisionRecord) -> list[str]:
    """The sensors behind a decision: those of its pressure and of its goal, each once, if they exist still."""
    found = list(Reading.objects.filter(pk__in=[decision.reading_id]).values_list("sensor", flat=True))
    known = metrics.all()
    for metric in Goal.objects.filter(pk__in=[decision.goal_id]).values_list("metric", flat=True):
        found += [known[metric][1].slug] if metric in known else []
    return [slug for slug in dict.fromkeys(found) if sensors.known(slug) is not None]


def judge(run_id: UUID) -> Outcome | None:
    """Write what can be said of the run's effect now; while it is not final, look again when it may be.

    None for a run whose effect is not measured, or that is gone.
    """
    run = Run.objects.filter(pk=run_id).first()
    if run is None:
        return None
    found = outcomes.outcome(run)
    if found.code == "not_measured":
        return None
    _keep(run, found)
    due = _due_again(found)
    if due is not None:
        events.enqueue("automations.judge", {"run_id": str(run.pk)}, due_at=due, key=f"judge:{run.pk}:{due:%Y%m%d}")
    return found


@transaction.atomic
def _keep(run: Run, found: Outcome) -> None:
    """Write it to the run; that it hurt ends what the automation has earned, once, when it comes to light."""
    known = run.effect or {}
    same = known.get("state") == found.state and found.is_final
    judged_at = known.get("judged_at") if same else None
    Run.objects.filter(pk=run.pk).update(effect=found.stored() | {"judged_at": judged_at or clock.now().isoformat()})
    if found.state == "hurt" and not same:
        force.demote(run.automation, "hurt")


def _due_again(found: Outcome) -> datetime | None:
    """When the comparison ends; where it has ended and orders are missing, tomorrow."""
    now = clock.now()
    if found.is_final or found.until is None or found.code == "nobody_reached":
        return None
    if now < found.until:
        return found.until
    return now + AGAIN if now < found.until + PATIENCE else None
