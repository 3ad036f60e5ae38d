"""A sentence in its clauses, and what may stand before the verb of an order without changing it."""

import re
from dataclasses import dataclass

from automations.reading.sentence import Sentence, Word
from automations.reading.sequences import Sequences
from automations.reading.small_words import EMPTY, is_command
from automations.reading.word_lists import WORDS

MOOD = WORDS.table("mood")


def sequences(kind: str) -> Sequences:
    """One of the lists `[mood]`."""
    return Sequences(MOOD[kind])


_BOUNDARY = re.compile(
    r"[;:!?؟](?=\s|$)|\.(?=\s+[^\W\d]|$)|,\s|\s-\s|(?<!\w)(?:but|mais|pero|sino|و?لكن)(?!\w)",
)
_COURTESY, _POLITE = sequences("courtesy"), sequences("polite")
_CONDITIONS, _RELATIVES, _WANTING = sequences("conditions"), sequences("relatives"), sequences("wanting")
_SUBJECTS, JOINS = sequences("subjects"), sequences("joins")


@dataclass(frozen=True)
class Clause:
    """`head` is where it begins behind words of courtesy; `is_polite`: it asks for something to be done."""

    words: list[Word]
    start: int
    end: int
    has_question_mark: bool

    @property
    def head(self) -> int:
        return _skipped(self.words, _COURTESY, 0)

    @property
    def is_polite(self) -> bool:
        return bool(_POLITE.at(self.words, self.head) or any(_POLITE.at(self.words, at) for at in range(self.head)))

    def is_open(self, place: int) -> bool:
        """Do only small words and those of politeness stand before `place`, so that it heads the clause?"""
        return all(self._is_small(at) for at in range(place))

    def describes(self, place: int) -> bool:
        """Does the word belong to a condition, or to a clause that describes what stands before it?"""
        for at in range(place):
            if _CONDITIONS.at(self.words, at) or self._is_relative(at):
                return True
        subject = place > 1 and _SUBJECTS.at(self.words, place - 1) and not self._is_small(place - 2)
        return bool(subject)

    def content(self, since: int, until: int) -> int:
        """How many words with a meaning of their own stand there."""
        return sum(not self._is_small(at) for at in range(since, until))

    def _is_relative(self, at: int) -> bool:
        """Is it a relative word behind what it describes? Behind a verb of wanting it begins what is wanted."""
        if at == 0 or not _RELATIVES.at(self.words, at) or _WANTING.at(self.words, at - 1):
            return False
        return any(not self._is_small(before) and not is_command(self.words[before].text) for before in range(at))

    def _is_small(self, at: int) -> bool:
        if self.words[at] in EMPTY or _WANTING.at(self.words, at):
            return True
        return any(
            kind.at(self.words, begin) > at - begin
            for kind in (_COURTESY, _POLITE)
            for begin in range(max(0, at - 3), at + 1)
        )


def _skipped(words: list[Word], kind: Sequences, place: int) -> int:
    while length := kind.at(words, place):
        place += length
    return place


def clauses(sentence: Sentence) -> list[Clause]:
    """The sentence in its clauses, in order; those without a word left out."""
    found: list[Clause] = []
    begin = 0
    for match in [*_BOUNDARY.finditer(sentence.folded), None]:
        end = match.start() if match else len(sentence.text)
        words = [word for word in sentence.words if begin <= word.start and word.end <= end]
        asked = match is not None and match.group()[0] in "?؟"
        if words:
            found.append(Clause(words, begin, end, asked))
        begin = match.end() if match else end
    return found
