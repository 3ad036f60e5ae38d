"""From a sentence to a plan, a question or a refusal; pure: no database, no network, no provider."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from automations import registry
from automations.base import Declaration
from automations.directives import ordered, questions, safety
from automations.directives.clauses import several
from automations.directives.index import content
from automations.directives.plausibility import is_plausible
from automations.directives.search import Candidate, search
from automations.reading import Sentence, wishes
from automations.reading.sentence import MAX_CHARACTERS

Verdict = Literal["plan", "ask", "refuse"]
CLOSE = 0.93
"""A second candidate this near to the first makes the sentence ambiguous."""


@dataclass(frozen=True)
class Understanding:
    """What a sentence asks for. `slug` and `params` are the best reading even where a question is asked.

    `params` are named as the automation's `said()` form names them. `dry_run`: the sentence wants
    nothing sent or changed; `publish` False: it wants nothing published.
    """

    verdict: Verdict
    slug: str | None = None
    category: str | None = None
    params: dict[str, Any] = field(default_factory=dict)
    question: str = ""
    reason_code: str = ""
    score: float = 0.0
    alternatives: list[str] = field(default_factory=list)
    dry_run: bool = False
    publish: bool | None = None


def understand(text: str, *, known: Sequence[Declaration] | None = None) -> Understanding:
    """Read one order in English, French, Spanish or Arabic against the catalogue (or `known`)."""
    if len(text) > MAX_CHARACTERS:
        return _ask("too_long")
    sentence = Sentence(text)
    if not content(sentence):
        return _ask("empty")
    for code in safety.violations(sentence):
        return Understanding("refuse", reason_code=code, question=questions.refusal(code))
    catalogue = registry.declared() if known is None else known
    found = search(sentence, catalogue)
    doubt = ordered.objection(sentence, found[0], catalogue) if found else ""
    if doubt == ordered.DENIED:
        return _ask(doubt, found)
    if found and several(sentence, catalogue, found[0]):
        return _ask("several", found)
    if not found or not is_plausible(found):
        return _ask("no_match", found)
    if found[0].is_vague:
        return _ask("vague", found)
    if len(found) > 1 and found[1].score >= CLOSE * found[0].score and found[1].fit >= found[0].fit:
        return _ask("ambiguous", found)
    doubt = doubt or ordered.gap(sentence, found[0])
    if doubt == ordered.WHICH_ONE:
        return _ask(doubt, found)
    return replace(_plan(sentence, found), **_doubted(doubt, found)) if doubt else _plan(sentence, found)


def _doubted(code: str, found: Sequence[Candidate]) -> dict[str, Any]:
    """What makes a question of a plan that only a person can tell to be meant."""
    asked = questions.question(code, [str(found[0].declaration.title)])
    return {"verdict": "ask", "reason_code": code, "question": asked}


def _plan(sentence: Sentence, found: list[Candidate]) -> Understanding:
    best = found[0]
    return Understanding(
        "plan",
        best.declaration.slug,
        best.declaration.category,
        {name: heard.value for name, heard in best.heard.items()},
        score=round(best.fit, 3),
        alternatives=_others(found[1:]),
        dry_run=bool(wishes.rehearsals(sentence)),
        publish=False if wishes.forbids_publishing(sentence) else None,
    )


def _ask(code: str, found: Sequence[Candidate] = ()) -> Understanding:
    titles = [str(each.declaration.title) for each in found[:3]]
    best = found[0] if found and code != "no_match" else None
    return Understanding(
        "ask",
        best.declaration.slug if best else None,
        best.declaration.category if best else None,
        question=questions.question(code, titles),
        reason_code=code,
        score=round(found[0].fit, 3) if found else 0.0,
        alternatives=[] if code == ordered.DENIED else _others(found),
    )


def _others(found: Sequence[Candidate]) -> list[str]:
    return [each.declaration.slug for each in found[:3]]
