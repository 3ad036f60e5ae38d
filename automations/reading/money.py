"""Amounts of money, offers and price rules."""

import re

from automations.reading import numbers
from automations.reading.heard import Heard, Reader, Turn, any_of, free_matches
from automations.reading.numbers import NUMBER, PERCENT, value_of
from automations.reading.sentence import Sentence
from automations.reading.word_lists import WORDS

_CODES = {
    "EUR": ("€", "eur", "euro", "euros", "يورو", "اورو"),
    "USD": ("$", "usd", "dollar", "dollars", "dolar", "dolares", "دولار"),
    "GBP": ("£", "gbp", "pound", "pounds", "livre", "livres", "libra", "libras"),
    "MAD": ("mad", "dh", "dhs", "dirham", "dirhams", "درهم", "دراهم"),
    "SAR": ("sar", "riyal", "ريال"),
    "AED": ("aed",),
}


def _signs(words: tuple[str, ...]) -> str:
    signs = "".join(re.escape(word) for word in words if not word[0].isalnum())
    names = any_of(*[word for word in words if word[0].isalnum()], glued=True)
    return f"(?:[{signs}]|{names})" if signs else names


_ANY_CODE = _signs(tuple(word for words in _CODES.values() for word in words))
_AMOUNT = re.compile(rf"{NUMBER}\s?{_ANY_CODE}")
_SIGN_FIRST = re.compile(rf"(?:[€$£]|{_ANY_CODE})\s?(?P<number>\d{{1,3}}(?:[ .,]\d{{3}})+|\d{{1,9}}(?:[.,]\d{{1,2}})?)")
_NAMED = re.compile(rf"{any_of(*WORDS['amount'])}(?: of| de| d| :|:)? {NUMBER}")
_CURRENCY = {code: re.compile(_signs(words)) for code, words in _CODES.items()}


def money() -> Reader:
    """An amount with a currency, or behind a word such as budget; in cents."""

    def find(sentence: Sentence) -> Heard | None:
        for pattern in (_AMOUNT, _SIGN_FIRST, _NAMED):
            for match in free_matches(pattern, sentence):
                return Heard(round(value_of(match) * 100), *match.span())
        return None

    return Reader(find)


def figure(*cues: str) -> Reader:
    """The amount that follows a name within a few words: `CPA over 50`; in cents."""
    plain = numbers.figure(*cues).find

    def find(sentence: Sentence) -> Heard | None:
        heard = plain(sentence)
        return Heard(round(heard.value * 100), heard.start, heard.end) if heard else None

    return Reader(find)


def currency() -> Reader:
    """The ISO code of the currency that is named."""

    def find(sentence: Sentence) -> Heard | None:
        for code, pattern in _CURRENCY.items():
            if match := pattern.search(sentence.folded):
                return Heard(code, *match.span())
        return None

    return Reader(find)


_PERCENT = re.compile(NUMBER + PERCENT)
_FREE = re.compile(any_of(*WORDS["free"]))


def offer(*others: str) -> Reader:
    """What is given: `10%`, `15 euro`, free delivery, or one of `others`; in the writer's words."""
    other = re.compile(any_of(*others)) if others else None

    def find(sentence: Sentence) -> Heard | None:
        for match in free_matches(_PERCENT, sentence):
            return Heard(f"{value_of(match):g}%", *match.span())
        for pattern in (_AMOUNT, _SIGN_FIRST, _FREE, other):
            for match in free_matches(pattern, sentence) if pattern else ():
                return Heard(sentence.text[match.start() : match.end()], *match.span())
        return None

    return Reader(find)


_DOWN = re.compile(any_of(*WORDS["lower"]))


def price_rule() -> Reader:
    """By how much prices change: `+5%` or `-2 €`; the verb says the direction."""

    def find(sentence: Sentence) -> Heard | None:
        sign = "-" if _DOWN.search(sentence.folded) else "+"
        for match in free_matches(_PERCENT, sentence):
            return Heard(f"{sign}{value_of(match):g}%", *match.span())
        for pattern in (_AMOUNT, _SIGN_FIRST):
            for match in free_matches(pattern, sentence):
                return Heard(sign + sentence.text[match.start() : match.end()], *match.span())
        return None

    return Reader(find, Turn.EXACT)
