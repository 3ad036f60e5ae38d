"""What a reader found in a sentence, and where."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from automations.reading.sentence import Sentence, fold


class Turn(IntEnum):
    """When a reader has its turn: what is written exactly goes first, what is left over goes last."""

    EXACT = 0
    NAME = 1
    PHRASE = 2
    REST = 3


@dataclass(frozen=True)
class Heard:
    """`value` is what a form's JSON takes; `start` to `end` is where it stands, with its introducing word.

    `core` is the value's own place, where that is less.
    """

    value: Any
    start: int
    end: int
    core: tuple[int, int] | None = None


@dataclass(frozen=True)
class Reader:
    """Finds one kind of value. `is_free_text`: the words it takes say nothing about which automation is meant.

    `more` is for a reader of one of many (an order's number): the place of a second one, which it leaves out.
    `is_unread`: the sentence speaks of such a thing and does not say which.
    """

    find: Callable[[Sentence], Heard | None]
    turn: Turn = Turn.EXACT
    is_free_text: bool = False
    more: Callable[[Sentence, Heard], tuple[int, int] | None] | None = None
    is_unread: Callable[[Sentence], bool] | None = None

    def hear(self, sentence: Sentence) -> Heard | None:
        """The value, whose place is then taken."""
        heard = self.find(sentence)
        if heard is not None:
            sentence.taken.append((heard.start, heard.end))
        return heard


def either(*readers: Reader) -> Reader:
    """What the first of the readers hears that hears anything; it has the turn of the first."""

    def find(sentence: Sentence) -> Heard | None:
        return next((heard for each in readers if (heard := each.find(sentence)) is not None), None)

    return Reader(find, readers[0].turn, readers[0].is_free_text)


PREFIX = r"(?:[وفبكل]{0,2}(?:ال|لل)?)"
"""Arabic joins "and", "in", "for" and the article to the word."""


def any_of(*words: str, glued: bool = False) -> str:
    """A pattern for one of the words, folded, longest first; Arabic ones with what is joined to them.

    `glued`: a digit may stand right before it (`2h`).
    """
    folded = sorted({fold(word) for word in words}, key=lambda word: (-len(word), word))
    latin = [re.escape(word) for word in folded if not "؀" <= word[0] <= "ۿ"]
    arabic = [re.escape(word) for word in folded if "؀" <= word[0] <= "ۿ"]
    parts = ["|".join(latin)] if latin else []
    if arabic:
        parts.append(f"{PREFIX}(?:{'|'.join(arabic)})")
    before = r"(?<![^\W\d_])" if glued else r"(?<!\w)"
    return rf"{before}(?:{'|'.join(parts)})(?!\w)"


def free_matches(pattern: re.Pattern[str], sentence: Sentence) -> Iterator[re.Match[str]]:
    """Where the pattern stands in the folded sentence and nothing was read yet."""
    for match in pattern.finditer(sentence.folded):
        if sentence.is_free(*match.span()):
            yield match
