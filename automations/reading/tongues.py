"""Languages, as people name them; values are ISO 639 codes (`ary` is Moroccan Arabic)."""

import re

from automations.reading.heard import Heard, Reader, Turn, any_of, free_matches
from automations.reading.sentence import Sentence, fold
from automations.reading.word_lists import WORDS

_CODES = {fold(name): code for code, names in WORDS.table("languages").items() for name in names}
_ONE = any_of(*_CODES)
_INTO = r"(?:(?<!\w)(?:in|into|to|en|vers|vers l|vers le|al|in the|a|para|الي|ب|باللغه)[\s'])?"
_LANGUAGE = re.compile(rf"{_INTO}(?P<name>{_ONE})(?:\s(?:language|version|idioma|langue))?")
_NAME = re.compile(_ONE)
_CODE = r"(?:fr|en|es|ar|de|it|pt|nl|ary)"
_CODE_LIST = re.compile(
    r"(?<!\w)(?:in|into|to|en|vers|al|languages?|langues?|idiomas?|الي)[ :]{1,2}"
    rf"(?P<codes>{_CODE}(?:\s?(?:,|/|et|and|y|و)\s?{_CODE})*)(?!\w)"
)


def is_language(word: str) -> bool:
    return fold(word) in _CODES


def languages() -> Reader:
    """All languages that are named, as a list of codes in the order they are named."""

    def find(sentence: Sentence) -> Heard | None:
        found = list(free_matches(_LANGUAGE, sentence))
        if found:
            codes = [_code(match["name"]) for match in found]
            return Heard(list(dict.fromkeys(codes)), found[0].start(), found[-1].end())
        for match in free_matches(_CODE_LIST, sentence):
            return Heard(
                re.findall(r"[a-z]{2,3}(?!\w)", re.sub(r"\b(?:et|and|y)\b", ",", match["codes"])), *match.span()
            )
        return None

    return Reader(find, Turn.NAME)


def language() -> Reader:
    """The first language that is named, as a code."""
    several = languages().find

    def find(sentence: Sentence) -> Heard | None:
        heard = several(sentence)
        return Heard(heard.value[0], heard.start, heard.end) if heard else None

    return Reader(find, Turn.NAME)


def _code(name: str) -> str:
    if name in _CODES:
        return _CODES[name]
    return next(code for known, code in sorted(_CODES.items(), key=lambda each: -len(each[0])) if name.endswith(known))
