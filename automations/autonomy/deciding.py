"""One look at the active client: what autonomy starts, and why, or why not."""

import math
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

import events
from automations import locks, registry
from automations.autonomy import recording
from automations.autonomy.conditions import World, conditions, has_cause, overview, unanswered
from automations.autonomy.criticism import criticised
from automations.autonomy.standing import look, standing
from automations.autonomy.tree import Compared, Node
from automations.base import Automation
from automations.models import DecisionRecord, Run
from automations.policy import Decided
from automations.services import plan_preview, start_run
from tenants import clock, context, faults
from tenants.errors import Problem, Refused, Temporary

SAFETY = timedelta(minutes=2)
"""After this, a job starts the run that was decided, if the deciding process has not."""


def tick() -> list[DecisionRecord]:
    """Compare pressures and goals with what is measured; start what answers them, once.

    Returns one decision per automation that has a cause, and one per cause that nothing
    answers; without any, a single one that shows what was compared. Ticks that run at the same
    time decide one after the other, so the later one finds the run of the earlier.
    """
    world = look(clock.now())
    answering = _in_turn([each for each in registry.offered(context.current()) if each.answers])
    records = []
    for each in answering:
        if has_cause(each.answers, world):
            records.append(_decide(each, world))
            # What has just been started answers its cause for the others too.
            world = look(clock.now()) if records[-1].outcome == DecisionRecord.Outcome.ACTED else world
    for tree in unanswered([each.answers for each in answering], world):
        records.append(recording.nothing(tree, "", world.now))
    return records or [recording.nothing(overview(world), "", world.now)]


def forget() -> int:
    """Delete the active client's decisions to do nothing that were kept long enough."""
    gone, _by_model = DecisionRecord.objects.outdated(clock.now()).delete()
    return gone


def start(decision_id: UUID) -> None:
    """Start the run that was decided; again, after a crash, changes nothing. What comes to nothing is called off."""
    record = DecisionRecord.objects.acted().filter(pk=decision_id).first()
    if record is None or record.run_id is None or Run.objects.filter(pk=record.run_id).exists():
        return
    try:
        start_run(record.automation, trigger="autonomy", trace_id=record.trace_id, run_id=record.run_id)
    except Refused as problem:
        recording.called_off(record, problem.sentence)
    finally:
        call_off(record.run_id)


def call_off(run_id: UUID | None) -> None:
    """Take back the decision behind a run that was refused or failed before anything of it was done."""
    ended = Run.objects.filter(pk__in=[run_id], state__in=[Run.State.REFUSED, Run.State.FAILED]).first()
    record = DecisionRecord.objects.acted().of_run(ended.pk).first() if ended else None
    if record is not None:
        recording.called_off(record, ended.note if ended else "", ended)


def _in_turn(answering: list[Automation]) -> list[Automation]:
    """Who was not started for the longest goes first: of several that answer one cause only one is."""
    last = DecisionRecord.objects.last_acted()
    return sorted(answering, key=lambda each: last[each.slug].timestamp() if each.slug in last else -math.inf)


def _decide(automation: Automation, world: World) -> DecisionRecord:
    """The cheap conditions, then the dry run, then everything again under a lock, and only then the run."""
    tree = conditions(automation.slug, automation.answers, world, standing(automation))
    if not tree.holds:
        return recording.nothing(tree, automation.slug, world.now)
    dry_run, decided = _dry_run(automation, world.now)
    if not dry_run.holds:
        return recording.nothing(tree.joined(dry_run), automation.slug, world.now)
    record = _claim(automation, dry_run, decided)
    if record.outcome == DecisionRecord.Outcome.ACTED:
        faults.point("autonomy.decided")
        with suppress(Temporary):  # the job that was left for a crash tries again
            start(record.pk)
        record.refresh_from_db()
    return record


def _dry_run(automation: Automation, now: datetime) -> tuple[Node, Decided]:
    """Plan without effect: does it find anything to do, and may it? With the policy's answers, for the critic."""
    try:
        preview = plan_preview(automation.slug)
    except Problem as problem:
        return Node("dry_run", "missing", {"reason": problem.sentence}, source="dry_run", at=now), Decided([], [])
    decided = preview.decided
    if decided.refused:
        return Node("dry_run", "unmet", {"reasons": decided.reasons}, source="dry_run", at=now), decided
    found = len(preview.rows)
    compared = Compared(found, ">", 0, "actions")
    return Node("dry_run", "met" if found else "unmet", compared=compared, source="dry_run", at=now), decided


@transaction.atomic
def _claim(automation: Automation, dry_run: Node, decided: Decided) -> DecisionRecord:
    """Decide to act, unless another tick, a person or time has changed the answer meanwhile.

    Committed before the run is planned, which takes long and may call a network; a job makes
    sure that the run starts even if this process dies in between. One lock for all automations,
    because several may answer one cause.
    """
    locks.hold("autonomy")
    now = clock.now()
    tree = conditions(automation.slug, automation.answers, look(now), standing(automation)).joined(dry_run)
    tree = tree.joined(criticised(automation.slug, tree, decided, now)) if tree.holds else tree
    if not tree.holds:
        return recording.nothing(tree, automation.slug, now)
    record = recording.acted(tree, automation.slug, now)
    args = {"decision_id": str(record.pk)}
    events.enqueue("automations.autonomy_start", args, due_at=now + SAFETY, key=f"decision:{record.pk}:start")
    return record
