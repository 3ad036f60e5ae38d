"""The budget of an utterance: which of its amounts the speaker would spend, how often, within which limits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from learning.science.bant.amounts import Amount
from learning.science.bant.clauses import Clause, clauses
from learning.science.bant.lexicon import Lexicon, currencies
from learning.science.bant.limits import NUMBER, limit
from learning.science.bant.meant import meant
from learning.science.bant.periods import period_said, period_word
from learning.science.bant.shapes import without_other_numbers

Period = Literal["once", "month", "year"]

WEEKS_A_MONTH = 52 / 12
PARTS = ("centime", "rial", "peso", "dinar")
"""Names of `currencies` that say no currency by themselves."""


@dataclass(frozen=True, slots=True)
class Budget:
    """Money the speaker would spend: `min` None for "at most", `max` None for "at least", both 0 for nothing."""

    min: float | None
    max: float | None
    currency: str | None
    period: Period | None


NOTHING = Budget(0, 0, None, None)


def budget(text: str, words: Lexicon) -> Budget | None:
    """The budget said in `text` (as `normal` gives it), None when none is: turnover, prices, numbers of things.

    A quarter is divided into months, a week counts 52 to the twelve months, and of a set-up fee with a monthly
    price the monthly one is taken. Of "at least 500, at most 900" both ends are.
    """
    said = clauses(without_other_numbers(text), words)
    candidates = meant(said, words)
    if not candidates:
        return NOTHING if _says_nothing(text, words) else None
    if any(amount.high == 0 for _, amount in candidates):
        return NOTHING
    return _spoken(*_chosen(candidates, words), candidates, said, words)


def _says_nothing(text: str, words: Lexicon) -> bool:
    """No money at all: "we cannot pay", "only free" — not free delivery, nor a budget yet to be set."""
    return words.says("nothing", words["nothing_not"].sub(lambda match: " " * len(match[0]), text))


def _chosen(candidates: list[tuple[Clause, Amount]], words: Lexicon) -> tuple[Clause, Amount]:
    """The recurring amount before the fee, then the one called a budget, then the first."""
    if len(candidates) > 1:
        recurring = [each for each in candidates if period_word(*each, words) not in (None, "once")]
        if recurring and len(recurring) < len(candidates):
            return recurring[0]
        named = [each for each in candidates if words.says("budget", each[0].text)]
        if named:
            return named[0]
    return candidates[0]


def _spoken(
    clause: Clause, amount: Amount, others: list[tuple[Clause, Amount]], said: list[Clause], words: Lexicon
) -> Budget:
    sentence = [each for each in said if each.sentence == clause.sentence]
    word = period_said(clause, amount, sentence, words)
    kind = _kind(clause, amount, sentence, words)
    other = _other_end(kind, clause, amount, others, words)
    share: dict[str | None, float] = {"quarter": 1 / 3, "half_year": 1 / 6, "week": WEEKS_A_MONTH}
    factor = share.get(word, 1.0)
    period: dict[str | None, Period] = {"once": "once", "year": "year", None: "once"}
    low = other.low if other and kind == "at_most" else None if kind == "at_most" else amount.low
    high = other.high if other and kind == "at_least" else None if kind == "at_least" else amount.high
    return Budget(
        None if low is None else round(low * factor, 2),
        None if high is None else round(high * factor, 2),
        amount.currency or (other.currency if other else None) or _currency_said(sentence),
        None if word is None else period.get(word, "month"),
    )


def _kind(clause: Clause, amount: Amount, sentence: list[Clause], words: Lexicon) -> str | None:
    """ "at_most", "at_least" or None; also "500 euros, and not a cent more"."""
    held = limit(amount, clause.text, words)
    if held or not amount.exact:
        return held.kind if held else None
    later = [each.text.strip() for each in sentence if each.start > clause.start][:1]
    closes = any(words["at_most_after"].match(text) and not NUMBER.search(text) for text in later)
    return "at_most" if closes else None


def _other_end(
    kind: str | None, clause: Clause, amount: Amount, others: list[tuple[Clause, Amount]], words: Lexicon
) -> Amount | None:
    """The amount of the same sentence that is the other end: the most to a least, the least to a most."""
    wanted = {"at_least": "at_most", "at_most": "at_least"}.get(kind or "")
    for where, other in others if wanted else ():
        held = limit(other, where.text, words)
        if where.sentence != clause.sentence or held is None or held.kind != wanted:
            continue
        low, high = (amount.low, other.high) if kind == "at_least" else (other.low, amount.high)
        if low < high and (not amount.currency or not other.currency or amount.currency == other.currency):
            return other
    return None


def _currency_said(sentence: list[Clause]) -> str | None:
    """The currency of "5,000 a quarter, in euros": said apart from the number."""
    found = (_apart().search(each.text) for each in sentence)
    code = next((match.lastgroup for match in found if match), None)
    return None if code in PARTS else code


@cache
def _apart() -> re.Pattern[str]:
    names = "|".join(rf"(?P<{code}>{pattern.pattern})" for code, pattern in currencies())
    return re.compile(rf"(?<!\w)(?:in |en |b |f |d |ب ?(?:ال|ل)?|\()(?:{names})(?!\w)")
