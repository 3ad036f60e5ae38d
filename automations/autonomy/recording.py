"""Keeping a decision, with what was compared and what came of it."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import translation

import events
from automations.autonomy.directive import directive
from automations.autonomy.tree import Node, from_json, to_json
from automations.models import DecisionRecord, Run
from events import board
from sensors import metrics
from sensors.models import Reading
from sensors.sectors import Sector
from tenants import clock, context, ledger

Cause = DecisionRecord.Cause
Outcome = DecisionRecord.Outcome


def draft(tree: Node, automation: str, at: datetime) -> DecisionRecord:
    """The decision as far as the tree says it, not stored; its trace is that of the reading behind it."""
    causes = holding_causes(tree)
    first = causes[0].params if causes else {}
    goals = [cause.params["goal"] for cause in causes if cause.text_code == "goal"]
    reading = Reading.objects.filter(pk=first["reading"]).first() if first else None
    return DecisionRecord(
        trace_id=_trace(reading),
        at=at,
        outcome=Outcome.NOTHING,
        automation=automation,
        cause=_cause(causes),
        tree=to_json(tree),
        goal_id=goals[0] if goals else None,
        reading_id=reading.pk if reading else None,
    )


def _trace(reading: Reading | None) -> UUID:
    """That of the reading, unless a decision has it: a reading taken after an effect belongs to that one."""
    if reading is None or DecisionRecord.objects.acted().filter(trace_id=reading.trace_id).exists():
        return uuid4()
    return reading.trace_id


def holding_causes(tree: Node) -> list[Node]:
    """The pressures and goals in the tree that ask for something: the winning branches."""
    if tree.text_code in ("pressure", "goal"):
        return [tree] if tree.holds else []
    return [cause for child in tree.children for cause in holding_causes(child)]


@transaction.atomic
def nothing(tree: Node, automation: str, at: datetime) -> DecisionRecord:
    """Store why nothing was started. It leads nowhere, so it has a trace of its own."""
    record = draft(tree, automation, at)
    record.trace_id = uuid4()
    record.save()
    _show(record)
    return record


@transaction.atomic
def acted(tree: Node, automation: str, at: datetime) -> DecisionRecord:
    """Store that a run is started, with the order in the client's language; the run takes the id named here."""
    record = draft(tree, automation, at)
    record.outcome, record.run_id = Outcome.ACTED, uuid4()
    with translation.override(context.current().language):
        record.directive = directive(automation, holding_causes(tree))
    record.save()
    ledger.write("autonomy.acted", record)
    data = {"automation": automation, "cause": record.cause, "run_id": record.run_id}
    events.publish("decision.acted", record, data, key=f"decision:{record.pk}")
    _show(record)
    return record


@transaction.atomic
def called_off(record: DecisionRecord, reason: str = "", run: Run | None = None) -> None:
    """The run could not be started, or ended before it could do anything: the next look may decide anew.

    The decision says why: `reason`, or what `run` was refused for, which stays beside it to be looked at.
    """
    params = {"reason": reason, "reasons": run.reasons if run else []}
    refused = Node("start", "unmet", params, source="runs", at=clock.now())
    record.tree = to_json(from_json(record.tree).joined(refused))
    record.outcome, record.run_id, record.directive = Outcome.NOTHING, run.pk if run else None, ""
    record.save()
    ledger.write("autonomy.called_off", record)
    _show(record)


def sectors_of(record: DecisionRecord) -> set[Sector]:
    """The sectors it acted for: those under pressure, and those of the goals that were missed."""
    known, found = metrics.all(), set()
    for cause in holding_causes(from_json(record.tree)):
        if cause.text_code == "pressure":
            found.add(Sector(cause.params["sector"]))
        elif cause.params["metric"] in known:
            found.add(known[cause.params["metric"]][1].sector)
    return found


def _cause(causes: list[Node]) -> DecisionRecord.Cause:
    kinds = {cause.text_code for cause in causes}
    if len(kinds) == 2:
        return Cause.BOTH
    return Cause(kinds.pop()) if kinds else Cause.NONE


def _show(record: DecisionRecord) -> None:
    board.put("autonomy", record.automation or "overview", state=record.outcome, at=record.at)
