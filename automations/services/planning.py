"""From a started run to stored, released or waiting actions, in the order of design "Order of a run"."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import transaction

import reviews
from automations import digests, locks, policy, registry
from automations.base import Automation
from automations.context import Context
from automations.desk import Desk
from automations.models import Action, Run
from automations.plan import Plan, PlannedAction, draft, sketch
from automations.plan_items import SENTENCES, LeftOut
from automations.policy import Answer, Decided, Reason
from automations.services import releasing, settling
from automations.wording import Writer
from crm.services import release_codes
from integrations import costs
from tenants import clock, context, ledger
from tenants.errors import Refused, Temporary

log = structlog.get_logger(__name__)
REVIEW_TIME = timedelta(hours=72)
"""How long a request waits for its decision."""


def plan_run(run_id: UUID) -> Run:
    """Plan a run that was started; doing it again after a crash begins anew and stores once."""
    run = Run.objects.get(pk=run_id)
    if run.state not in (Run.State.PLANNING, Run.State.DRAFTING):
        return run
    try:
        _plan(run)
    except Refused as problem:
        _end(run.pk, Run.State.REFUSED, [{"code": problem.code}], problem.sentence)
    except Temporary:
        raise
    except Exception:
        log.exception("run_plan_failed", run_id=str(run.pk), automation=run.automation)
        _end(run.pk, Run.State.FAILED, [{"code": "plan_failed"}])
        raise
    run.refresh_from_db()
    return run


def _plan(run: Run) -> None:
    automation, client = registry.get(run.automation), context.current()
    ctx = Context(client, automation.slug, clock.now())
    plan, desk = sketch(automation, ctx, run.params)
    refused = policy.decide(client, automation, plan.effects, now=ctx.now)
    if refused.refused:
        _end(run.pk, Run.State.REFUSED, refused.reasons)
        return
    plan = _reserve(run, plan, desk)
    desk.writer = Writer() if any(each.wish.is_communication for each in plan.effects) else None
    _store(run, automation, draft(plan, desk), desk, ctx.now)


def _reserve(run: Run, plan: Plan, desk: Desk) -> Plan:
    """Put codes and costs aside before anything is written with them; the run says that it is being written.

    A text can only name a code that is nobody else's by then. What found none is left out.
    """
    with transaction.atomic():
        costs.release(run_id=run.pk)  # of an attempt that a crash ended
        if run.state == Run.State.DRAFTING:
            release_codes(run_id=run.pk)
        plan = _with_codes(run, plan, desk)
        prices = [(each.id, each.price) for each in plan.effects if each.price is not None]
        costs.reserve(prices, run_id=run.pk)
        Run.objects.filter(pk=run.pk, state=Run.State.PLANNING).update(state=Run.State.DRAFTING)
    return plan


def _with_codes(run: Run, plan: Plan, desk: Desk) -> Plan:
    without: dict[UUID, str] = {}
    for each in plan.effects:
        try:
            held = each.wish.reserve(each.id, run.pk)
        except Refused as problem:
            without[each.id] = problem.code
        else:
            if held is not None:
                desk.reserved[each.key] = held
    return plan.without(without)


@transaction.atomic
def _store(run: Run, automation: Automation, plan: Plan, desk: Desk, now: datetime) -> None:
    """Store, decide, and ask or release, while nobody else decides for this automation."""
    locks.hold(f"automation/{automation.slug}")
    held = Run.objects.select_for_update().get(pk=run.pk)
    if held.state != Run.State.DRAFTING:
        return
    plan = _without_known(run, plan)
    costs.release(action_ids=[each.id for each in plan.actions if each.dropped])
    decided = policy.decide(desk.client, automation, plan.effects, now=now, run=run)
    held.reasons = decided.reasons or ([] if plan.effects else [{"code": "nothing_to_do"}])
    held.facts, held.left_out, held.planned_at = plan.facts, plan.left_out_stored(), now
    if decided.refused:
        costs.release(run_id=run.pk)
        held.save()
        _end(run.pk, Run.State.REFUSED, decided.reasons)
        return
    if desk.reserved:
        release_codes(run_id=run.pk, keeping=[each.id for each in plan.effects])
    asked, free = _insert(held, automation, plan, decided)
    releasing.release(free)
    if asked:
        held.review_id = _ask(held, automation, asked, decided.reasons)
    held.state = Run.State.WAITING if asked else Run.State.RUNNING
    held.released_at = now if free else None
    held.save()
    ledger.write("run.planned", held, digest=digests.of_all([*asked, *free]))
    settling.finish_if_over(held.pk)


def _without_known(run: Run, plan: Plan) -> Plan:
    """Leave out what another run has planned since; its costs are free again."""
    known = Action.objects.keys_known(each.key for each in plan.actions)
    gone = [each for each in plan.actions if each.key in known]
    if not gone:
        return plan
    costs.release(action_ids=[each.id for each in gone])
    left_out = [*plan.left_out, *(LeftOut(each.contact_id or 0, "already_planned") for each in gone)]
    return replace(plan, actions=[each for each in plan.actions if each.key not in known], left_out=left_out)


def _insert(run: Run, automation: Automation, plan: Plan, decided: Decided) -> tuple[list[Action], list[Action]]:
    """Store every action with its digest; returns those that ask and those that may go."""
    verdicts = {each.id: verdict for each, verdict in zip(plan.effects, decided.verdicts, strict=True)}
    rows, asked, free = [], [], []
    for position, planned in enumerate(plan.actions):
        row = stored(run, automation, planned, position)
        verdict = verdicts.get(planned.id)
        if verdict is not None and verdict.answer == Answer.ASK:
            row.state, row.asks = Action.State.WAITING, list(verdict.asks)
            asked.append(row)
        elif verdict is not None:
            row.on_trust = verdict.on_trust
            free.append(row)
        rows.append(row)
    Action.objects.bulk_create(rows, batch_size=500)
    return asked, free


def stored(run: Run, automation: Automation, planned: PlannedAction, position: int) -> Action:
    """The row of one planned action, with its digest, not saved. One that was dropped leaves its occasion free."""
    row = Action(
        id=planned.id,
        run=run,
        position=position,
        kind=planned.wish.slug,
        contact_id=planned.contact_id,
        payload=planned.payload,
        key=f"{planned.key}~{planned.id}" if planned.dropped else planned.key,
        state=_first_state(planned),
        reason_code=_first_code(planned),
        reason=str(SENTENCES.get(planned.dropped, "")),
        due_at=planned.due_at,
        guards=[guard.stored() for guard in planned.wish.guards],
        value_cents=planned.value_cents,
        cost_micros=planned.cost_micros,
        risk=automation.risk if automation.risk != "none" else planned.wish.risk,
        is_communication=planned.wish.is_communication,
    )
    row.digest = digests.of_action(row, run, context.current().pk)
    return row


def _first_state(planned: PlannedAction) -> Action.State:
    if planned.dropped:
        return Action.State.SKIPPED
    return Action.State.HELD_OUT if planned.held_out else Action.State.PLANNED


def _first_code(planned: PlannedAction) -> str:
    return planned.dropped or ("held_out" if planned.held_out else "")


def _ask(run: Run, automation: Automation, asked: Sequence[Action], reasons: Sequence[Reason]) -> UUID:
    """Open the review of everything that asks; its actions carry its id."""
    client = context.current()
    worth = {each.contact_id: each.value_cents or 0 for each in asked}
    review = reviews.open(
        kind="run",
        subject_id=run.pk,
        automation=run.automation,
        version=run.version,
        risk=automation.risk if automation.risk != "none" else asked[0].risk,
        reasons=reasons,
        digests={each.pk: each.digest for each in asked},
        amount_cents=sum(worth.values()),
        currency=client.currency,
        requested_by=run.requested_by_id,
        requester=requester_of(run),
        expires_at=clock.now() + REVIEW_TIME,
    )
    Action.objects.filter(pk__in=[each.pk for each in asked]).update(review_id=review.pk)
    return review.pk


def requester_of(run: Run) -> str:
    """Who asked, in the words of reviews."""
    return "user" if run.trigger == Run.Trigger.MANUAL else run.trigger


@transaction.atomic
def _end(run_id: UUID, state: Run.State, reasons: Sequence[Reason], note: str = "") -> None:
    run = Run.objects.select_for_update().get(pk=run_id)
    costs.release(run_id=run.pk)
    if run.state == Run.State.DRAFTING:
        release_codes(run_id=run.pk)
    run.reasons, run.note, run.planned_at = list(reasons), note, clock.now()
    run.save(update_fields=["reasons", "note", "planned_at"])
    settling.finish(run, state)
