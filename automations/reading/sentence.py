"""A sentence somebody wrote, made harmless and easy to compare, in four languages."""

import html
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache

MAX_CHARACTERS = 1_000
"""Longer texts are no order; what is behind is not read."""

_TAG = re.compile(r"<[^<>]{0,200}>")
_SPACE = re.compile(r"\s+")
_DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn"}
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})
_SAME = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "–": "-", "—": "-", "‑": "-", "٪": "%", "٫": ".", "،": ",", "؛": ";"}
)
_WORD = re.compile(r"[^\W_]+")


def clean(text: str) -> str:
    """The text as a person sees it: no markup, no invisible signs, no vowel marks, Western digits."""
    text = _TAG.sub(" ", html.unescape(text[: 4 * MAX_CHARACTERS]))
    text = unicodedata.normalize("NFC", text).translate(_SAME)
    shown = "".join(_shown(sign) for sign in text)
    return _SPACE.sub(" ", shown).strip()[:MAX_CHARACTERS]


def _shown(sign: str) -> str:
    if sign.isascii() and sign.isprintable():
        return sign
    kind = unicodedata.category(sign)
    if kind == "Nd":
        return str(unicodedata.digit(sign))
    if sign.isspace() or kind == "Cc":
        return " "
    return "" if kind in _DROPPED or kind == "Mn" or sign == "ـ" else sign


def fold(text: str) -> str:
    """Without case and accents, sign by sign, so that places in it are places in the text."""
    return "".join(_folded(sign) for sign in text)


@cache
def _folded(sign: str) -> str:
    plain = sign.translate(_ARABIC)
    plain = unicodedata.normalize("NFKD", plain)[:1] or sign
    plain = plain.casefold()
    return plain if len(plain) == 1 else sign


@dataclass(frozen=True)
class Word:
    """`text` is folded; `raw` keeps accents (the French tea is no English article)."""

    text: str
    start: int
    end: int
    raw: str


@dataclass
class Sentence:
    """`text` is clean, `folded` has the same length; `taken` are the places that a value was read from."""

    text: str
    folded: str = field(init=False)
    words: list[Word] = field(init=False)
    taken: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.text = clean(self.text)
        self.folded = fold(self.text)
        self.words = [
            Word(each.group(), *each.span(), self.text[slice(*each.span())].casefold())
            for each in _WORD.finditer(self.folded)
        ]

    def is_free(self, start: int, end: int) -> bool:
        """Was nothing read from this place yet?"""
        return all(end <= first or last <= start for first, last in self.taken)

    def untouched(self) -> "Sentence":
        """The same sentence, nothing read from it."""
        fresh = Sentence.__new__(Sentence)
        fresh.text, fresh.folded, fresh.words, fresh.taken = self.text, self.folded, self.words, []
        return fresh
