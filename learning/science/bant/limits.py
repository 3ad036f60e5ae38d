"""Whether an amount is an upper or a lower end: "at least 500", "no more than 900", "500 minimum"."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from learning.science.bant.amounts import Amount
from learning.science.bant.lexicon import Lexicon

End = Literal["at_most", "at_least"]
ENDS: tuple[End, ...] = ("at_most", "at_least")

NEAR = 22
"""Letters that may stand between a word of limit and its amount ("not more than a rough 500")."""
AFTER = 45
NEGATED_WITHIN = 40
NUMBER = re.compile(r"(?<!\w)(?:\d{2,}|\d(?![^\W\d_]))[\d.,]*")
"""A number in digits; the digits of Darija words (7ta, lfo9) are letters."""
_TWO_THINGS = re.compile(r"(?<!\w)(?:et|and|y|w|o)(?!\w)")


class Limit(NamedTuple):
    """Which end the amount is, and the words of the clause that say so; `turned`: by a negation, or "too much"."""

    kind: End
    start: int
    end: int
    turned: bool = False


def limit(amount: Amount, text: str, words: Lexicon) -> Limit | None:
    """The limit said before or right after `amount` in its clause, None when the amount is meant as it stands."""
    if not amount.exact:
        return None
    return _negated(amount, text, words) or _before(amount, text, words) or _after(amount, text, words)


def _negated(amount: Amount, text: str, words: Lexicon) -> Limit | None:
    """A denied "more than", or a denied verb of passing: "we will not pay more than", "must never exceed".

    Denied too when what is more is called too much: "above 500 I am out".
    """
    for name in ("more", "exceed"):
        for match in words[name].finditer(text, 0, amount.start):
            if amount.start - match.end() > NEAR or NUMBER.search(text, match.end(), amount.start):
                continue
            if words["too_much"].search(text, amount.end):
                return Limit("at_most", match.start(), match.end(), turned=True)
            for no in words["negator"].finditer(text, max(0, match.start() - NEGATED_WITHIN), match.start()):
                between = text[no.end() : match.start()]
                if not NUMBER.search(between) and not _TWO_THINGS.search(between):
                    return Limit("at_most", no.start(), match.end(), turned=True)
    return None


def _before(amount: Amount, text: str, words: Lexicon) -> Limit | None:
    """The last word of limit before the amount; "no more than" holds "more than": what begins first wins."""
    previous = max((match.end() for match in NUMBER.finditer(text, 0, amount.start)), default=0)
    found = [
        Limit(kind, match.start(), match.end()) for kind in ENDS
        for match in words[kind].finditer(text[: amount.start])
        if amount.start - match.end() <= NEAR and match.start() >= previous
        and not _of_the_one_before(match, previous, amount, text, words)
    ]  # fmt: skip
    last = max((each.end for each in found), default=0)
    return min((each for each in found if each.end >= last - 4), key=lambda each: each.start, default=None)


def _of_the_one_before(match: re.Match[str], previous: int, amount: Amount, text: str, words: Lexicon) -> bool:
    """ "500 min and 900": "min" is said of the 500, for a joining word parts it from the 900."""
    joined = words["to"].search(text, match.end(), amount.start) is not None
    return previous > 0 and joined and len(text[previous : match.start()].split()) <= 1


def _after(amount: Amount, text: str, words: Lexicon) -> Limit | None:
    stop = NUMBER.search(text, amount.end)
    end = min(stop.start() if stop else len(text), amount.end + AFTER)
    found = [
        Limit(kind, match.start(), match.end()) for kind in ENDS
        for match in words[f"{kind}_after"].finditer(text[:end], amount.end)
        if not (stop and match.start() > amount.end + 1 and stop.start() - match.end() <= 1)
    ]  # fmt: skip
    return min(found, key=lambda each: (each.start, each.kind == "at_least"), default=None)
