"""Words that carry no meaning of their own, in four languages; and the verbs that begin an order."""

from automations.reading.sentence import Word, fold
from automations.reading.word_lists import WORDS

# Verbs that any automation may be asked by say little about which one; some are known by their beginnings.
_BEGINNINGS = tuple(sorted({fold(stem) for stem in WORDS["command_beginnings"]}, key=len, reverse=True))
_LONGEST_ENDING = 5
_NOUNS = frozenset(
    {"generator", "manager", "managers", "information", "informations", "organisation", "organization", "processor"}
)


class Words:
    """A set of words that knows the accents: `thé` is not `the`, `tres` may be written for `très`."""

    def __init__(self, *kinds: str) -> None:
        raw = [word for kind in kinds for word in WORDS[kind]]
        self.folded = frozenset(fold(word) for word in raw)
        self.accented = frozenset(word for word in raw if word != fold(word) and word[0] < "\u0600")

    def __contains__(self, word: object) -> bool:
        if isinstance(word, str):
            return word in self.folded
        if not isinstance(word, Word):
            return False
        return word.text in self.folded and (
            word.raw == word.text or not _has_accent(word) or word.raw in self.accented
        )


def _has_accent(word: Word) -> bool:
    return word.raw[0] < "\u0600" and not word.raw.isascii()


ARTICLES = Words("articles")
LINKS = Words("links")
EMPTY = Words("articles", "links", "self", "units")
"""Nobody can tell an automation by these."""
SEEKING = Words("seeking")
_WHOLE_WORDS = frozenset(fold(word) for word in WORDS["commands"])
VAGUE = frozenset(fold(word) for word in WORDS["vague"])
"""Nouns and verbs of every trade: alone they leave open what is to be done."""


def is_command(word: str) -> bool:
    """Is this folded word a verb that any automation may be asked by, in some form?"""
    if word in _WHOLE_WORDS or word in SEEKING:
        return True
    word = word.removeprefix("re") if len(word) > 7 else word
    return (
        word.startswith(_BEGINNINGS)
        and word not in _NOUNS
        and any(word.startswith(each) and len(word) - len(each) <= _LONGEST_ENDING for each in _BEGINNINGS)
    )
