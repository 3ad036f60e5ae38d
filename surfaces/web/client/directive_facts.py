"""An order in words on its page: how far it is, what it would do, and what is asked of the reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from automations import services
from automations.directives import steps as words
from automations.directives.replay import Replayed
from automations.directives.wish import offered
from automations.models import DirectiveSession
from automations.models.directive import GOOD_FOR
from automations.risk import Risk
from automations.trace_step import TraceStep
from reviews import reasons
from surfaces.web import formats
from surfaces.web.client import dry_run_facts
from surfaces.web.client.dry_run_facts import DryRun
from surfaces.web.client.trace_facts import cents
from tenants import context
from tenants.errors import Problem
from tenants.models import Client, User

State = DirectiveSession.State
NAMES = {
    "actions": _("By kind"),
    "asked": _("Actions that ask first"),
    "automation": _("Automation"),
    "code": _("Why not"),
    "cost_micros": _("Cost"),
    "effects": _("Actions"),
    "held_out": _("People left without, to compare with"),
    "left_out": _("Left out, and why"),
    "params": _("Parameters"),
    "reasons": _("Why a person is asked"),
    "risk": _("Risk"),
    "sensor": _("Sensor"),
    "version": _("Version"),
}
REASONS = {"nothing_to_do": _("There is nothing to do now."), "rehearsal": _("Dry run only")}


@dataclass(frozen=True)
class Row:
    """One order in the list."""

    session: DirectiveSession
    title: str
    who: str


@dataclass(frozen=True)
class Shown:
    """One order on its page. `choices` are the titles that its question proposes."""

    session: DirectiveSession
    title: str
    steps: list[TraceStep]
    choices: list[str]
    dry_run: DryRun | None
    is_outdated: bool


@dataclass(frozen=True)
class Change:
    """What a replay found to differ."""

    name: str
    before: str
    after: str


def rows(found: Iterable[DirectiveSession]) -> list[Row]:
    """The orders with the names of those who gave them, by one query."""
    sessions = list(found)
    people = User.objects.in_bulk([each.requested_by_id for each in sessions if each.requested_by_id])
    return [
        Row(
            each,
            words.title_of(each.automation) if each.automation else "",
            str(people.get(each.requested_by_id or 0, "")),
        )
        for each in sessions
    ]


def shown(session: DirectiveSession, client: Client, page: str, now: datetime) -> Shown:
    """`page` is that of the dry run, which is made anew as long as it can be confirmed."""
    known = {each.slug: str(each.title) for each in offered(client)}
    proposed = session.wish.get("alternatives", []) if session.state == State.ASKING else []
    is_outdated = session.state == State.READY and (session.planned_at is None or now - session.planned_at > GOOD_FOR)
    return Shown(
        session=session,
        title=words.title_of(session.automation) if session.automation else "",
        steps=words.steps(session),
        choices=[known[slug] for slug in proposed if slug in known],
        dry_run=None if is_outdated else _dry_run(session, page),
        is_outdated=is_outdated,
    )


def changes(found: Replayed) -> list[Change]:
    """Each difference with both values as text."""
    return [
        Change(str(NAMES.get(each.name, each.name)), _text(each.name, each.before), _text(each.name, each.after))
        for each in found.differences
    ]


def _dry_run(session: DirectiveSession, page: str) -> DryRun | None:
    if session.state not in (State.READY, State.SHOWN) or not session.plan or "sensor" in session.plan:
        return None
    try:
        return dry_run_facts.shown(services.plan_preview(session.automation, session.plan["params"]), page)
    except Problem:
        return None


def _text(name: str, value: Any) -> str:
    """A stored value as it reads; costs are stored in millionths of the client's currency."""
    if value in (None, "", [], {}):
        return ""
    if name == "code":
        return str(REASONS.get(value, "")) or reasons.sentence({"code": value})
    if name == "cost_micros":
        return formats.money(cents(value), context.current().currency)
    if name == "automation":
        return words.title_of(value)
    if name == "risk":
        return str(Risk(value).label)
    if isinstance(value, list):
        return ", ".join(_counted(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{part}: {each}" for part, each in value.items())
    return str(value)


def _counted(row: dict[str, Any]) -> str:
    said = reasons.sentence(row)
    return f"{said} ({row['people']})" if set(row) == {"code", "people"} else said
