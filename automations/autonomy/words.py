"""The sentence of every condition, and how its values are named."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from automations import fact_words, moments, registry
from automations.directives.steps import CHECKS
from reviews import reasons
from sensors import metrics
from sensors.sectors import Sector, Status
from tenants.models import Client

TEXTS: dict[str, str | Promise] = {
    "act": _("Start “%(automation)s”"),
    "answered": _("What asks is answered"),
    "answered_once": _("No other automation was started for it lately"),
    "answer_missing": _("An automation answers this"),
    "any_cause": _("Something asks for an answer"),
    "behind_goal": _("Behind the goal"),
    "budget_left": _("The budget is not used up"),
    "cause": _("Pressure or a goal asks for it"),
    "client_active": _("The client is active"),
    "critic": _("The critic has no objection"),
    "confirmed": _("The readings before confirm it"),
    "dry_run": _("The dry run finds something to do"),
    "goal": _("Goal: %(metric)s, %(target)s"),
    "goal_not_over": _("The goal's date is not over"),
    "never_acted": _("Autonomy has not started it before"),
    "no_goal": _("A goal is set for: %(metric)s"),
    "not_paused": _("Not paused by a person"),
    "not_silenced": _("Nobody wants the sector left alone"),
    "nothing_alike": _("Nothing alike is running or waiting"),
    "pressure": _("Pressure on %(sector)s"),
    "pressure_above_limit": _("Pressure above the limit"),
    "reading_counts": _("The reading counts"),
    "ready": _("Everything it needs is there"),
    "rested": _("Long enough since autonomy started it last"),
    "start": _("The run could be started"),
    "switched_on": _("Switched on"),
}

CRITIC_LIMITS = _("what passes its limits asks a person")
TEXTS |= {f"critic_{code}": words for code, words in {**CHECKS, "limits": CRITIC_LIMITS}.items()}

SOURCES: dict[str, Promise] = {
    "automation": _("the automation's needs"),
    "budgets": _("budgets"),
    "clients": _("client record"),
    "critic": _("fixed rules"),
    "decisions": _("earlier decisions"),
    "dry_run": _("dry run, without effect"),
    "goals": _("goals"),
    "registry": _("catalogue of automations"),
    "runs": _("runs"),
    "sensors": _("sensors"),
    "settings": _("settings"),
    "silences": _("silences"),
    "switches": _("pause switch"),
}

UNITS: dict[str, Promise] = {"runs": _("runs"), "actions": _("actions")}

ON_FROM_START = _("on from the start: what passes its limits is approved by a person first")
PAUSED = {"here": _("paused for this client"), "everywhere": _("paused for all clients")}


def text(code: str, params: Mapping[str, Any]) -> str:
    """The condition as a statement; whether it holds is the node's state."""
    values = {name: shown(name, value) for name, value in params.items()}
    if "target" in params:
        values["target"] = figure(params["target"], str(params.get("unit", "")))
    return capfirst(str(TEXTS[code]) % values)


def remark(code: str, params: Mapping[str, Any]) -> str:
    """What else is to be said: the reason, the date, who paused. Empty where there is nothing."""
    if code.startswith("critic_"):
        return str(params.get("reason", ""))
    said = _REMARKS.get(code)
    return str(said(params)) if said else ""


def source(code: str) -> str:
    """A source's name: our own ones translated, others as they are called."""
    return str(SOURCES.get(code) or fact_words.source(code))


def figure(value: float, unit: str) -> str:
    """A number with its unit, by the active language; at most one decimal."""
    rounded = round(float(value), 1)
    number = number_format(rounded, 0 if rounded == int(rounded) else 1, use_l10n=True)
    return f"{number} {UNITS.get(unit, unit)}".rstrip()


def shown(name: str, value: Any) -> Any:
    """A value as it is called for people: a sector, a metric, an automation by its title."""
    naming = _NAMES.get(name)
    return naming(value) if naming and value else value


def _automation(slug: str) -> str:
    known = registry.known(slug)
    return str(known.title) if known else slug


def _metric(slug: str) -> str:
    known = metrics.all().get(slug)
    return str(known[0].title) if known else slug


def _due(params: Mapping[str, Any]) -> str | Promise:
    due = params.get("due")
    return moments.day(date.fromisoformat(due)) if due else _("no date set")


def _refusal(params: Mapping[str, Any]) -> str:
    """Why nothing could begin: a sentence as it was said, else the codes of what refused it."""
    return str(params.get("reason") or " ".join(reasons.sentences(params.get("reasons", []))))


def _until(at: str) -> str:
    return str(_("until %(when)s")) % {"when": moments.moment(datetime.fromisoformat(at))}


_NAMES: dict[str, Callable[[Any], str]] = {
    "automation": _automation,
    "metric": _metric,
    "sector": lambda value: str(Sector(value).label),
}
_REMARKS: dict[str, Callable[[Mapping[str, Any]], str | Promise]] = {
    "client_active": lambda params: Client.State(params["client_state"]).label,
    "answered_once": lambda params: _("“%(automation)s” was") % {"automation": _automation(params["automation"])},
    "dry_run": lambda params: _refusal(params),
    "goal_not_over": _due,
    "no_goal": lambda params: _("none is set"),
    "answer_missing": lambda params: _("none does"),
    "confirmed": lambda params: _("one reading alone starts nothing"),
    "not_silenced": lambda params: _until(params["until"]),
    "not_paused": lambda params: PAUSED.get(params.get("where", ""), ""),
    "reading_counts": lambda params: params.get("reason") or Status(params["status"]).label,
    "ready": lambda params: ", ".join(params.get("lacks", [])),
    "start": lambda params: _refusal(params),
    "switched_on": lambda params: ON_FROM_START if params.get("by_default") else "",
}
