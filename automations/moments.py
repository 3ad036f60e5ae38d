"""Days and moments inside sentences: unmistakable in any country, in the client's zone."""

from datetime import date, datetime

from babel.dates import format_date, format_datetime
from django.utils.translation import get_language, to_locale

from tenants import context


def day(on: date) -> str:
    """A date whose month is a word: "18 Nov 2026"."""
    return str(format_date(on, "d MMM y", locale=_locale()))


def moment(at: datetime) -> str:
    """A moment in the active client's zone: "18 Nov 2026, 12:00"."""
    zone = context.current().zone
    return str(format_datetime(at, "d MMM y, HH:mm", tzinfo=zone, locale=_locale()))


def _locale() -> str:
    return to_locale(get_language() or "en")
