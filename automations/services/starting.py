"""Starting a run, and looking at what one would do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

import events
from automations import policy, registry
from automations.base import Automation
from automations.context import Context
from automations.models import Run, Setting
from automations.plan import Plan, PlannedAction, draft, sketch
from automations.policy import Decided, Verdict
from automations.services import planning
from tenants import access, clock, context, ledger
from tenants.errors import Refused
from tenants.models import User

SAFETY = timedelta(minutes=10)
"""After this, a job looks whether a run that was being planned still is (its process died)."""


@dataclass(frozen=True)
class Preview:
    """A dry run: nothing of it was stored. `rows` pairs each action with the policy's answer."""

    automation: Automation
    params: dict[str, Any]
    plan: Plan
    decided: Decided
    missing: list[str]

    @property
    def rows(self) -> list[tuple[PlannedAction, Verdict]]:
        return list(zip(self.plan.effects, self.decided.verdicts, strict=True))

    @property
    def held_out(self) -> int:
        """How many contacts are left without, to compare with."""
        return len({each.contact_id for each in self.plan.actions if each.held_out})

    @property
    def cost_micros(self) -> int:
        return sum(each.cost_micros for each in self.plan.actions)


def plan_preview(slug: str, params: Mapping[str, Any] | None = None) -> Preview:
    """Everything a run would do now, drafted and judged, with no effect at all.

    Raises Refused for an unknown automation or bad parameters.
    """
    client = context.current()
    automation = registry.get_for(client, slug)
    cleaned = checked_params(automation, params)
    missing = automation.health().missing
    if missing:
        return Preview(automation, cleaned, Plan([], [], {}), Decided([], []), missing)
    ctx = Context(client, automation.slug, clock.now())
    plan, desk = sketch(automation, ctx, cleaned)
    drafted = draft(plan, desk)
    decided = policy.decide(client, automation, drafted.effects, now=ctx.now)
    return Preview(automation, cleaned, drafted, decided, [])


def start_run(
    slug: str,
    params: Mapping[str, Any] | None = None,
    *,
    trigger: str,
    by: User | None = None,
    trace_id: UUID | None = None,
    parent: Run | None = None,
    run_id: UUID | None = None,
) -> Run:
    """Start a run and plan it: what may go is released, the rest waits for a person.

    Without `params` the automation's settings apply. One `parent` has one follow-up run per
    automation; starting again with its `run_id` changes nothing. Raises Refused for bad
    parameters, for missing needs, and when `by` may not.
    """
    client = context.current()
    if by is not None:
        access.require(by, client, access.Verb.OPERATE)
    automation = registry.get_for(client, slug)
    cleaned = checked_params(automation, params)
    if missing := automation.health().missing:
        raise Refused(_("Not ready: %(missing)s") % {"missing": " ".join(missing)}, code="not_ready")
    identity = run_id or (uuid5(parent.pk, automation.slug) if parent else uuid4())
    run = _begin(identity, automation, cleaned, trigger, by, trace_id, parent)
    return planning.plan_run(run.pk)


@transaction.atomic
def _begin(
    identity: UUID,
    automation: Automation,
    params: dict[str, Any],
    trigger: str,
    by: User | None,
    trace_id: UUID | None,
    parent: Run | None,
) -> Run:
    """The run's row with the job that picks it up after a crash; a follow-up asks in its parent's name."""
    values = {
        "automation": automation.slug,
        "version": str(automation.version),
        "params": params,
        "trigger": Run.Trigger(trigger),
        "requested_by_id": by.pk if by else parent.requested_by_id if parent else None,
        "trace_id": trace_id or (parent.trace_id if parent else uuid4()),
        "parent_id": parent.pk if parent else None,
        "created_at": clock.now(),
    }
    run, made = Run.objects.get_or_create(pk=identity, defaults=values)
    if made:
        due = clock.now() + SAFETY
        events.enqueue("automations.plan", {"run_id": str(run.pk)}, due_at=due, key=f"plan:{run.pk}")
        ledger.write("run.started", run, by=by)
    return run


def checked_params(automation: Automation, params: Mapping[str, Any] | None) -> dict[str, Any]:
    """The given parameters over the stored ones over the initial ones; raises Refused `bad_params`."""
    setting = Setting.objects.of(automation.slug).first()
    kept = {} if setting is None else setting.params
    known = automation.Params.declared()
    stored = {name: value for name, value in kept.items() if name in known}
    return automation.Params.from_json({**stored, **(params or {})})
