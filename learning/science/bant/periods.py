"""How often money would be spent: the words of a period and which of them goes with an amount."""

from __future__ import annotations

from learning.science.bant.amounts import Amount
from learning.science.bant.clauses import Clause
from learning.science.bant.lexicon import Lexicon

NEAR = 22


def period_after(rest: str, words: Lexicon) -> str | None:
    """The kind of period that `rest`, the text after an amount, begins with."""
    for kind in ("quarter", "half_year", "month", "year", "week"):
        match = words[kind].search(rest[:NEAR])
        if match and not rest[: match.start()].strip(" ,ht."):
            return kind
    return None


def period_word(clause: Clause, amount: Amount, words: Lexicon) -> str | None:
    """The period said nearest to the amount, after it or before."""
    best: tuple[int, int, str] | None = None
    for rank, kind in enumerate(("quarter", "half_year", "month", "year", "week", "once", "setup")):
        for match in words[kind].finditer(clause.text):
            before, after = amount.start - match.end(), match.start() - amount.end
            distance = after if after >= 0 else before * 2 + 4
            if distance >= 0 and (best is None or (distance, rank) < best[:2]):
                best = (distance, rank, kind)
    return None if best is None else "once" if best[2] == "setup" else best[2]


def period_said(clause: Clause, amount: Amount, sentence: list[Clause], words: Lexicon) -> str | None:
    """The period of the clause, or else the first one of the sentence."""
    nowhere = Amount(0, 0, 0, 0, None, False, 1)
    found = [period_word(clause, amount, words)]
    found += [period_word(each, nowhere, words) for each in sentence if each is not clause]
    return next((each for each in found if each), None)
