"""One spelling for everything that is compared: small letters, no accents, Western digits."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 2_000
"""Characters of an utterance that are read: a spoken or typed turn is far shorter, and the work stays bounded."""

_LETTERS = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه",
        "ک": "ك", "گ": "ك", "ڭ": "ك", "پ": "ب", "ڤ": "ف", "ڥ": "ف", "ـ": None,
        "،": ",", "؛": ";", "؟": "?", "٫": ".", "٬": ",", "٪": "%",
        "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "–": "-", "—": "-", "−": "-", "‑": "-", "œ": "oe", "æ": "ae",
    }
)  # fmt: skip

_ACCUSATIVE = re.compile("\u064b\u0627|\u0627\u064b")
"""The ending of "a thousand" as an object, which without its sign would read "two thousand"."""


def normal(text: str) -> str:
    """`text` as rules and words are compared: at most LONGEST characters are read.

    Letters lose their accents and Arabic its vowel signs and letter variants; digits of every
    script become 0-9; marks of direction and other unseen characters go; one space between words.
    """
    letters = []
    plain = _ACCUSATIVE.sub("", text[:LONGEST]).translate(_LETTERS).casefold()
    for letter in unicodedata.normalize("NFKD", plain)[:LONGEST].translate(_LETTERS):
        category = unicodedata.category(letter)
        if category == "Nd":
            letters.append(str(unicodedata.digit(letter)))
        elif letter == "\n":
            letters.append("\n")
        elif category[0] == "Z" or letter == "\t":
            letters.append(" ")
        elif category[0] not in "MC":
            letters.append(letter)
    spaced = re.sub(r"/(?=[^\W\d])", " / ", "".join(letters))
    spaced = re.sub(r"(?<!\w)([وفبلك])(?=\d)", r"\1 ", spaced)
    return re.sub(r" {2,}", " ", spaced).strip()
