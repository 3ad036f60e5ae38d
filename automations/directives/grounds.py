"""Is what a model says about a text borne out by that text? Nothing it adds of its own counts."""

import re
from typing import Any

from automations.base import Declaration
from automations.directives.search import Candidate, search
from automations.reading import Sentence
from automations.reading.sentence import fold

BORNE_OUT = 0.25
"""This share of the text's meaning must speak for what a model chose. The rules alone ask for more."""
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def candidate(text: str, slug: str, known: list[Declaration]) -> Candidate | None:
    """The automation called `slug`, where the text's own words lead to it; None where they do not."""
    for each in search(Sentence(text), known):
        if each.declaration.slug == slug:
            return each if each.anchors and each.fit >= BORNE_OUT else None
    return None


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
