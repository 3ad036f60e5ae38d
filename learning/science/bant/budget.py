"""The budget of an utterance: which of its amounts the speaker would spend, how often, within which limits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from learning.science.bant.amounts import Amount, amounts
from learning.science.bant.clauses import Clause, clauses
from learning.science.bant.lexicon import Lexicon

Period = Literal["once", "month", "year"]

LEAST = 10
"""Below this an amount is a price or a figure of speech ("not one euro more"), no budget."""
WEEKS_A_MONTH = 52 / 12
_WORD = re.compile(r"\s*([^\W\d_][^\s,.;!?]*(?: [^\W\d_][^\s,.;!?]*)?)")
_PERCENT = re.compile(r"\s?(?:%|percent|per cent|pour ?cent|por ciento|بالمي|في المي|f lmya|f lmia)")


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

    A quarter is divided into months, and of a set-up fee with a monthly price the monthly one is taken.
    """
    said = clauses(text, words)
    candidates = []
    for index, clause in enumerate(said):
        for amount in amounts(clause.text, words):
            if _is_budget(amount, index, said, words):
                candidates.append((clause, amount))
    if not candidates:
        return NOTHING if _says_nothing(text, words) else None
    if any(amount.high == 0 for _, amount in candidates):
        return NOTHING
    return _spoken(*_chosen(candidates, words), said, words)


def _says_nothing(text: str, words: Lexicon) -> bool:
    """No money at all: "we cannot pay", "only free" — not free delivery, nor a budget yet to be set."""
    return words.says("nothing", words["nothing_not"].sub(lambda match: " " * len(match[0]), text))


def _chosen(candidates: list[tuple[Clause, Amount]], words: Lexicon) -> tuple[Clause, Amount]:
    """The recurring amount before the fee, then the one called a budget, then the first."""
    if len(candidates) > 1:
        recurring = [each for each in candidates if _period_word(*each, words) not in (None, "once")]
        if recurring and len(recurring) < len(candidates):
            return recurring[0]
        named = [each for each in candidates if words.says("budget", each[0].text)]
        if named:
            return named[0]
    return candidates[0]


def _is_budget(amount: Amount, index: int, said: list[Clause], words: Lexicon) -> bool:
    clause = said[index]
    if not words.says("budget", clause.text) and _is_of_approval(clause, said, words):
        return False
    if (amount.high < LEAST and amount.high != 0) or _PERCENT.match(clause.text, amount.end):
        return False
    nearest = _nearest_cue(amount, clause.text, words) or _neighbour_cue(amount, index, said, words)
    if nearest is None and words.says("have", clause.text):
        nearest = "budget"
    if nearest == "not_budget" or _negated(amount, clause.text, words):
        return False
    if amount.money:
        return amount.high != 0 or nearest == "budget" or len(clause.text) < 30
    return amount.high != 0 and _counts_money(amount, clause.text, nearest, words)


def _is_of_approval(clause: Clause, said: list[Clause], words: Lexicon) -> bool:
    """Whether the sentence tells up to which amount the speaker may sign, or above which others must."""
    sentence = " ".join(each.text for each in said if each.sentence == clause.sentence)
    return words.says("limit", sentence) or words.says("beyond", sentence)


def _nearest_cue(amount: Amount, text: str, words: Lexicon) -> str | None:
    """Which kind of word stands nearest to the amount: one of a budget or one of other money."""
    best: tuple[int, str] | None = None
    for kind in ("not_budget", "budget"):
        for match in words[kind].finditer(text):
            before, after = amount.start - match.end(), match.start() - amount.end
            if before < 0 and after < 0 and match.end() <= amount.end:
                continue
            distance = before if before >= 0 else max(after, 0) + 3
            if best is None or distance < best[0]:
                best = (distance, kind)
    return best[1] if best else None


def _neighbour_cue(amount: Amount, index: int, said: list[Clause], words: Lexicon) -> str | None:
    """A bare clause is about what the one before it in the sentence is about, or a following "that was ..."."""
    here = said[index]
    if _limit(amount, here.text, words) or _period_after(here.text[amount.end :], words):
        return None
    earlier = [each for each in reversed(said[:index]) if each.sentence == here.sentence]
    later = [each for each in said[index + 1 : index + 2] if each.sentence == here.sentence]
    for text in [each.text for each in earlier] + [each.text for each in later if _points_back(each, words)]:
        if words.says("not_budget", text) and not any(each.money for each in amounts(text, words)):
            return None if words.says("budget", text) else "not_budget"
    return None


