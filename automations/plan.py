"""From an automation's `plan` to drafted actions: everything that needs no writing.

The same steps serve the dry run and the real run, in the order of design "Order of a run": plan,
hold out, refuse, (cost), draft.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils import translation

from automations.actions.base import ActionKind
from automations.base import Automation
from automations.context import Context
from automations.desk import Desk
from automations.hold_out import is_held_out
from automations.plan_items import Fact, LeftOut
from integrations.costs import Price
from tenants.errors import Refused

NAMED_PER_CODE = 200
"""How many left-out contacts are named per reason; all are counted."""


@dataclass(frozen=True)
class PlannedAction:
    """One action on its way to being stored. `payload` is empty until it is drafted.

    `dropped` is the code of what kept a message from being written after it was known who is left
    out to compare with: its contact stays among those compared.
    """

    wish: ActionKind
    key: str
    due_at: datetime
    held_out: bool
    value_cents: int | None
    price: Price | None
    dropped: str = ""
    id: UUID = field(default_factory=uuid4)
    payload: dict[str, Any] = field(default_factory=dict)

    @property
    def contact_id(self) -> int | None:
        return self.wish.contact_id

    @property
    def cost_micros(self) -> int:
        return self.price.amount_micros if self.price and self.happens else 0

    @property
    def happens(self) -> bool:
        """Neither held out nor dropped."""
        return not self.held_out and not self.dropped


@dataclass(frozen=True)
class Plan:
    """What would happen, whom it leaves out, and what it rests on."""

    actions: list[PlannedAction]
    left_out: list[LeftOut]
    facts: dict[str, Any]

    @property
    def effects(self) -> list[PlannedAction]:
        """Those that are neither held out nor dropped."""
        return [each for each in self.actions if each.happens]

    def without(self, dropped: dict[UUID, str]) -> "Plan":
        """The same where these actions cannot be made, by their codes; messages stay as dropped ones."""
        gone = [each for each in self.actions if each.id in dropped]
        left_out = [*self.left_out, *(LeftOut(each.contact_id or 0, dropped[each.id]) for each in gone)]
        kept = [
            replace(each, dropped=dropped.get(each.id, each.dropped))
            for each in self.actions
            if each.id not in dropped or (each.wish.is_communication and each.contact_id is not None)
        ]
        return replace(self, actions=kept, left_out=left_out)

    def left_out_stored(self) -> list[dict[str, Any]]:
        """Counts per reason, with the first contacts named, as a run keeps it."""
        counts = Counter(each.code for each in self.left_out)
        named: dict[str, list[int]] = {code: [] for code in counts}
        for each in self.left_out:
            if each.contact_id not in named[each.code] and len(named[each.code]) < NAMED_PER_CODE:
                named[each.code].append(each.contact_id)
        people = {code: len({each.contact_id for each in self.left_out if each.code == code}) for code in counts}
        return [{"code": code, "people": people[code], "contacts": named[code]} for code in sorted(counts)]


def sketch(automation: Automation, ctx: Context, params: dict[str, Any]) -> tuple[Plan, Desk]:
    """Plan, hold out and refuse; nothing is drafted yet and nothing written."""
    # What a plan says, it says in the client's language, whoever's process plans.
    with translation.override(ctx.client.language):
        items = list(automation.plan(ctx, params))
    wishes = [item for item in items if isinstance(item, ActionKind)]
    left_out = [item for item in items if isinstance(item, LeftOut)]
    facts = {item.name: item.value for item in items if isinstance(item, Fact)}
    desk = Desk(ctx, _contacts(wishes), _contacts(each for each in wishes if _reaches(each)))
    known = ctx.known_keys(wish.key(automation.slug) for wish in wishes)
    actions = []
    for wish in wishes:
        if code := _refusal(wish, wish.key(automation.slug), known, desk):
            left_out.append(LeftOut(wish.contact_id or 0, code))
        else:
            actions.append(_planned(automation.slug, wish, desk))
    return Plan(actions, left_out, facts), desk


def draft(plan: Plan, desk: Desk) -> Plan:
    """Fill the payloads. A contact whose text cannot be drafted gets nothing of what was planned."""
    drafted: list[PlannedAction] = []
    failed: dict[UUID, str] = {}
    for each in plan.actions:
        try:
            with translation.override(desk.client.language):
                payload = each.wish.draft(desk, each.key) if each.happens else {}
        except Refused as problem:
            failed[each.id] = problem.code
            payload = {}
        drafted.append(replace(each, payload=payload))
    unwritten = {each.contact_id for each in drafted if failed.get(each.id) == "bad_header"} - {None}
    also = {each.id: "bad_header" for each in drafted if each.contact_id in unwritten and each.happens}
    return replace(plan, actions=drafted).without(also | failed)


def _contacts(wishes: Iterable[ActionKind]) -> set[int]:
    return {wish.contact_id for wish in wishes if wish.contact_id is not None}


def _refusal(wish: ActionKind, key: str, known: set[str], desk: Desk) -> str:
    if key in known:
        return "already_planned"
    if wish.contact_id is not None and wish.contact_id not in desk.contacts:
        return "contact_gone"
    return desk.refusal(wish.contact_id or 0) if _reaches(wish) else ""


def _reaches(wish: ActionKind) -> bool:
    """A message, or what is made for one."""
    return wish.is_communication or wish.for_message


def _planned(automation: str, wish: ActionKind, desk: Desk) -> PlannedAction:
    contact_id, due_at = wish.contact_id, wish.due_at or desk.now
    written_to = wish.is_communication and contact_id is not None
    return PlannedAction(
        wish=wish,
        key=wish.key(automation),
        due_at=desk.allowed_from(contact_id, due_at) if written_to and contact_id is not None else due_at,
        held_out=_reaches(wish) and contact_id is not None and is_held_out(desk.client.pk, automation, contact_id),
        value_cents=desk.values.get(contact_id) if contact_id is not None else None,
        price=wish.price(),
    )
