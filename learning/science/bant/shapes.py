"""Numbers that by their shape or their lead are no money: telephone numbers, dates, years."""

from __future__ import annotations

import re

from learning.science.bant.lexicon import Lexicon

FIRST_YEAR, LAST_YEAR = 1900, 2100
LEAST_DIGITS_OF_A_TELEPHONE = 9
_LONG = re.compile(r"(?<![\w.,])\+?\(?\d[\d .()/-]{6,}\d(?![\w,])")
_DATE = re.compile(r"(?<![\d/.-])(?:\d{1,2}([/.-])\d{1,2}\1(?:20)?\d\d|20\d\d-\d\d-\d\d)(?![\d/-])")
_MARKED = re.compile(r"#\s?\w*\d+|\d{1,2}:\d\d(?!\d)")
_MONEY_FOLLOWS = re.compile(r"\s?(?:[€$£]|eur|usd|gbp|mad|dh|dirham|dollar|pound|euro|دولار|درهم|يورو|ريال|د\.)")
_GROUPS_OF_THREE = re.compile(r"\d{1,3}(?:[ .]\d{3})+")


def without_other_numbers(text: str) -> str:
    """`text` with telephone numbers, written dates, times and marked numbers blanked, all else in its place."""
    for pattern in (_DATE, _MARKED):
        text = pattern.sub(_blank, text)
    return _LONG.sub(lambda match: _blank(match) if _is_telephone(match) else match[0], text)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _is_telephone(match: re.Match[str]) -> bool:
    """Nine digits or more, written as no amount is: nobody names a hundred million and no currency."""
    if sum(letter.isdigit() for letter in match[0]) < LEAST_DIGITS_OF_A_TELEPHONE:
        return False
    return not (_GROUPS_OF_THREE.fullmatch(match[0]) and _MONEY_FOLLOWS.match(match.string, match.end()))


def is_year(text: str, start: int, end: int, words: Lexicon) -> bool:
    """Whether the bare number at `start` is a year: four digits from 1900 to 2100, unless round and no word such
    as "since" leads to it (2000 may be a price, 1998 hardly is one)."""
    written = text[start:end].strip()
    if not (len(written) == 4 and written.isdigit() and FIRST_YEAR <= int(written) <= LAST_YEAR):
        return False
    before = text[:start].rstrip()
    led = any(match.end() == len(before) for match in words["since"].finditer(before))
    return led or int(written) % 100 != 0
