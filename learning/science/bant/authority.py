"""Who decides, as far as an utterance says."""

from __future__ import annotations

import re
from itertools import islice
from typing import Literal

from learning.science.bant.clauses import clauses
from learning.science.bant.lexicon import Lexicon

Authority = Literal["yes", "no", "shared"]

NEAR = 30
"""Letters between the words of one thought: "must", "ask", and whom."""
WINDOW = 60
"""Letters around a superior that are looked at, and how many superiors: the work stays bounded."""
MOST = 12
ASKING = (
    ("must", "ask"), ("will_ask",), ("ask", "must"), ("must", "decides"), ("handled",), ("gather", "for_whom"),
)  # fmt: skip
"""Rows of word lists that lead to a superior: "I must ask the boss", "the boss handles it", "quotes for my boss"."""


def authority(text: str, words: Lexicon) -> Authority | None:
    """The speaker alone ("yes"), someone else ("no"), several ("shared"), None when not said."""
    if words.says("beyond", text):
        return "shared"
    if words.says("yes_alone", text) and (words.says("yes", text) or not words.says("no", text)):
        return "yes"
    if words.says("shared", text):
        return "shared"
    no, yes = words["no"].search(text), words["yes"].search(text)
    if no and not (yes and yes.start() < no.start() < yes.end()):  # "I am the director and I sign" is not of another
        return "no"
    if yes:
        return "yes"
    if any(_is_the_speaker(each.text, words) for each in clauses(text, words)):
        return "yes"
    if words.says("partner", text) and words.says("we_decide", text):
        return "shared"
    asked = any(_asks_a_superior(each.text, words) for each in clauses(text, words))
    return "no" if asked or _is_led(text, (("decides", "is"),), words) else None


def _is_the_speaker(clause: str, words: Lexicon) -> bool:
    """ "The boss here is me", "who decides is me"."""
    for me in islice(words["is_me"].finditer(clause), MOST):
        before = clause[max(0, me.start() - WINDOW) : me.start()]
        for name in ("superior", "decides"):
            if any(len(before) - head.end() <= NEAR for head in words[name].finditer(before)):
                return True
    return False


def _asks_a_superior(clause: str, words: Lexicon) -> bool:
    """Whether the speaker must ask somebody above, or somebody above decides: "I have to see the head office"."""
    if _is_led(clause, ASKING, words):
        return True
    for each in _above(clause, words):
        names = ("decides", "weighs") if _led_by(("must",), clause, each.start(), words) else ("decides",)
        if any(_follows(words[name], clause, each.end()) for name in names):
            return True
    return False


def _follows(pattern: re.Pattern[str], text: str, start: int) -> bool:
    return any(match.start() - start <= NEAR for match in pattern.finditer(text, start, start + WINDOW))


def _is_led(text: str, ways: tuple[tuple[str, ...], ...], words: Lexicon) -> bool:
    """Whether one of `ways`, each a row of lists, leads to a superior."""
    return any(_led_by(way, text, each.start(), words) for each in _above(text, words) for way in ways)


def _above(text: str, words: Lexicon) -> list[re.Match[str]]:
    found = islice(words["superior"].finditer(text), MOST)
    return [match for match in found if not _is_speaker(text, match.start(), words)]


def _is_speaker(text: str, start: int, words: Lexicon) -> bool:
    """ "As the director", "I am the head": the superior is the one who speaks."""
    near = words["self"].finditer(text, max(0, start - WINDOW), start)
    return any(len(text[match.end() : start].split()) <= 1 for match in near)


def _led_by(names: tuple[str, ...], text: str, end: int, words: Lexicon) -> bool:
    """Whether words of all of `names`, in this order and each near to the next, lead to the place `end`."""
    if not names:
        return True
    found = words[names[-1]].finditer(text[:end], max(0, end - WINDOW))
    return any(end - match.end() <= NEAR and _led_by(names[:-1], text, match.start(), words) for match in found)
