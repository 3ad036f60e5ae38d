"""Amounts of money in a sentence: number or range, currency, place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from learning.science.bant.lexicon import Lexicon, currencies
from learning.science.bant.numbers import Quantity, quantities

CENTIMES_A_DIRHAM = 100
RIALS_A_DIRHAM = 20
MILLION = 1_000_000
MOST = 12
"""Numbers of a clause that are looked at: nobody says more in a breath, and the work stays bounded."""
MOROCCAN = ("ary", "ary-latn")
_OF = r"\s?(?:(?:d'|de|d|of|dyal|dial|ديال|د|ال)\s?)?"


@dataclass(frozen=True, slots=True)
class Amount:
    """From `low` to `high` of `currency` (None: not said). `money`: a currency or a Moroccan unit was said."""

    start: int
    end: int
    low: float
    high: float
    currency: str | None
    money: bool
    scale: float

    @property
    def exact(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class _Priced:
    quantity: Quantity
    unit: str | None
    start: int
    end: int


def amounts(text: str, words: Lexicon) -> list[Amount]:
    """Every number of `text` that could be an amount, two ends of a range joined into one."""
    priced = [_price(text, each) for each in quantities(text, words.numerals)[:MOST]]
    found: list[Amount] = []
    skip = False
    for first, second in pairwise([*priced, None]):
        assert first is not None
        if not skip and second is not None and _is_range(text, first, second, words):
            found.append(_range(first, second, words))
            skip = True
        else:
            if not skip:
                found.append(_amount(first, first.quantity.value, first.quantity.value, first.unit, words))
            skip = False
    return found


def _price(text: str, quantity: Quantity) -> _Priced:
    """The number with the currency written after or before it."""
    after = _after().match(text, quantity.end)
    if after:
        return _Priced(quantity, after.lastgroup, quantity.start, after.end())
    before = _before().search(text, max(0, quantity.start - 12), quantity.start)
    if before and before.lastgroup and len(before[before.lastgroup]) <= 4:
        return _Priced(quantity, before.lastgroup, before.start(), quantity.end)
    return _Priced(quantity, None, quantity.start, quantity.end)


@cache
def _after() -> re.Pattern[str]:
    names = "|".join(rf"(?P<{code}>{pattern.pattern})" for code, pattern in currencies())
    return re.compile(rf"{_OF}(?:{names})(?!\w)")


@cache
def _before() -> re.Pattern[str]:
    names = "|".join(rf"(?P<{code}>{pattern.pattern})" for code, pattern in currencies())
    return re.compile(rf"(?<!\w)(?:{names})\s?$")


def _is_range(text: str, first: _Priced, second: _Priced, words: Lexicon) -> bool:
    """Two numbers of one range: a joining word or dash between them, and the first not the greater."""
    gap = text[first.end : second.start].strip() if first.end <= second.start else ""
    low, high = _ends(first, second)
    if not 0 < low < high or high > 100 * low or (first.unit and second.unit and first.unit != second.unit):
        return False
    opened = words["between"].search(text, max(0, first.start - 18), first.start) is not None
    if not gap:
        return opened
    if gap in ("-", "/"):
        return True
    said = re.sub(r"\s*\b(?:environ|about|unos|chi)$", "", gap).strip(" ,.-…")
    joins = said in words.numerals.joins or said in ("w", "و", "y", "and", "et")
    return words["to"].fullmatch(said) is not None and (opened or not joins)


def _ends(first: _Priced, second: _Priced) -> tuple[float, float]:
    """ "5 to 8k": the first takes the second's multiplier when it has none and stays the smaller."""
    low, high = first.quantity.value, second.quantity.value
    factor = 1000.0 if second.quantity.scale == 1.0 and high >= 1000 and low < 100 else second.quantity.scale
    scaled = low * factor
    return (scaled, high) if first.quantity.scale == 1.0 and low < 1000 and scaled < high else (low, high)


def _range(first: _Priced, second: _Priced, words: Lexicon) -> Amount:
    low, high = _ends(first, second)
    whole = _Priced(second.quantity, second.unit or first.unit, first.start, second.end)
    return _amount(whole, low, high, second.unit or first.unit, words)


def _amount(priced: _Priced, low: float, high: float, unit: str | None, words: Lexicon) -> Amount:
    factor, currency = _unit(unit, high, priced.quantity.scale, words)
    return Amount(
        priced.start, priced.end, low * factor, high * factor, currency,
        unit is not None or factor != 1.0, max(priced.quantity.scale, 1.0),
    )  # fmt: skip


def _unit(unit: str | None, high: float, scale: float, words: Lexicon) -> tuple[float, str | None]:
    """What one of `unit` is in a currency. A Moroccan million without a unit is of centimes: 10,000 dirhams."""
    if unit == "centime" or (unit is None and words.language in MOROCCAN and scale == MILLION and high < 1e9):
        return 1 / CENTIMES_A_DIRHAM, "MAD"
    if unit == "rial":
        return (1.0, "SAR") if words.language in ("ar", "en") else (1 / RIALS_A_DIRHAM, "MAD")
    return 1.0, None if unit in ("peso", "dinar") else unit
