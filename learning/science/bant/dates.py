"""Days with a name (months, seasons, feasts) and how far off they are."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from learning.science.bant.lexicon import word_file
from learning.science.bant.normal import normal

UNKNOWN_DAYS = 60.0
"""What a named day counts as when nobody says what day it is: neither near nor far."""

MOVING = ("ramadan", "eid")

# The first day of Ramadan, by the calendar of Umm al-Qura; the sighting may differ by a day.
RAMADAN = (
    date(2025, 3, 1), date(2026, 2, 18), date(2027, 2, 8), date(2028, 1, 28), date(2029, 1, 16), date(2030, 1, 5),
    date(2030, 12, 26), date(2031, 12, 15), date(2032, 12, 4), date(2033, 11, 23), date(2034, 11, 12),
)  # fmt: skip


def days_until(text: str, today: date | None) -> float | None:
    """Days from `today` to the next such day named in `text`; UNKNOWN_DAYS without `today`, None if none is named."""
    months, feasts = _named_days()
    if month := months.search(text):
        return _until(int((month.lastgroup or "m1")[1:]), 1, today)
    for name, pattern in feasts.items():
        if pattern.search(text):
            if today is None:
                return UNKNOWN_DAYS
            return _until_moving(name, today) if name in MOVING else _until(int(name[:2]), int(name[3:]), today)
    return None


@cache
def _named_days() -> tuple[re.Pattern[str], dict[str, re.Pattern[str]]]:
    words = word_file("days")
    names = "|".join(f"(?P<m{number}>{normal(name)})" for number, name in words["months"].items())
    months = re.compile(rf"(?<!\w)(?:{'|'.join(map(normal, words['before']))})[ -]?(?:ال|l)?(?:{names})(?!\w)")
    return months, {name: re.compile(rf"(?<!\w)(?:{normal(way)})(?!\w)") for name, way in words["feasts"].items()}


def _until(month: int, day: int, today: date | None) -> float:
    if today is None:
        return UNKNOWN_DAYS
    if (today.year, month) == (today.year, today.month):
        return float(max(day - today.day, 0)) if day > today.day else 14.0
    coming = date(today.year, month, day)
    return float(((coming if coming > today else date(today.year + 1, month, day)) - today).days)


def _until_moving(event: str, today: date) -> float:
    """Ramadan or the feast that ends it, thirty days later."""
    later = 30 if event == "eid" else 0
    ahead = [(start - today).days + later for start in RAMADAN if (start - today).days + later >= 0]
    return float(ahead[0]) if ahead else UNKNOWN_DAYS
