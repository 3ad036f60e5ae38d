"""An utterance cut into sentences and clauses, each knowing its place in the whole."""

from __future__ import annotations

import re
from dataclasses import dataclass

from learning.science.bant.lexicon import Lexicon

_SENTENCE = re.compile(r"[!?;\n]+|\.+(?=\s|$)|(?<=[^\W\d_])\.(?=[^\W\d_]{3})")
_PERHAPS = r"(?! (?:maybe|perhaps|voire|peut-etre|quizas?|ربما|يمكن) )"
_COMMA = re.compile(rf",(?!\d{{3}}(?!\d))(?!\d{{1,2}}(?!\d)){_PERHAPS}| - |: (?=[^\d]{{25}})")


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of the text; clauses of one sentence share its number."""

    start: int
    text: str
    sentence: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def clauses(text: str, words: Lexicon) -> list[Clause]:
    """The parts of `text` between marks and before words of contrast, in order; a last "now" stays where it is."""
    found: list[Clause] = []
    for number, (start, end) in enumerate(_between(text, 0, len(text), _SENTENCE)):
        for low, high in _between(text, start, end, _COMMA):
            cuts = [
                match.start() for match in words["but"].finditer(text, low, high)
                if match.start() > low + 1 and text[match.end() : high].strip()
            ]  # fmt: skip
            for begin, stop in zip([low, *cuts], [*cuts, high], strict=True):
                if text[begin:stop].strip():
                    found.append(Clause(begin, text[begin:stop], number))
    return found


def _between(text: str, start: int, end: int, mark: re.Pattern[str]) -> list[tuple[int, int]]:
    spans, low = [], start
    for match in mark.finditer(text, start, end):
        spans.append((low, match.start()))
        low = match.end()
    return [*spans, (low, end)]
