"""Lengths of time, and how often: read into one unit."""

import re

from automations.reading.heard import Heard, Reader, any_of, free_matches
from automations.reading.numbers import ANY_NUMBER, value_of
from automations.reading.sentence import Sentence
from automations.reading.word_lists import WORDS

_MINUTES = {
    "minute": (1, ("minute", "minutes", "min", "mins", "mn", "minuto", "minutos", "دقيقة", "دقائق", "دقيقه")),
    "hour": (60, ("hour", "hours", "h", "hr", "hrs", "heure", "heures", "hora", "horas", "ساعة", "ساعات")),
    "day": (1440, ("day", "days", "jour", "jours", "j", "dia", "dias", "يوم", "أيام", "يوما", "نهار")),
    "week": (10080, ("week", "weeks", "semaine", "semaines", "semana", "semanas", "أسبوع", "أسابيع", "سيمانة")),
    "month": (43200, ("month", "months", "mois", "mes", "meses", "شهر", "أشهر", "شهور")),
    "year": (525600, ("year", "years", "an", "ans", "annee", "annees", "ano", "anos", "سنة", "سنوات", "عام")),
}
_DUAL = {
    "دقيقتين": 2,
    "ساعتين": 120,
    "يومين": 2880,
    "يومان": 2880,
    "أسبوعين": 20160,
    "شهرين": 86400,
    "شهران": 86400,
    "سنتين": 1051200,
}
_AFTER = {
    name: re.compile(rf"{ANY_NUMBER}[\s-]{{0,2}}(?:[^\W\d_]{{4,12}} )?{any_of(*words, glued=True)}")
    for name, (_size, words) in _MINUTES.items()
}
_SINGLE = {
    name: re.compile(
        rf"(?:{any_of(*WORDS['one_period'])} {any_of(*words)}"
        rf"|{any_of(*words)} {any_of(*WORDS['one_period_behind'])})"
    )
    for name, (_size, words) in _MINUTES.items()
    if name in ("week", "month", "year")
}
_DUALS = {re.compile(any_of(word)): minutes for word, minutes in _DUAL.items()}
_SIZES = {"minute": 1, "hour": 60, "day": 1440}
_LEAST = {"minute": "minute", "hour": "minute", "day": "hour"}


def span(unit: str) -> Reader:
    """A length of time in `unit` (minute, hour, day): `two weeks` is 14 days. Shorter units are not days."""

    def find(sentence: Sentence) -> Heard | None:
        for minutes, match in _lengths(sentence, unit):
            value = minutes / _SIZES[unit]
            return Heard(int(value) if value == int(value) else value, *match.span())
        return None

    return Reader(find)


def _lengths(sentence: Sentence, unit: str) -> list[tuple[float, re.Match[str]]]:
    found: list[tuple[float, re.Match[str]]] = []
    for name, pattern in _AFTER.items():
        if _MINUTES[name][0] >= _MINUTES[_LEAST[unit]][0]:
            found += [(value_of(match) * _MINUTES[name][0], match) for match in free_matches(pattern, sentence)]
    for dual, minutes in _DUALS.items():
        found += [(minutes, match) for match in free_matches(dual, sentence)]
    for name, pattern in _SINGLE.items():
        found += [(_MINUTES[name][0], match) for match in free_matches(pattern, sentence)] if unit == "day" else []
    fitting = [each for each in found if each[0] >= _SIZES[unit]]
    return sorted(fitting, key=lambda each: (-bool(each[1].re not in _SINGLE.values()), each[1].start()))


_PERIOD = {name: re.compile(any_of(*words)) for name, words in WORDS.table("periods").items()}


def period() -> Reader:
    """`weekly`, `du mois`: week, month."""

    def find(sentence: Sentence) -> Heard | None:
        found = [
            (match.start(), name, match)
            for name, pattern in _PERIOD.items()
            for match in free_matches(pattern, sentence)
        ]
        if not found:
            return None
        _start, name, match = min(found)
        return Heard(name, *match.span())

    return Reader(find)
