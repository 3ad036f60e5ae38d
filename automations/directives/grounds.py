"""Is what a model says about a text borne out by that text? Nothing it adds of its own counts."""

import re
from typing import Any

from automations import registry
from automations.directives.search import Candidate, search
from automations.reading import Sentence
from automations.reading.sentence import fold
from tenants.models import Client

BORNE_OUT = 0.25
"""This share of the text's meaning must speak for what a model chose. The rules alone ask for more."""
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def candidates(text: str, client: Client) -> dict[str, Candidate]:
    """What the text's own words lead to, best first, of what `client` is offered."""
    # The index is that of the whole catalogue, which the rules have built already.
    found = search(Sentence(text), registry.declared())
    return {each.declaration.slug: each for each in found if each.declaration.scope == "client" or client.is_agency}


def bears_out(found: Candidate | None) -> bool:
    """Does enough of the text speak for it?"""
    return found is not None and bool(found.anchors) and found.fit >= BORNE_OUT


def grounded(text: str, said: dict[str, Any], heard: dict[str, Any]) -> dict[str, Any]:
    """Those of a model's parameters that the rules heard too, or that stand word for word in the text."""
    sentence = Sentence(text)
    figures = {_plain(each) for each in _FIGURE.findall(sentence.folded)}
    return {
        name: value for name, value in said.items() if heard.get(name) == value or _stands(value, sentence, figures)
    }


def _stands(value: Any, sentence: Sentence, figures: set[float]) -> bool:
    if isinstance(value, list):
        return bool(value) and all(_stands(each, sentence, figures) for each in value)
    if isinstance(value, str):
        words = rf"(?<!\w){re.escape(fold(value.strip()))}(?!\w)"
        return bool(value.strip()) and re.search(words, sentence.folded) is not None
    # Yes or no, amounts in cents and whole objects stand in no text as they are: the rules must have heard them.
    return not isinstance(value, bool) and isinstance(value, int | float) and value in figures


def _plain(figure: str) -> float:
    """ "1 000" is read by the rules; here a figure counts only as it is written."""
    try:
        return float(figure.replace(",", "."))
    except ValueError:
        return float("nan")
