"""Where: a known place, or a capitalised name behind "in"."""

import re

from automations.reading.gazetteer import names
from automations.reading.heard import Heard, Reader, Turn, any_of, free_matches
from automations.reading.sentence import Sentence, fold
from automations.reading.tongues import is_language
from automations.reading.word_lists import WORDS

_IN = (
    r"(?:(?:in|near|around|at|within|a|en|au|aux|dans|pres de|autour de|cerca de|du|de|of|from|for|pour|para|por"
    r"|في|ب|قرب|حول|من|ف)(?:\s(?:the|la|le|el|l|ville de|city of|ciudad de|مدينه))??[\s'])?"
)
_KNOWN = re.compile(rf"{_IN}(?P<name>{any_of(*names())})")
_BEHIND = re.compile(r"(?<!\w)(?:in|near|around|a|en|dans|pres de|autour de|cerca de)\s(?P<name>[^\W\d_]{2,})")
_MORE = re.compile(r"(?:[ '-](?:(?:de|la|le|les|sur|del|el|al)[ -])?[^\W\d_]+)")
_NOT_PLACES = {fold(word) for word in WORDS.file("places")["not_places"]}


def place() -> Reader:
    """The place in the writer's words; a known one first, then a capitalised name behind "in"."""

    def find(sentence: Sentence) -> Heard | None:
        for match in free_matches(_KNOWN, sentence):
            return Heard(sentence.text[match.start("name") : match.end("name")], *match.span())
        for match in free_matches(_BEHIND, sentence):
            start, end = match.span("name")
            if _is_name(sentence.text[start:end]):
                end = _whole(sentence, end)
                return Heard(sentence.text[start:end], match.start(), end)
        return None

    return Reader(find, Turn.NAME)


def is_known_place(word: str) -> bool:
    """Is this exactly a place of the list?"""
    return fold(word) in _FOLDED


_FOLDED = {fold(name) for name in names()}


def _is_name(word: str) -> bool:
    return word[0].isupper() and fold(word) not in _NOT_PLACES and not is_language(word)


def _whole(sentence: Sentence, end: int) -> int:
    """The end of a name of several capitalised words."""
    while (more := _MORE.match(sentence.text, end)) and _is_name(re.split(r"[ '-]", more.group())[-1]):
        end = more.end()
    return end
