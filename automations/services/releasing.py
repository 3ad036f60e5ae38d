"""Letting actions go, and putting off those that cannot go now."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

import events
from automations import actions as action_kinds
from automations.claim import PARKED
from automations.models import Action
from tenants import clock


def release(actions: Iterable[Action]) -> int:
    """Have each of them happen at its time, at once where that has passed. In the caller's transaction."""
    chosen = list(actions)
    now = clock.now()
    Action.objects.filter(pk__in=[each.pk for each in chosen]).update(
        state=Action.State.RELEASED, released_at=now, reason_code="", reason=""
    )
    for action in chosen:
        action.state, action.released_at = Action.State.RELEASED, now
        queue(action, max(action.due_at, now), key=f"act:{action.pk}")
    return len(chosen)


def queue(action: Action, due_at: datetime, *, key: str) -> None:
    """One job that will claim the action: in one transaction with its result, or step by step."""
    handler = "automations.act" if action_kinds.kind(action.kind).is_external else "automations.apply"
    events.enqueue(handler, {"action_id": str(action.pk)}, due_at=due_at, key=key)


@transaction.atomic
def postpone(action: Action, until: datetime, code: str) -> None:
    """Try again at `until`; the action and its digest stay as they are."""
    Action.objects.filter(pk=action.pk).update(postponed_to=until, reason_code=code)
    queue(action, until, key=f"act:{action.pk}:{until:%Y%m%dT%H%M%S.%f}")


@transaction.atomic
def resume_parked(codes: Sequence[str] = PARKED, *, automation: str = "") -> int:
    """What waited for a pause, a suspension or a switch to end is tried again now."""
    parked = Action.objects.parked(codes).select_for_update()
    waiting = list(parked.of_automation(automation) if automation else parked)
    now = clock.now()
    Action.objects.filter(pk__in=[each.pk for each in waiting]).update(reason_code="")
    for action in waiting:
        queue(action, max(action.due_at, now), key=f"act:{action.pk}:resumed:{now:%Y%m%dT%H%M%S.%f}")
    return len(waiting)
