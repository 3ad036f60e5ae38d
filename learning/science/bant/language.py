"""Which language an utterance is in, from its script and its small words."""

from __future__ import annotations

import re
from functools import cache

from learning.science.bant.lexicon import word_file
from learning.science.bant.normal import normal

_FILES = {"fr": "fr", "en": "en", "es": "es", "ary-latn": "latn"}
_DARIJA = re.compile(
    r"(?<!\w)(?:ديال\w*|بغي\w*|كن\w{3,}|عندي|عندنا|ماشي|دابا|هاد\w*|لي|اللي|ف|غير|شي|حنا|واش|خاص\w*|كاين|درهم|ريال|نخلص\w*|بزاف"
    r"|جوج|غدا|ديالي|شحال|مزيان|السيمانة|سيمان\w*|وخا|كيفاش)(?!\w)"
)
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_LATIN = re.compile(r"[a-z]")


@cache
def _small_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(normal(word_file(name)["small"]).split()) for language, name in _FILES.items()}


def guess(text: str) -> str:
    """One of fr, en, es, ar, ary, ary-latn for `text` as `normal` gives it; French when nothing tells."""
    if len(_ARABIC.findall(text)) > len(_LATIN.findall(text)):
        return "ary" if _DARIJA.search(text) else "ar"
    words = re.findall(r"[\w']+", text)
    digits = sum(bool(re.search(r"[a-z][3792]|[3792][a-z]{2}", word)) for word in words)
    score = {name: sum(word in known for word in words) for name, known in _small_words().items()}
    score["ary-latn"] += 2 * digits
    return max(score, key=lambda name: (score[name], name == "fr"))
