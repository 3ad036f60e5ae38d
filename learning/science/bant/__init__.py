"""Budget, authority, fit and timeline (BANT) as one utterance says them, in six kinds of language.

Rules over word lists (`words/*.toml`), so every finding can be traced to the words that made it; what is not
said is None. French, English, Spanish, Arabic, and Darija in Arabic and in Latin script.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from learning.science.bant.authority import Authority, authority
from learning.science.bant.budget import Budget, budget
from learning.science.bant.fit import Fit, fit
from learning.science.bant.language import guess
from learning.science.bant.lexicon import SPOKEN, lexicon
from learning.science.bant.normal import normal
from learning.science.bant.timeline import Timeline, timeline

__all__ = ["Authority", "Bant", "Budget", "Fit", "Timeline", "extract"]


@dataclass(frozen=True, slots=True)
class Bant:
    """What an utterance says; None where it says nothing."""

    budget: Budget | None
    timeline: Timeline | None
    authority: Authority | None
    fit: Fit | None


def extract(text: str, language: str | None = None, *, today: date | None = None) -> Bant:
    """What `text` says about money, time, who decides and the kind of business.

    `language`: fr, en, es, ar, ary or ary-latn; guessed when None or unknown. `today` is what named
    days are counted from. At most `normal.LONGEST` characters are read.
    """
    plain = normal(text)
    words = lexicon(language if language in SPOKEN else guess(plain))
    return Bant(budget(plain, words), timeline(plain, words, today), authority(plain, words), fit(plain, words))
