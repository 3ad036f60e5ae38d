"""Reading outside answers: each figure is checked for what it can be before anything is computed from it.

A service that answers nonsense gives no pressure. Every function here takes a value as it came, and
`what` it is called in the sentence; it gives the value in its type or raises `Impossible`, which
makes the reading an ERROR. Numbers may come as text (GA4 sends all of its figures so).
"""

import math
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from tenants.errors import Problem

MOST = 1e11
"""No shop of ours sells, spends or is visited a hundred thousand million times in the windows read here."""
FIRST_DAY = date(2000, 1, 1)
_number = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?")


class Impossible(Problem):
    """The service answered something that cannot be."""

    default_code = "impossible_answer"


def impossible(what: str, value: object) -> Impossible:
    """The error for a value; it is quoted, shortened, for the person who looks into it."""
    sentence = _("The service answered something that cannot be: %(what)s %(value)s.")
    return Impossible(sentence % {"what": what, "value": repr(value)[:40]})


def number(value: object, what: str, *, least: float = -MOST, most: float = MOST) -> float:
    """A finite number from `least` to `most`."""
    found = math.nan
    if isinstance(value, int | float) and not isinstance(value, bool):
        # Beyond a float's range an integer would raise; it is far beyond `most` anyhow.
        found = float(value) if abs(value) <= 1e300 else math.inf
    elif isinstance(value, str) and _number.fullmatch(value):
        found = float(value)
    if not least <= found <= most:  # also true of NaN
        raise impossible(what, value)
    return found


def amount(value: object, what: str) -> float:
    """A sum that is nothing or more: money, seconds, an average."""
    return number(value, what, least=0)


def count(value: object, what: str) -> int:
    """How many: a whole number, nothing or more."""
    found = number(value, what, least=0)
    if found != int(found):
        raise impossible(what, value)
    return int(found)


def share(value: object, what: str) -> float:
    """A part of a whole, 0 to 1."""
    return number(value, what, least=0, most=1)


def part(of: float, whole: float, what: str) -> float:
    """`of` divided by `whole`, which is not less and not nothing: 0 to 1."""
    if whole <= 0 or not 0 <= of <= whole:
        raise impossible(what, f"{of:g}/{whole:g}")
    return of / whole


def text(value: object, what: str, *, longest: int = 200) -> str:
    """A text in one line, shortened."""
    if not isinstance(value, str):
        raise impossible(what, value)
    printable = "".join(each if each.isprintable() else " " for each in value[: 4 * longest])
    return " ".join(printable.split())[:longest]


def day(value: object, what: str) -> date:
    """A date, written `2026-11-18` or `20261118`."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}", value):
        try:
            found = date.fromisoformat(value)
        except ValueError:
            raise impossible(what, value) from None
        if found >= FIRST_DAY:
            return found
    raise impossible(what, value)


def moment(value: object, what: str) -> datetime:
    """An aware time; one written without a zone is in UTC."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
        found = found and (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        found = None
    if found is None or found.date() < FIRST_DAY:
        raise impossible(what, value)
    return found


def rows(value: object, what: str) -> list[dict[str, Any]]:
    """A list of objects."""
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise impossible(what, value)
    return value


def field(row: object, name: str) -> Any:
    """What stands under `name`; its absence is an answer that cannot be."""
    if not isinstance(row, Mapping) or name not in row:
        raise impossible(name, None)
    return row[name]


def days_between(start: date, end: date) -> list[date]:
    """Every day from `start` to `end`, both included."""
    return [start + timedelta(days=each) for each in range((end - start).days + 1)]


def absent(found: Iterable[date], start: date, end: date) -> list[date]:
    """The days from `start` to `end` of which nothing came. A foreign or repeated day cannot be."""
    came = list(found)
    if len(set(came)) != len(came) or any(not start <= each <= end for each in came):
        raise impossible(_("days"), sorted({each.isoformat() for each in came})[:3])
    return [each for each in days_between(start, end) if each not in came]
