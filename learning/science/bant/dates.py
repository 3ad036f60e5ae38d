"""Days with a name (months, seasons, feasts), written dates and years, and how far off they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from learning.science.bant.lexicon import word_file
from learning.science.bant.normal import normal

UNKNOWN_DAYS = 60.0
"""What a named day counts as when nobody says what day it is: neither near nor far."""
FAR_DAYS = 365.0
"""What a bare year to come counts as: like "next year"."""
EARLIEST_YEAR = 2026
"""No `today` lies before it: without one, an earlier year is past and one after the next is far."""

MOVING = ("ramadan", "eid", "easter")

# The first day of Ramadan, by the calendar of Umm al-Qura; the sighting may differ by a day.
RAMADAN = (
    date(2025, 3, 1), date(2026, 2, 18), date(2027, 2, 8), date(2028, 1, 28), date(2029, 1, 16), date(2030, 1, 5),
    date(2030, 12, 26), date(2031, 12, 15), date(2032, 12, 4), date(2033, 11, 23), date(2034, 11, 12),
)  # fmt: skip
_WRITTEN = re.compile(
    r"(?<![\d/.-])(?:(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<year>(?:20)?\d\d)"
    r"|(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d))(?![\d/-])"
)
_ENDS = r"(?=\s*(?:[.,;!?)]|$|{goes_on}))"


def days_until(text: str, today: date | None) -> float | None:
    """Days from `today` to the next such day told in `text`, None if none is told or all are past.

    Without `today` a named day is UNKNOWN_DAYS off, and one of a year after the next is far.
    """
    for days in (*_written(text, today), *_months(text, today), *_years(text, today)):
        if days >= 0:
            return days
    for name, pattern in _feasts().items():
        if pattern.search(text):
            if today is None:
                return UNKNOWN_DAYS
            return _until_moving(name, today) if name in MOVING else _until(int(name[:2]), int(name[3:]), today)
    return None


def _written(text: str, today: date | None) -> Iterator[float]:
    """12/05/2027 with the day first unless it cannot be one, 2027-05-12."""
    for match in _WRITTEN.finditer(text):
        if match["y"]:
            year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
        else:
            year, month, day = int(match["year"]) % 100 + 2000, int(match["month"]), int(match["day"])
            month, day = (day, month) if month > 12 else (month, day)
        yield _off(year, month, day, today)


def _months(text: str, today: date | None) -> Iterator[float]:
    """ "In March", "le 14 decembre", "mayo de 2027": a month's name counts with a word, a day or a year at it."""
    for match in _named_months().finditer(text):
        if match["year"] or match["day"] or match["lead"]:
            month = next(number for number in range(1, 13) if match[f"m{number}"])
            day = int(match["day"] or 1)
            yield _off(int(match["year"]), month, day, today) if match["year"] else _until(month, day, today)


def _years(text: str, today: date | None) -> Iterator[float]:
    """A quarter of a year, or a bare year behind a word such as "in"."""
    for match in _quarters().finditer(text):
        month = 3 * int(match["quarter"]) - 2
        yield _off(int(match["year"]), month, 1, today) if match["year"] else _until(month, 1, today)
    for match in _bare_years().finditer(text):
        year = int(match["year"])
        now = today.year if today else EARLIEST_YEAR
        ends = UNKNOWN_DAYS if today is None else float((date(year, 12, 31) - today).days)
        yield FAR_DAYS if year > now else ends if year == now else -1.0


def _off(year: int, month: int, day: int, today: date | None) -> float:
    """Days to a date; negative when it is past, or no date at all."""
    try:
        then = date(year, month, day)
    except ValueError:
        return -1.0
    if today is not None:
        return float((then - today).days)
    return -1.0 if year < EARLIEST_YEAR else UNKNOWN_DAYS if year <= EARLIEST_YEAR + 1 else FAR_DAYS


@cache
def _named_months() -> re.Pattern[str]:
    words = word_file("days")
    names = "|".join(f"(?P<m{number}>{normal(name)})" for number, name in words["months"].items())
    lead = f"(?P<lead>{'|'.join(map(normal, words['before']))})"
    day = r"(?:(?:le |el |the )?(?P<day>[0-3]?\d)(?:er|st|nd|rd|th)?(?: of| de)?)"
    return re.compile(
        rf"(?<!\w)(?:{lead}[ -]?)?(?:{day}[ -]?)?(?:ال|l|the )?(?:{names})"
        r"(?:(?: de| del| of|,)? (?:عام |سنه )?(?P<year>20\d\d))?(?!\w)"
    )


@cache
def _quarters() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:q|t(?=[1-4] 20\d\d))(?P<quarter>[1-4])(?: (?:of |de |del )?(?P<year>20\d\d))?(?!\w)")


@cache
def _bare_years() -> re.Pattern[str]:
    words = word_file("days")
    lead, goes_on = ("|".join(map(normal, words[name])) for name in ("year", "year_goes_on"))
    return re.compile(rf"(?<!\w)(?:{lead}) ?(?P<year>20\d\d)" + _ENDS.format(goes_on=rf"(?:{goes_on})(?!\w)"))


@cache
def _feasts() -> dict[str, re.Pattern[str]]:
    ways = word_file("days")["feasts"]
    return {name: re.compile(rf"(?<!\w)(?:{normal(way)})(?!\w)") for name, way in ways.items()}


def _until(month: int, day: int, today: date | None) -> float:
    """Days to the next such day of a year; of the running month and no later day, half a month."""
    if today is None:
        return UNKNOWN_DAYS
    day = min(day, 28) if month == 2 else min(day, 30)
    if month == today.month:
        return float(max(day - today.day, 0)) if day > today.day else 14.0
    coming = date(today.year, month, day)
    return float(((coming if coming > today else date(today.year + 1, month, day)) - today).days)


def _until_moving(event: str, today: date) -> float:
    """Ramadan, the feast that ends it thirty days later, or Easter."""
    later = 30 if event == "eid" else 0
    days = [_easter(today.year), _easter(today.year + 1)] if event == "easter" else RAMADAN
    ahead = [(start - today).days + later for start in days if (start - today).days + later >= 0]
    return float(ahead[0]) if ahead else UNKNOWN_DAYS


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the computation of Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    month, day = divmod(h + weekday - 7 * ((a + 11 * h + 22 * weekday) // 451) + 114, 31)
    return date(year, month, day + 1)
