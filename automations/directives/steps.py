"""The stages of an order in words, for its page and for the trace of the run that it started."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from automations import registry
from automations.directives.wish import PERSON
from automations.models import DirectiveSession
from automations.risk import Risk
from automations.trace_step import TraceStep
from integrations.llm.answer import RULES
from tenants.models import User

CHECKS: dict[str, str | Promise] = {
    "safe": gettext_lazy("nothing forbidden is asked for"),
    "understood": gettext_lazy("it is clear what is meant"),
    "known": gettext_lazy("it is in the catalogue"),
    "ordered": gettext_lazy("it is ordered, not forbidden, asked or told"),
    "built": gettext_lazy("it is available"),
    "allowed": gettext_lazy("whoever asks may"),
    "plausible": gettext_lazy("the text says so itself"),
    "parameters": gettext_lazy("the parameters fit"),
    "ready": gettext_lazy("everything it needs is there"),
    "active": gettext_lazy("nothing is paused"),
}


def steps(session: DirectiveSession) -> list[TraceStep]:
    """From the text to what became of it."""
    who = person(session.requested_by_id)
    door = str(DirectiveSession.Door(session.door).label)
    said = session.text or _("The text was forgotten.")
    first = TraceStep(
        "decided",
        "directive",
        _("Directive"),
        said,
        "ok",
        session.created_at,
        " · ".join(each for each in (who, door) if each),
    )
    return [first, *(_step(each) for each in session.stages)]


def title_of(slug: str) -> str:
    """An automation's or a sensor's title, also when it has left the catalogue."""
    found = {each.slug: each for each in registry.declared()}.get(slug)
    return str(found.title) if found else slug


def person(user_id: int | None) -> str:
    """How somebody is called, "" for nobody or an account that is gone."""
    found = User.objects.filter(pk=user_id).first() if user_id else None
    return str(found) if found else ""


def _step(stage: Mapping[str, Any]) -> TraceStep:
    return _WORDS[stage["stage"]](stage, datetime.fromisoformat(stage["at"]))


def _understood(stage: Mapping[str, Any], at: datetime) -> TraceStep:
    slug, by = stage.get("automation"), stage.get("by", RULES)
    text = title_of(slug) if slug else _("No automation could be told from it.")
    readers = {RULES: _("read by rules"), PERSON: _("as answered")}
    source = readers.get(by) or _("read by %(model)s, checked by rules") % {"model": settings.LLM_NAMES.get(by, by)}
    return TraceStep("decided", "goal", _("Understood"), text, "ok" if slug else "unknown", at, source)


def _parameters(stage: Mapping[str, Any], at: datetime) -> TraceStep:
    said = [f"{name}: {_plain(value)}" for name, value in (stage.get("said") or {}).items()]
    text = ", ".join(said) or _("The text names none; those that are set apply.")
    return TraceStep("decided", "draft", _("Parameters"), text, "ok", at)


def _critic(stage: Mapping[str, Any], at: datetime) -> TraceStep:
    checks = stage.get("checks", [])
    failed = [str(CHECKS.get(each["code"], each["code"])) for each in checks if not each["holds"]]
    held = [str(CHECKS.get(each["code"], each["code"])) for each in checks if each["holds"]]
    text = _("Does not hold: %(check)s.") % {"check": ", ".join(failed)} if failed else _("All holds.")
    return TraceStep("decided", "critic", _("Critic"), text, "warning" if failed else "ok", at, ", ".join(held))


def _dry_run(stage: Mapping[str, Any], at: datetime) -> TraceStep:
    if stage.get("sensor"):
        text = _("The sensor is read. Nothing is sent or changed.")
        return TraceStep("decided", "dry_run", _("Dry run"), text, "ok", at)
    effects, asked = stage.get("effects"), stage.get("asked")
    if effects is None:
        return TraceStep("decided", "dry_run", _("Dry run"), "", "ok", at)
    parts = [ngettext("%(n)d action.", "%(n)d actions.", effects) % {"n": effects}]
    if asked:
        words = ngettext("%(n)d asks a person first.", "%(n)d ask a person first.", asked)
        parts.append(words % {"n": asked})
    source = _("risk: %(risk)s") % {"risk": Risk(stage["risk"]).label} if stage.get("risk") else ""
    return TraceStep("decided", "dry_run", _("Dry run"), " ".join(parts), "ok", at, source)


def _ready(stage: Mapping[str, Any], at: datetime) -> TraceStep:
    return TraceStep(
        "decided", "policy", _("Plan"), _("Waits for a confirmation; nothing has happened."), "waiting", at
    )


def _confirmed(stage: Mapping[str, Any], at: datetime) -> TraceStep:
    return TraceStep("decided", "start", _("Confirmed"), "", "ok", at, person(stage.get("by")))


def _answer(stage: Mapping[str, Any], at: datetime) -> TraceStep:
    text = stage.get("text") or _("The text was forgotten.")
    return TraceStep("decided", "directive", _("Answer"), text, "ok", at, person(stage.get("by")))


def _said(kind: str, title: str | Promise, state: str) -> Callable[[Mapping[str, Any], datetime], TraceStep]:
    """A stage whose sentence says it all."""
    return lambda stage, at: TraceStep("decided", kind, str(title), stage.get("sentence", ""), state, at)


_WORDS: dict[str, Callable[[Mapping[str, Any], datetime], TraceStep]] = {
    "understood": _understood,
    "parameters": _parameters,
    "critic": _critic,
    "dry_run": _dry_run,
    "ready": _ready,
    "confirmed": _confirmed,
    "answer": _answer,
    "question": _said("review", gettext_lazy("Question"), "waiting"),
    "refusal": _said("critic", gettext_lazy("Refused"), "refused"),
    "shown": _said("dry_run", gettext_lazy("Dry run only"), "done"),
}


def _plain(value: Any) -> str:
    return ", ".join(str(each) for each in value) if isinstance(value, list) else str(value)
