"""What is never planned, whoever asks: an act and what it is done to, near each other, in four languages.

This is a first gate before any plan; approval, consent and rights are checked again where things happen.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from automations.directives.forbidden import RULES as FORBIDDEN
from automations.directives.forbidden import WORDS
from automations.reading.sentence import Sentence, fold

Span = tuple[int, int]


def _stems(kind: str) -> str:
    """A pattern for the words or beginnings of words (`supprim*`) of a list."""
    parts = []
    for part in sorted(set(WORDS[kind]), key=lambda each: (-len(each), each)):
        stem = part.endswith("*")
        body = re.escape(fold(part.rstrip("*"))).replace(r"\ ", r"\W{1,3}")
        arabic = "؀" <= part[0] <= "ۿ"
        parts.append(("(?:[وفبكل]{0,2}(?:ال|لل)?)" if arabic else "") + body + (r"\w{0,12}" if stem else ""))
    return rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)"


@dataclass(frozen=True)
class Rule:
    """`act` within `reach` words of `thing`; without a thing the act alone is enough.

    An act that is followed within `spared_within` words by one of `spared` is no such act:
    duplicates may be deleted, limits need not be exceeded.
    """

    code: str
    act: re.Pattern[str]
    thing: re.Pattern[str] | None
    reach: int
    spared: re.Pattern[str] | None
    spared_within: int

    def forbids(self, sentence: Sentence) -> bool:
        acts = [span for span in _spans(self.act, sentence) if not self._is_spared(sentence, span)]
        if self.thing is None or not acts:
            return bool(acts)
        things = _spans(self.thing, sentence)
        return any(_words_between(sentence, act, thing) <= self.reach for act in acts for thing in things)

    def _is_spared(self, sentence: Sentence, act: Span) -> bool:
        spared = _spans(self.spared, sentence) if self.spared else []
        return any(act[0] <= each[0] and _words_between(sentence, act, each) <= self.spared_within for each in spared)


def _spans(pattern: re.Pattern[str], sentence: Sentence) -> list[Span]:
    return [match.span() for match in pattern.finditer(sentence.folded)]


def _words_between(sentence: Sentence, one: Span, other: Span) -> int:
    first, second = sorted((one, other))
    return sum(first[1] <= word.start and word.end <= second[0] for word in sentence.words)


RULES = [
    Rule(
        code,
        re.compile(_stems(act)),
        re.compile(_stems(thing)) if thing else None,
        reach,
        re.compile(_stems(spared)) if spared else None,
        spared_within,
    )
    for code, act, thing, reach, spared, spared_within in FORBIDDEN
]


def violations(sentence: Sentence) -> Iterator[str]:
    """The codes of all rules that the sentence breaks."""
    for rule in RULES:
        if rule.forbids(sentence):
            yield rule.code
