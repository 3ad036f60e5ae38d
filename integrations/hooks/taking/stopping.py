"""Does somebody ask, in their own words, for no more messages?

Source: CTIA, "Messaging Principles and Best Practices" (opt-out keywords), and the words that French,
Spanish and Moroccan senders announce. A sentence that merely begins so is for a person to read.
"""

import re
import unicodedata

WORDS = frozenset({"stop", "arret", "baja", "توقف", "ايقاف"})
"""These count also with one word behind them, as in "STOP SMS"."""
ALONE = frozenset(
    {"stopall", "unsubscribe", "cancel", "end", "quit", "arreter", "desabonner", "desinscrire", "cancelar", "الغاء"}
)


def asks_to_stop(text: str) -> bool:
    """True for a word that every sender must obey, whatever its case, accents and punctuation."""
    words = re.findall(r"\w+", _plain(text))
    if len(words) == 1:
        return words[0] in WORDS | ALONE
    return len(words) == 2 and words[0] in WORDS


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text[:200].casefold())
    return "".join(mark for mark in apart if not unicodedata.combining(mark))
