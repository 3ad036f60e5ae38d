"""The parts of a sentence that order nothing: what it forbids or stops, asks, or tells as done; pure.

Each rule looks at one clause and at where a word stands in it, in four languages: at its head a verb orders,
behind `who` or `if` it describes. The words are the lists `[mood]` beside the readers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from automations.reading import denial, telling
from automations.reading.clause import Clause, clauses
from automations.reading.sentence import Sentence


class Mood(StrEnum):
    """Why a part is no order. A limit (`no more than 30`) forbids nothing by itself."""

    DENIED = "denied"
    LIMITED = "limited"
    ASKED = "asked"
    WONDERED = "wondered"
    TOLD = "told"


@dataclass(frozen=True)
class Unordered:
    """A place in the sentence; `stops`: it only says what shall end (`pause the ads`)."""

    mood: Mood
    start: int
    end: int
    stops: bool = False


def unordered(sentence: Sentence) -> list[Unordered]:
    """Every part that orders nothing, in order."""
    parts = clauses(sentence)
    if any(_takes_back(parts, at) for at in range(len(parts))):
        return [Unordered(Mood.DENIED, 0, len(sentence.text))]
    return [part for clause in parts for part in _in(clause, len(sentence.text))]


def _takes_back(parts: list[Clause], at: int) -> bool:
    """A mere no at the end or behind a question; elsewhere it leads to another order (`no, a shorter one`)."""
    return denial.refuses(parts[at]) and (at == len(parts) - 1 or (at > 0 and parts[at - 1].has_question_mark))


def _in(clause: Clause, last: int) -> Iterator[Unordered]:
    if part := denial.denied(clause):
        mood = Mood.LIMITED if part.is_limit else Mood.DENIED
        yield Unordered(mood, part.start, last if part.runs_on else clause.end, part.stops)
    elif telling.asks(clause):
        yield Unordered(Mood.ASKED, clause.start, clause.end)
    elif telling.wonders(clause):
        yield Unordered(Mood.WONDERED, clause.start, clause.end)
    elif telling.tells(clause):
        yield Unordered(Mood.TOLD, clause.start, clause.end)


_SIGN = re.compile(r"\w")


def rest_of(sentence: Sentence, parts: list[Unordered]) -> Sentence:
    """What is left of the sentence without the parts, in the same places."""
    text = list(sentence.text)
    for part in parts:
        text[part.start : part.end] = [_SIGN.sub(".", sign) for sign in text[part.start : part.end]]
    return Sentence("".join(text))
