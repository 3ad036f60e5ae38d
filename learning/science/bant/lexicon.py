"""The words of each language, read once from `words/*.toml` and made into patterns."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from learning.science.bant.normal import normal
from learning.science.bant.numbers import Numerals

WORDS = Path(__file__).resolve().parent / "words"

SPOKEN = {
    "fr": ("fr",),
    "en": ("en",),
    "es": ("es",),
    "ar": ("ar",),
    "ary": ("ar", "latn", "fr"),
    "ary-latn": ("latn", "fr"),
}
"""The word lists that are read for a language; people mix French into Darija."""

COUNTED_IN = {
    "fr": ("fr",), "en": ("en",), "es": ("es",), "ar": ("ar",), "ary": ("ar", "latn"), "ary-latn": ("latn", "fr"),
}  # fmt: skip
"""Whose number words count: "once" is eleven in Spanish and one time in English."""

FRONT = (
    "opens", "have", "at_most", "at_least", "more", "exceed", "negator", "between", "to", "roughly", "after", "setup",
    "once", "but", "month", "quarter", "half_year", "year", "week", "need", "at_most_after", "at_least_after",
)  # fmt: skip
"""The lists whose words may stand before an amount that is named without saying what it is for."""

_NEVER = re.compile(r"(?!)")
_ARABIC = "(?:[وفبلك]?(?:ال|لل)?)"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Patterns by their name in the word files, and the number words."""

    language: str
    patterns: dict[str, re.Pattern[str]]
    numerals: Numerals

    def __getitem__(self, name: str) -> re.Pattern[str]:
        return self.patterns.get(name, _NEVER)

    def says(self, name: str, text: str) -> bool:
        """Whether `text` holds a word of the list `name`."""
        return self[name].search(text) is not None


@cache
def lexicon(language: str) -> Lexicon:
    """The words for `language` (a key of SPOKEN)."""
    files = [word_file(name) for name in SPOKEN[language]]
    names = sorted({name for words in files for name, value in words.items() if isinstance(value, list)})
    patterns = {name: _one_of([part for words in files for part in words.get(name, ())]) for name in names}
    patterns["front"] = _one_of(
        [part for words in files for name in FRONT for part in words.get(name, ())], longest=True
    )
    return Lexicon(language, patterns, _numerals([word_file(name)["numbers"] for name in COUNTED_IN[language]]))


@cache
def currencies() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each currency's code with the ways of writing it, the more particular first."""
    return tuple(
        (code, re.compile("|".join(normal(part) for part in parts))) for code, parts in word_file("currencies").items()
    )


@cache
def word_file(name: str) -> dict[str, Any]:
    """One file of `words/`, as it is."""
    return tomllib.loads((WORDS / f"{name}.toml").read_text("utf8"))


def _one_of(parts: list[str], *, longest: bool = False) -> re.Pattern[str]:
    """A pattern for any of `parts` as whole words; Arabic ones may carry their usual prefixes and an ending.

    `longest`: of "a" and "a partir de" the longer is tried first.

    The edge of the word is asked for once, before all of them: most places of a text are no such edge.
    """
    spelled = sorted({normal(part) for part in parts}, key=lambda part: (-len(part) if longest else 0, part))
    arabic = [part for part in spelled if re.search(r"[\u0600-\u06ff]", part[:12])]
    ways = [part for part in spelled if part not in arabic]
    if arabic:
        ways.append(f"{_ARABIC}(?:{'|'.join(arabic)})ا?")
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)")


def _numerals(tables: list[dict[str, Any]]) -> Numerals:
    add: dict[str, float] = {}
    times: dict[str, float] = {}
    for table in tables:
        for kind, values in (("add", add), ("times", times)):
            for value, words in table.get(kind, {}).items():
                values.update({word: float(value) for word in normal(words).split()})

    def words_of(name: str) -> frozenset[str]:
        return frozenset(word for table in tables for word in normal(table.get(name, "")).split())

    return Numerals(add, times, words_of("joins"), words_of("half"), words_of("quarter"), words_of("less"))
