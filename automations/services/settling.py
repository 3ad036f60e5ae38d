"""What became of an action, and of its run."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat

import events
from automations import actions as action_kinds
from automations.models import Action, Run
from automations.plan_items import SENTENCES
from automations.trust import force
from crm.models import Contact
from crm.services import record_activity
from integrations import costs
from tenants import clock, ledger
from tenants.models import User

State = Action.State
NO_EFFECT = (State.SKIPPED, State.FAILED, State.REJECTED, State.CANCELLED)
GAVE_UP = "gave_up"
"""Failed for now: a person may have it tried again as it stands, so what it holds stays its own."""
FAILINGS = {State.FAILED: "failed", State.UNKNOWN: "unknown", State.REJECTED: "rejected"}
"""What speaks against the automation, and ends at once what it has earned."""

FREES_KEY = (State.CANCELLED,)
"""Called off before it began: the same occasion may be planned again."""


@transaction.atomic(savepoint=False)
def close(
    action: Action,
    state: Action.State,
    *,
    code: str = "",
    sentence: str = "",
    was: Sequence[Action.State] = Action.OPEN,
    by: User | None = None,
) -> bool:
    """Write the final state once; False when somebody else did. The run ends with its last action."""
    now = clock.now()
    changed = Action.objects.filter(pk=action.pk, state__in=was).update(
        state=state, reason_code=code, reason=sentence or str(SENTENCES.get(code, "")), done_at=now
    )
    if not changed:
        return False
    if action.cost_micros or action.is_communication:
        _settle_cost(action.pk, state)
    if state == State.DONE or (state in NO_EFFECT and code != GAVE_UP):
        action_kinds.kind(action.kind).settled(action, happened=state == State.DONE)
    if state in FREES_KEY:
        free_keys([action.pk])
    if state == State.DONE and action.is_communication:
        _remember(action)
    if state in FAILINGS:
        force.demote(action.run.automation, FAILINGS[state], at=now)
    ledger.write(f"action.{state}", action, by=by, digest=action.digest)
    finish_if_over(action.run_id)
    action.state, action.reason_code, action.done_at = state, code, now
    return True


def free_keys(action_ids: Iterable[UUID]) -> None:
    """Let the occasions of actions that will never happen be planned again."""
    rows = Action.objects.filter(pk__in=list(action_ids)).exclude(key__contains="~")
    for pk in rows.values_list("pk", flat=True):
        Action.objects.filter(pk=pk).update(key=Concat(F("key"), Value(f"~{pk}")))


def finish_if_over(run_id: UUID) -> bool:
    """End the run when nothing of it is open; the row is held so that the last two actions both see it."""
    run = Run.objects.select_for_update().only("state", "automation", "trace_id").get(pk=run_id)
    if run.is_over or run.state == Run.State.PLANNING or run.actions.filter(state__in=Action.OPEN).exists():
        return False
    states = set(run.actions.order_by().values_list("state", flat=True).distinct())
    finish(run, Run.State.CANCELLED if states == {State.CANCELLED} else Run.State.DONE)
    return True


def finish(run: Run, state: Run.State) -> None:
    """Write a run's final state and tell whoever follows it."""
    run.state, run.finished_at = state, clock.now()
    run.save(update_fields=["state", "finished_at"])
    ledger.write(f"run.{state}", run)
    facts = {"automation": run.automation, "state": str(state), "trace_id": str(run.trace_id)}
    events.publish("run.finished", run, facts, key=f"run:{run.pk}:finished")


def _settle_cost(action_id: UUID, state: Action.State) -> None:
    if state == State.DONE:
        costs.settle(action_id)
    elif state in NO_EFFECT:
        costs.release(action_ids=[action_id])


def _remember(action: Action) -> None:
    contact = Contact.objects.filter(pk__in=[action.contact_id]).only("pk").first()
    if contact is not None:
        facts = {"action": str(action.pk), "run": str(action.run_id)}
        record_activity(contact, f"{action.kind}.done", clock.now(), facts, key=f"action:{action.pk}")