def _points_back(clause: Clause, words: Lexicon) -> bool:
    return words["points_back"].match(clause.text.lstrip()) is not None


def _negated(amount: Amount, text: str, words: Lexicon) -> bool:
    """ "We do not have 10,000": an amount denied is no budget."""
    before = text[: amount.start].rstrip()
    return any(match.end() == len(before) for match in words["denied"].finditer(before))


def _counts_money(amount: Amount, text: str, nearest: str | None, words: Lexicon) -> bool:
    """Whether a number without a currency is money: called a budget, in thousands, or with a limit or period.

    A number before the name of a thing counts that thing; a bare year is a year.
    """
    following = _WORD.match(text, amount.end)
    if following and not _goes_on(following[1], text[amount.end :].lstrip(), words):
        return False
    if amount.scale == 1.0 and (amount.high < 50 or (2015 <= amount.high <= 2040 and amount.high % 100)):
        return False
    said = nearest == "budget" and amount.high >= 100
    period = _period_after(text[amount.end :], words)
    return said or (bool(amount.scale >= 1000 or period or _limit(amount, text, words)) and amount.high >= 100)


def _goes_on(word: str, rest: str, words: Lexicon) -> bool:
    return bool(
        words["goes_on"].match(rest)
        or words["at_most_after"].match(rest)
        or words["at_least_after"].match(rest)
        or _period_after(rest, words)
    )


def _limit(amount: Amount, text: str, words: Lexicon) -> str | None:
    """ "at_most" or "at_least" when a word of limit stands before or right after the amount."""
    if not amount.exact:
        return None
    before, after = text[: amount.start], text[amount.end : amount.end + 45]
    found: list[tuple[int, str]] = []
    for kind in ("at_most", "at_least"):
        for match in words[kind].finditer(before):
            if len(before) - match.end() <= 22:
                found.append((match.end(), kind))
    most = max(found, key=lambda each: (each[0], each[1] == "at_most"), default=None)
    if most:
        return _longest(before, most[0], words) or most[1]
    for kind in ("at_most", "at_least"):
        if words.says(f"{kind}_after", after):
            return kind
    return None


def _longest(before: str, end: int, words: Lexicon) -> str | None:
    """ "no more than" holds "more than": the reading that begins first wins."""
    starts = [
        (match.start(), kind) for kind in ("at_most", "at_least") for match in words[kind].finditer(before)
        if match.end() >= end - 4
    ]  # fmt: skip
    return min(starts)[1] if starts else None


def _period_after(rest: str, words: Lexicon) -> str | None:
    for kind in ("quarter", "half_year", "month", "year", "week"):
        match = words[kind].search(rest[:22])
        if match and not rest[: match.start()].strip(" ,ht."):
            return kind
    return None


def _period_word(clause: Clause, amount: Amount, words: Lexicon) -> str | None:
    """The period said nearest to the amount, after it or before."""
    best: tuple[int, int, str] | None = None
    for rank, kind in enumerate(("quarter", "half_year", "month", "year", "week", "once", "setup")):
        for match in words[kind].finditer(clause.text):
            before, after = amount.start - match.end(), match.start() - amount.end
            distance = after if after >= 0 else before * 2 + 4
            if distance >= 0 and (best is None or (distance, rank) < best[:2]):
                best = (distance, rank, kind)
    return None if best is None else "once" if best[2] == "setup" else best[2]


def _spoken(clause: Clause, amount: Amount, said: list[Clause], words: Lexicon) -> Budget:
    word = _period_word(clause, amount, words)
    sentence = [each for each in said if each.sentence == clause.sentence]
    if word is None:
        found = (
            _period_word(each, Amount(0, 0, 0, 0, None, False, 1), words) for each in sentence if each is not clause
        )
        word = next((each for each in found if each), None)
    limit = _limit(amount, clause.text, words)
    if limit is None and amount.exact:
        later = [each for each in sentence if each.start > clause.start][:1]
        if any(words["at_most_after"].match(each.text.strip()) for each in later):
            limit = "at_most"
    share: dict[str | None, float] = {"quarter": 1 / 3, "half_year": 1 / 6, "week": WEEKS_A_MONTH}
    factor = share.get(word, 1.0)
    period: dict[str | None, Period] = {"once": "once", "year": "year", None: "once"}
    low, high = round(amount.low * factor, 2), round(amount.high * factor, 2)
    return Budget(
        None if limit == "at_most" else low,
        None if limit == "at_least" else high,
        amount.currency,
        None if word is None else period.get(word, "month"),
    )
