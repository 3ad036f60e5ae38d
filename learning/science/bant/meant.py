"""Which amounts the speaker means to spend, and which are prices, turnover, fees of others or numbers of things."""

from __future__ import annotations

import re

from learning.science.bant.amounts import Amount, amounts
from learning.science.bant.clauses import Clause
from learning.science.bant.lexicon import Lexicon
from learning.science.bant.limits import Limit, limit
from learning.science.bant.periods import period_after
from learning.science.bant.shapes import is_year

LEAST = 10
"""Below this an amount is a price or a figure of speech ("not one euro more"), no budget."""
_WORD = re.compile(r"\s*([^\W\d_][^\s,.;!?]*(?: [^\W\d_][^\s,.;!?]*)?)")
_PERCENT = re.compile(r"\s?(?:%|percent|per cent|pour ?cent|por ciento|بالمي|في المي|f lmya|f lmia)")
_LONG_CLAUSE = 30
AIM_WITHIN = 16
"""Letters between "to" and the customers it is about: "to keep our customers"."""
NAMED_WITHIN = 25
_OF = re.compile(r"(?<!\w)(?:de la|de|d|des|du|in|of|dyal|ديال|د|من)[ ']")


def meant(said: list[Clause], words: Lexicon) -> list[tuple[Clause, Amount]]:
    """The amounts of the clauses `said` that the speaker would spend, in order."""
    found: list[tuple[Clause, Amount]] = []
    for index, clause in enumerate(said):
        before = len(found)
        of_clause = amounts(clause.text, words)
        for amount in of_clause:
            first = len(found) == before
            if _is_meant(amount, index, said, words, of_clause if first else []):
                found.append((clause, amount))
    return found


def _is_meant(amount: Amount, index: int, said: list[Clause], words: Lexicon, others: list[Amount]) -> bool:
    """`others`: the amounts of the clause while none of them is meant; what follows a meant one is led by it."""
    clause = said[index]
    if not words.says("budget", clause.text) and _is_of_approval(clause, said, words):
        return False
    if (amount.high < LEAST and amount.high != 0) or _PERCENT.match(clause.text, amount.end):
        return False
    if words.says("bygone", clause.text) or _is_of_others(amount, clause.text, words):
        return False
    held = limit(amount, clause.text, words)
    nearest = _nearest_cue(amount, clause.text, held, words) or _neighbour_cue(amount, index, said, words)
    if nearest is None and _is_had(amount, clause.text, words):
        nearest = "budget"
    if nearest == "not_budget" or (held is None and _negated(amount, clause.text, words)):
        return False
    if nearest is None and others and not _stands_alone(amount, others, held, clause.text, words):
        return False
    if amount.money:
        return amount.high != 0 or nearest == "budget" or len(clause.text) < _LONG_CLAUSE
    return amount.high != 0 and _counts_money(amount, clause.text, nearest, words)


def _stands_alone(amount: Amount, others: list[Amount], held: Limit | None, text: str, words: Lexicon) -> bool:
    """Whether nothing but small words leads to the amount: "about 500 a month", not "the ring costs 500".

    An answer may be bare; a whole sentence about an amount says what it is for, and only a budget's words make
    it one. What a negation governs is the speaker's will, so there only what precedes it is looked at.
    """
    end = min(held.start if held and (held.turned or _denies(held, text, words)) else amount.start, amount.start)
    before = text[:end]
    for each in others:
        if each.end <= end:
            before = before[: each.start] + " " * (each.end - each.start) + before[each.end :]
    before = before[before.rfind(":") + 1 :]
    return re.search(r"[^\W\d_]{2}", words["front"].sub(" ", before)) is None


def _denies(held: Limit, text: str, words: Lexicon) -> bool:
    return words["negator"].search(text, held.start, held.end) is not None


def _is_of_others(amount: Amount, text: str, words: Lexicon) -> bool:
    """Whether customers or the like stand before the amount, as those whose money it is, or it is named after
    something else: "our clients can pay 80", "100,000 of sales"; "to win customers we have 500" is the speaker's."""
    for match in words["others"].finditer(text[: amount.start]):
        aims = [aim for aim in words["aim"].finditer(text[: match.start()]) if match.start() - aim.end() <= AIM_WITHIN]
        if not aims:
            return True
    following = text[amount.end :]
    return any(words["not_budget"].match(following, of.end()) for of in _OF.finditer(following[:NAMED_WITHIN]))


def _is_of_approval(clause: Clause, said: list[Clause], words: Lexicon) -> bool:
    """Whether the sentence tells up to which amount the speaker may sign, or above which others must."""
    sentence = " ".join(each.text for each in said if each.sentence == clause.sentence)
    return words.says("limit", sentence) or words.says("beyond", sentence)


def _nearest_cue(amount: Amount, text: str, held: Limit | None, words: Lexicon) -> str | None:
    """Which kind of word stands nearest to the amount: one of a budget or one of other money.

    Of two that end together the longer is meant ("will not pay" is no "pay"); the words of the limit are none.
    """
    best: tuple[int, int, str] | None = None
    for kind in ("not_budget", "budget"):
        for match in words[kind].finditer(text):
            before, after = amount.start - match.end(), match.start() - amount.end
            if match.start() < amount.start:
                before = max(before, 0)
            elif after < 0 and match.end() <= amount.end:
                continue
            if kind == "not_budget" and held and held.start <= match.start() and match.end() <= held.end:
                continue
            distance = before if before >= 0 else max(after, 0) + 3
            here = (distance, match.start() - match.end(), kind)
            if best is None or here[:2] < best[:2]:
                best = here
    return best[2] if best else None


def _is_had(amount: Amount, text: str, words: Lexicon) -> bool:
    """Whether "we have" or "available" is said of this number, and not of another one."""
    for match in words["have"].finditer(text):
        between = text[match.end() : amount.start]
        if match.end() <= amount.start and not re.search(r"\w{2}", words["front"].sub(" ", between)):
            return True
        if match.start() >= amount.end and not text[amount.end : match.start()].strip():
            return True
    return False


def _neighbour_cue(amount: Amount, index: int, said: list[Clause], words: Lexicon) -> str | None:
    """A bare clause is about what the one before it in the sentence is about, or a following "that was ..."."""
    here = said[index]
    if limit(amount, here.text, words) or period_after(here.text[amount.end :], words):
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

    A number before the name of a thing counts that thing; a bare year is a year, "1998 a month" is none.
    """
    following = _WORD.match(text, amount.end)
    if following and not _goes_on(following[1], text[amount.end :].lstrip(), words):
        return False
    period = period_after(text[amount.end :], words)
    if amount.scale == 1.0 and (amount.high < 50 or (not period and is_year(text, amount.start, amount.end, words))):
        return False
    said = nearest == "budget" and amount.high >= 100
    return said or (bool(amount.scale >= 1000 or period or limit(amount, text, words)) and amount.high >= 100)


def _goes_on(word: str, rest: str, words: Lexicon) -> bool:
    return bool(
        words["goes_on"].match(rest)
        or words["at_most_after"].match(rest)
        or words["at_least_after"].match(rest)
        or period_after(rest, words)
    )
