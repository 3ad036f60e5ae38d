"""What follows from a decision about a run, and changes before it."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

import reviews
from automations import actions as action_kinds
from automations import digests
from automations.models import Action, Run
from automations.services import releasing, settling
from automations.trust import force
from reviews.models import Decision, Review
from tenants import access, clock, context, ledger
from tenants.errors import Refused
from tenants.models import User

State = Action.State


def carry_out(review: Review, decision: Decision, note: str) -> None:
    """Release what was ticked and reject the rest, in the transaction of the decision."""
    run = Run.objects.select_for_update().get(pk=review.subject_id)
    waiting = list(Action.objects.waiting().filter(review_id=review.pk).select_for_update().order_by("position"))
    ticked = whole_series(waiting, set(decision.action_ids))
    run.note, run.state = note or run.note, Run.State.RUNNING
    run.released_at = run.released_at or (clock.now() if ticked else None)
    run.save(update_fields=["note", "state", "released_at"])
    releasing.release(each for each in waiting if each.pk in ticked)
    for action in waiting:
        if action.pk not in ticked:
            settling.close(action, State.REJECTED, code="rejected", by=decision.by)
    settling.finish_if_over(run.pk)


def whole_series(waiting: Iterable[Action], ticked: set[UUID]) -> set[UUID]:
    """A message that is not ticked takes the later ones to the same contact with it."""
    stopped: set[int] = set()
    kept: set[UUID] = set()
    for action in waiting:
        of_series = action.contact_id if action.is_communication else None
        if action.pk in ticked and of_series not in stopped:
            kept.add(action.pk)
        elif of_series is not None:
            stopped.add(of_series)
    return kept


@transaction.atomic
def edit_action(action: Action, *, by: User, **changes: str) -> Action:
    """Change a message that waits for its decision; whoever saw the old one cannot decide any more.

    That it had to be changed speaks against the automation, and ends what it has earned.
    Raises Refused when `by` may not, when it is decided already, or for what cannot be changed.
    """
    access.require(by, context.current(), access.Verb.OPERATE)
    if action.review_id is None:
        raise Refused(_("Only what waits for a decision can be changed."), code="not_waiting")
    review = reviews.lock(action.review_id)
    held = Action.objects.select_related("run").select_for_update(of=("self",)).get(pk=action.pk)
    if held.state != State.WAITING:
        raise Refused(_("Only what waits for a decision can be changed."), code="not_waiting")
    held.payload = action_kinds.kind(held.kind).redraft(held, dict(changes))
    held.digest = digests.of_action(held, held.run, context.current().pk)
    held.edited_at = clock.now()
    held.save(update_fields=["payload", "digest", "edited_at"])
    force.demote(held.run.automation, "edited")
    reviews.rebase(review, waiting_digests(review.pk))
    ledger.write("action.edited", held, by=by, digest=held.digest)
    return held


def waiting_digests(review_id: UUID) -> dict[UUID, str]:
    """The digests of a review's actions, recomputed from what is stored now."""
    client = context.current()
    rows = Action.objects.waiting().filter(review_id=review_id).select_related("run")
    return {each.pk: digests.of_action(each, each.run, client.pk) for each in rows}


@transaction.atomic
def drop_waiting(run_id: UUID, review_id: UUID) -> int:
    """The request was withdrawn or has expired: what waited for it is called off."""
    waiting = Action.objects.waiting().filter(run_id=run_id, review_id=review_id).select_for_update()
    dropped = [settling.close(each, State.CANCELLED, code="review_closed") for each in waiting]
    return len(dropped)


@transaction.atomic
def cancel_run(run: Run, *, by: User) -> int:
    """Call off everything of a run that has not left yet; returns how many actions.

    Raises Refused when `by` may not. What is being sent at this moment is not stopped.
    """
    access.require(by, context.current(), access.Verb.OPERATE)
    review = Review.objects.waiting().filter(pk=run.review_id).first() if run.review_id else None
    if review is not None:
        reviews.void(review, "run_cancelled")
    open_states = (State.PLANNED, State.WAITING, State.RELEASED)
    # Actions before their run, as in execution: two that hold one and want the other never meet.
    rows = list(Action.objects.filter(run=run, state__in=open_states).select_for_update().order_by("pk"))
    ledger.write("run.cancelled", run, by=by)
    return sum(settling.close(each, State.CANCELLED, code="run_cancelled", was=open_states, by=by) for each in rows)


@transaction.atomic
def resolve_unknown(action: Action, happened: bool, by: User) -> bool:
    """A person has looked whether it happened; False when it was resolved already.

    What did not happen stays undone; the same occasion may be planned again.
    """
    access.require(by, context.current(), access.Verb.OPERATE)
    state = State.DONE if happened else State.FAILED
    code = "resolved_happened" if happened else "resolved_not_happened"
    resolved = settling.close(action, state, code=code, was=(State.UNKNOWN,), by=by)
    if resolved and not happened:
        settling.free_keys([action.pk])
    return resolved
