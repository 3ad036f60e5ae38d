"""One effect, or an honest "not known".

`sending` is committed before the outside world is called. Whoever finds an action in `sending`
(its worker died) looks up whether it happened; where that cannot be looked up, it becomes
`unknown` and a person resolves it. At most once, never silently lost.
"""

from uuid import UUID

from django.db import transaction

from automations import actions as action_kinds
from automations.claim import Halt, halt
from automations.models import Action
from automations.services import releasing, settling
from integrations.mail import Unknown
from tenants import clock, context
from tenants.errors import Refused, Temporary
from tenants.faults import point

MAX_ATTEMPTS = 10
FAULT_POINTS = (
    "act.claimed",
    "act.checked",
    "act.before_sending",
    "act.sending_committed",
    "mail.before_connect",
    "mail.before_data",
    "mail.during_data",
    "mail.accepted",
    "act.before_result",
    "act.result_committed",
)
"""Where a test may kill the worker; in the order in which they are passed."""

State = Action.State


def act(action_id: UUID, *, last_attempt: bool = False) -> None:
    """Do one external action if it is still to be done. Raises Temporary when it may be tried again."""
    action = _taken(action_id)
    if action is None:
        return
    point("act.sending_committed")
    kind = action_kinds.kind(action.kind)
    try:
        kind.execute(action)
    except Unknown as problem:
        settling.close(action, State.UNKNOWN, code=problem.code, sentence=problem.sentence, was=(State.SENDING,))
    except Refused as problem:
        settling.close(action, State.FAILED, code=problem.code, sentence=problem.sentence, was=(State.SENDING,))
    except Temporary as problem:
        _give_back(action, problem, last_attempt=last_attempt)
        raise
    else:
        point("act.before_result")
        settling.close(action, State.DONE, was=(State.SENDING, State.UNKNOWN))
        point("act.result_committed")


def apply(action_id: UUID) -> None:
    """Do one action that stays inside this database; the caller's transaction holds all of it."""
    action = _locked(action_id)
    if action.state != State.RELEASED:
        return
    if held := halt(action, context.current(), clock.now()):
        _held(action, held)
        return
    try:
        with transaction.atomic():
            action_kinds.kind(action.kind).execute(action)
    except Refused as problem:
        settling.close(action, State.FAILED, code=problem.code, sentence=problem.sentence)
    else:
        settling.close(action, State.DONE)


def _taken(action_id: UUID) -> Action | None:
    """The action with `sending` committed, or None when there is nothing to send now."""
    if _already_settled(action_id):
        return None
    point("act.claimed")
    with transaction.atomic():
        action = _locked(action_id)
        if not _sendable(action):
            return None
        if held := halt(action, context.current(), clock.now()):
            _held(action, held)
            return None
        point("act.checked")
        action.state, action.done_at = State.SENDING, clock.now()
        action.reason_code = action.reason = ""
        action.save(update_fields=["state", "done_at", "reason_code", "reason"])
        point("act.before_sending")
    return action


def _already_settled(action_id: UUID) -> bool:
    """An action left in `sending` by a dead worker: look it up, outside any transaction."""
    found = Action.objects.filter(pk=action_id)
    if found.values_list("state", flat=True).get() != State.SENDING:
        return False
    action = found.select_related("run").get()
    happened = action_kinds.kind(action.kind).look_up(action)
    if happened is None:
        settling.close(action, State.UNKNOWN, code="worker_lost", was=(State.SENDING,))
    elif happened:
        settling.close(action, State.DONE, was=(State.SENDING,))
    else:
        # Not there: free to be sent, after all checks, as if for the first time.
        Action.objects.filter(pk=action.pk, state=State.SENDING).update(state=State.RELEASED, done_at=None)
    return happened is not False


def _sendable(action: Action) -> bool:
    """Released, or given up after too many tries and now replayed by a person."""
    return action.state == State.RELEASED or (action.state == State.FAILED and action.reason_code == settling.GAVE_UP)


def _locked(action_id: UUID) -> Action:
    """The action, held; of its run what a claim asks for, not whom a plan of thousands left out."""
    rows = Action.objects.select_related("run").defer("run__facts", "run__left_out", "run__effect")
    return rows.select_for_update(of=("self",)).get(pk=action_id)


def _held(action: Action, held: Halt) -> None:
    match held.how:
        case "park":
            Action.objects.filter(pk=action.pk).update(reason_code=held.code)
        case "postpone" if held.until is not None:
            releasing.postpone(action, held.until, held.code)
        case "skip":
            settling.close(action, State.SKIPPED, code=held.code)
        case _:
            settling.close(action, State.CANCELLED, code=held.code)


def _give_back(action: Action, problem: Temporary, *, last_attempt: bool) -> None:
    """It certainly did not happen: free to be tried again, or given up after the last attempt."""
    if last_attempt:
        settling.close(action, State.FAILED, code=settling.GAVE_UP, sentence=problem.sentence, was=(State.SENDING,))
        return
    Action.objects.filter(pk=action.pk, state=State.SENDING).update(
        state=State.RELEASED, done_at=None, reason_code=problem.code, reason=problem.sentence
    )
