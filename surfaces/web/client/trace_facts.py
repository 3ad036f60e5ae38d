"""A run's trace, actions, facts and costs as its page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from automations import actions as kinds
from automations import fact_words, plan_items
from automations.autonomy.render import Rendered, rendered
from automations.models import Action, Run
from automations.tallies import Tally
from automations.trace import trace
from crm.models import Contact
from integrations.models import MICROS_PER_CENT, CostLine
from reviews import reasons
from surfaces.web import formats
from tenants.models import Client, User

PAGE = 20
PHASES: dict[str, str | Promise] = {
    "sensed": _("Sensed"),
    "decided": _("Decided"),
    "asked": _("Asked"),
    "acted": _("Acted"),
    "learned": _("Learned"),
}
COSTS: dict[str, str | Promise] = {"email": _("E-mails")}


@dataclass(frozen=True)
class Step:
    """One step of the trace, its phase and its tree in words."""

    phase: str
    kind: str
    title: str
    text: str
    state: str
    at: datetime | None
    source: str
    tree: list[Rendered]
    state_word: str = ""


@dataclass(frozen=True)
class ActionRow:
    """One action: whom or what it is about, and what became of it and why."""

    action: Action
    title: str
    detail: str
    kind: str
    reason: str


@dataclass(frozen=True)
class Choice:
    """One state that the list of actions can be narrowed to; `state` is empty for all of them."""

    state: str
    number: int
    current: bool


@dataclass(frozen=True)
class Named:
    """A name beside a value, in words."""

    name: str
    value: str


@dataclass(frozen=True)
class Cost:
    """What one kind of service cost in a run; `cents` are rounded up, so that little is not nothing."""

    name: str
    units: int
    cents: int
    state: str


def steps(run: Run) -> list[Step]:
    """From what was sensed to what is known now."""
    return [
        Step(
            phase=str(PHASES[each.phase]),
            kind=each.kind,
            title=each.title,
            text=each.text,
            state=each.state,
            at=each.at,
            source=each.source,
            tree=[rendered(each.tree)] if each.tree else [],
        )
        for each in trace(run)
    ]


def actions(run: Run, page: str, state: str = "") -> Page[ActionRow]:
    """Twenty of its actions, all or those in `state`: what needs a person first, then the newest."""
    rows = Action.objects.of_run(run).pressing_first()
    found: Page[Any] = Paginator(rows.filter(state=state) if state else rows, PAGE).get_page(page)
    found.object_list = action_rows(found.object_list)
    return found


def choices(tally: Tally, wanted: str) -> list[Choice]:
    """All, then each state that occurs; one alone needs no choice."""
    states = [(state, number) for state in Action.State.values if (number := tally.of(state))]
    if len(states) < 2:
        return []
    return [Choice(state, number, state == wanted) for state, number in [("", sum(n for _s, n in states)), *states]]


def action_rows(found: Iterable[Action]) -> list[ActionRow]:
    """Actions in words, with the names of their contacts by one query."""
    rows = list(found)
    people = Contact.objects.in_bulk([each.contact_id for each in rows if each.contact_id])
    return [_row(each, people.get(each.contact_id or 0)) for each in rows]


def left_out(stored: Iterable[dict[str, Any]]) -> list[Named]:
    """Whom a plan leaves out, by reason."""
    return [Named(reasons.sentence({"code": each["code"]}), formats.number(each["people"])) for each in stored]


def facts(run: Run, client: Client) -> list[Named]:
    """What is to be said of the run as a whole, then what its plan rests on."""
    who = User.objects.filter(pk=run.requested_by_id).first() if run.requested_by_id else None
    own = [Named(str(_("Started by")), str(who) if who else str(Run.Trigger(run.trigger).label))]
    own.append(Named(str(_("Version")), run.version))
    return [*own, *plan_facts(run.facts)]


def plan_facts(stored: dict[str, Any]) -> list[Named]:
    """What a plan rests on: names in words, moments and numbers as people write them."""
    return [Named(fact_words.name(name), _value(name, value)) for name, value in stored.items()]


def costs(run: Run) -> list[Cost]:
    """Its cost lines, added up by service and state."""
    found: dict[tuple[str, str], list[CostLine]] = {}
    for line in CostLine.objects.of_run(run.pk).counted():
        found.setdefault((line.what, line.state), []).append(line)
    return [
        Cost(
            name=str(COSTS.get(what, what)),
            units=sum(line.units for line in lines),
            cents=cents(sum(line.amount_micros for line in lines)),
            state=str(CostLine.State(state).label),
        )
        for (what, state), lines in sorted(found.items())
    ]


def cents(micros: int) -> int:
    """Whole hundredths, rounded up."""
    return -(-micros // MICROS_PER_CENT)


def _row(action: Action, contact: Contact | None) -> ActionRow:
    try:
        kind = kinds.kind(action.kind)
    except KeyError:  # the kind has left the code since; the record stays
        return ActionRow(action, str(contact or action.kind), "", action.kind, reason_of(action))
    shown = kind.show(action) if action.payload else None
    detail = shown.detail if shown else ""
    if contact is None:  # it reaches nobody by name: the kind comes first, then what it says
        said = f"{shown.title} {detail}".strip() if shown else ""
        return ActionRow(action, str(kind.title).capitalize(), said, "", reason_of(action))
    # A message needs its kind beside its subject; what else happens says so itself.
    what = str(kind.title) if kind.is_communication or not detail else ""
    return ActionRow(action, str(contact), detail, what, reason_of(action))


def reason_of(action: Action) -> str:
    """Why it is as it is; empty where nothing held it back."""
    if action.reason:
        return action.reason
    return str(plan_items.SENTENCES.get(action.reason_code, "")) or action.reason_code.replace("_", " ")


def _value(name: str, value: Any) -> str:
    if value is None:
        return formats.unknown()
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, int | float):
        return formats.number(value)
    try:
        return formats.day(datetime.fromisoformat(str(value)))
    except ValueError:
        return fact_words.word(name, value)
