"""A dry run on a page: exactly who would get what and when, who would not and why, and what it costs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator

from automations import actions as kinds
from automations.actions.base import Shown
from automations.models import Action
from automations.plan import PlannedAction
from automations.policy import Answer, Verdict
from automations.services import Preview
from crm.models import Contact
from reviews import reasons
from surfaces.web.client.trace_facts import Named, cents, plan_facts

PAGE = 50
NAMES = 20


@dataclass(frozen=True)
class Planned:
    """One action as it would happen; `asks` says that a person would be asked first."""

    person: str
    shown: Shown
    kind: str
    due_at: datetime
    asks: bool
    value_cents: int | None
    cost_cents: int


@dataclass(frozen=True)
class LeftOut:
    """Who gets nothing for one reason: how many, and the names of the first."""

    reason: str
    people: int
    names: list[str]


@dataclass(frozen=True)
class DryRun:
    """Everything of a preview that the page shows."""

    page: Page[Planned]
    missing: list[str]
    reasons: list[str]
    refused: bool
    asked: int
    held_out: int
    left_out: list[LeftOut]
    cost_cents: int
    facts: list[Named]

    @property
    def effects(self) -> int:
        return self.page.paginator.count

    @property
    def left_out_people(self) -> int:
        return sum(each.people for each in self.left_out)


def shown(preview: Preview, page: str) -> DryRun:
    """`page` of the planned actions in words; names by one query."""
    found: Page[Any] = Paginator(preview.rows, PAGE).get_page(page)
    stored = preview.plan.left_out_stored()
    wanted = [each.contact_id for each, _verdict in found.object_list if each.contact_id]
    named = [contact for each in stored for contact in each["contacts"][:NAMES]]
    people = Contact.objects.in_bulk([*wanted, *named])
    found.object_list = [_planned(each, verdict, people) for each, verdict in found.object_list]
    return DryRun(
        page=found,
        missing=preview.missing,
        reasons=reasons.sentences(preview.decided.reasons),
        refused=preview.decided.refused,
        asked=sum(verdict.answer == Answer.ASK for verdict in preview.decided.verdicts),
        held_out=preview.held_out,
        left_out=[_left_out(each, people) for each in stored],
        cost_cents=cents(preview.cost_micros),
        facts=plan_facts(preview.plan.facts),
    )


def _planned(planned: PlannedAction, verdict: Verdict, people: dict[int, Contact]) -> Planned:
    kind = kinds.kind(planned.wish.slug)
    row = Action(id=planned.id, kind=kind.slug, payload=planned.payload, contact_id=planned.contact_id, key=planned.key)
    said = kind.show(row)
    contact = people.get(planned.contact_id or 0)
    return Planned(
        person=str(contact) if contact else said.title,
        shown=said,
        kind=str(kind.title),
        due_at=planned.due_at,
        asks=verdict.answer == Answer.ASK,
        value_cents=planned.value_cents,
        cost_cents=cents(planned.cost_micros),
    )


def _left_out(stored: dict[str, Any], people: dict[int, Contact]) -> LeftOut:
    names = [str(people[contact]) for contact in stored["contacts"][:NAMES] if contact in people]
    return LeftOut(reasons.sentence({"code": stored["code"]}), stored["people"], names)
