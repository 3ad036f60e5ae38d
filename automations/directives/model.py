"""A text model's reading of an order, where one is set up. It chooses among what the rules found; it decides nothing.

The model sees the text and public facts of the catalogue, no row of the client's. What it answers is
taken only as far as the text bears it out, and where the rules clearly mean something else a person is asked.
"""

import json
from dataclasses import replace
from typing import Any

import structlog

from automations.base import Declaration
from automations.directives import grounds
from automations.directives.idle import idle
from automations.directives.search import Candidate
from automations.directives.wish import Wish, either
from automations.fields.reading import read_json
from integrations import llm
from tenants import context
from tenants.errors import Refused
from tenants.models import Client

log = structlog.get_logger(__name__)

PURPOSE = "directive"
VERSION = "1"
NONE = "none"
OPEN = frozenset({"no_match", "vague", "ambiguous"})
"""Questions of the rules that a model may answer; two tasks in one sentence stay a question."""


def _no_opinion(data: Any) -> dict[str, str]:
    return {"automation": NONE, "params": "{}"}


llm.register(llm.Purpose(PURPOSE, chain="critical", rule=_no_opinion))


def is_available() -> bool:
    """Would a model be asked now? None is inside a transaction."""
    return not context.in_transaction() and llm.is_available(PURPOSE)


def asked(text: str, wish: Wish, client: Client) -> Wish:
    """The wish as a model reads the text; unchanged where no model answers, or none of its answer holds.

    What the rules refuse, or read as no order, is never shown to a model; nor is one paid where nothing may happen.
    """
    if wish.verdict == "refuse" or (wish.verdict == "ask" and wish.code not in OPEN):
        return wish
    if not is_available() or idle(client):
        return wish
    found = grounds.candidates(text, client)
    if not found:
        return wish
    form = llm.Form(
        (
            llm.Choice("automation", "which automation is asked for", (*found, NONE)),
            llm.Text("params", "its parameters as one JSON object", 2, 1000),
        )
    )
    data = {"text": text, "catalogue": json.dumps([_told(each.declaration) for each in found.values()])}
    answer = llm.ask(PURPOSE, llm.Prompt(VERSION, data), form)
    if answer.is_by_rules or answer.values["automation"] == NONE:
        return wish
    chosen = found[answer.values["automation"]]
    return _taken(text, wish, chosen, _params(answer.values["params"]), answer.by, client)


def _taken(text: str, wish: Wish, chosen: Candidate, said: dict[str, Any], by: str, client: Client) -> Wish:
    """As much of the answer as the text bears out."""
    slug = chosen.declaration.slug
    if not grounds.bears_out(chosen):
        log.info("directive.model_refused", by=by, automation=slug, code="implausible")
        return wish
    if wish.verdict == "plan" and wish.slug != slug:
        log.info("directive.model_refused", by=by, automation=slug, code="disagrees")
        return replace(either(wish, slug, client), by=by)
    heard = {name: each.value for name, each in chosen.heard.items()}
    return wish.chosen(slug, {**grounds.grounded(text, _fitting(chosen.declaration, said), heard), **heard}, by)


def _params(text: str) -> dict[str, Any]:
    try:
        found = read_json(text)
    except Refused:
        return {}
    return found if isinstance(found, dict) else {}


def _fitting(declaration: Declaration, said: dict[str, Any]) -> dict[str, Any]:
    names = declaration.said().declared()
    return {name: value for name, value in said.items() if name in names and value not in (None, "", [], {})}


def _told(declaration: Declaration) -> dict[str, Any]:
    names = {name: str(field.label or name) for name, field in declaration.said().declared().items()}
    return {
        "automation": declaration.slug,
        "title": str(declaration.title),
        "does": str(declaration.description),
        "params": names,
    }
