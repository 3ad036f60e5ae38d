"""Figures as the reader writes them: money, numbers, shares and moments, by the active language.

A figure that is not known is said in words; it never becomes a zero. Rules of writing come from
CLDR through Babel; in French every joining space is the narrow one, so that a figure and its unit
sit together as in the rest of the page.
"""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_time, format_timedelta
from babel.numbers import (
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
    get_currency_symbol,
)
from django.utils import timezone
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from tenants import amounts

NARROW_NO_BREAK = "\u202f"
RECENT = timedelta(days=14)
# From here on an axis writes "120K": the whole figure stands in the table under the chart.
COMPACT_FROM = 100_000

Figure = int | float | Decimal


def locale() -> Locale:
    """The CLDR locale of the active language; English where there is none."""
    try:
        return Locale.parse(to_locale(get_language() or "en"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


def money(amount_cents: int | None, currency: str) -> str:
    """`amount_cents` hundredths of `currency` (ISO 4217), with its decimals: "1 240,50 MAD"."""
    if amount_cents is None:
        return unknown()
    return _tight(amounts.written(Decimal(amount_cents) / 100, currency, locale()))


def money_round(amount_cents: int | None, currency: str) -> str:
    """The same without decimals, for headings: "1 240 MAD". Halves round to even."""
    if amount_cents is None:
        return unknown()
    whole = (Decimal(amount_cents) / 100).quantize(Decimal(1))
    pattern = amounts.pattern(currency, locale()).replace(".00", "")
    return _tight(format_currency(whole, currency, pattern, locale=locale(), currency_digits=False))


def number(value: Figure | None, decimals: int | None = None) -> str:
    """A plain figure with grouping; up to two decimals, or exactly `decimals`."""
    if value is None:
        return unknown()
    pattern = "#,##0.##" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    return _tight(format_decimal(_exact(value), pattern, locale=locale()))


def percent(fraction: Figure | None, decimals: int = 0) -> str:
    """A share of one as a percentage: 0.134 is "13%", in French "13 %"."""
    if fraction is None:
        return unknown()
    pattern = locale().percent_formats[None].pattern
    places = "0" + ("." + "0" * decimals if decimals else "")
    return _tight(format_percent(_exact(fraction), pattern.replace("0", places, 1), locale=locale()))


def measure(value: Figure | None, unit: str) -> str:
    """A measured figure with its unit, at most one decimal: 19.92 and "%" is "19.9%"."""
    if value is None:
        return unknown()
    rounded = round(float(value), 1)
    if unit == "%":
        return percent(_exact(rounded) / 100, 0 if rounded.is_integer() else 1)
    return f"{number(rounded)} {unit}".rstrip()


def short_number(value: float) -> str:
    """A figure for an axis: grouped, and compact once it is long."""
    if abs(value) >= COMPACT_FROM:
        return _tight(format_compact_decimal(value, fraction_digits=1, locale=locale()))
    return number(value)


def short_money(amount_cents: float, currency: str) -> str:
    """Money for an axis: a sign such as "€" stays with it, a code such as "MAD" is in the title."""
    pattern = amounts.pattern(currency, locale())
    symbol = get_currency_symbol(currency, locale=locale())
    if any(letter.isalpha() for letter in symbol):
        return short_number(amount_cents / 100)
    bare = re.sub(r"[#0][#0.,]*", lambda _match: short_number(abs(amount_cents) / 100), pattern.replace("¤", symbol))
    return _tight(f"-{bare}" if amount_cents < 0 else bare)


def ago(at: datetime, now: datetime) -> str:
    """How far `at` lies from `now`, in words; older than two weeks, its date."""
    distance = at - now
    if abs(distance) >= RECENT:
        return day(at)
    if abs(distance) < timedelta(minutes=1):
        return _("just now")
    words = format_timedelta(distance, add_direction=True, threshold=1.5, locale=locale())
    return words.replace(amounts.NO_BREAK, " ")


def day(at: datetime) -> str:
    """The date in the active zone: "20 Nov 2026"."""
    return dated(timezone.localtime(at).date())


def dated(on: date) -> str:
    """A date that is no moment, and reads the same everywhere: "20 Nov 2026"."""
    return format_date(on, "d MMM y", locale=locale())


def short_day(on: date) -> str:
    """A date without its year, where the years are clear: "20 Nov"."""
    return format_date(on, "d MMM", locale=locale())


def long_day(on: date) -> str:
    """A date as one says it: "Friday, 20 November 2026"."""
    return format_date(on, "full", locale=locale())


def clock_time(at: datetime) -> str:
    """The hour in the active zone, on the 24-hour clock in every language: "09:42"."""
    return format_time(timezone.localtime(at), "HH:mm", locale=locale())


def zoned_time(at: datetime) -> str:
    """The hour with its zone by name, where readers sit in several: "09:42 UTC", "09:42 UTC+01"."""
    zone = timezone.localtime(at).tzname() or ""
    return f"{clock_time(at)} {zone if zone[:1].isalpha() else f'UTC{zone}'}"


def moment(at: datetime, now: datetime) -> str:
    """As short as it stays clear, in the active zone: today's hour, a near day with it, or the date."""
    here, today = timezone.localtime(at), timezone.localtime(now).date()
    apart = (here.date() - today).days
    if apart == 0:
        return clock_time(at)
    if apart == -1:
        return _("yesterday %(time)s") % {"time": clock_time(at)}
    if apart == 1:
        return _("tomorrow %(time)s") % {"time": clock_time(at)}
    pattern = "d MMM, HH:mm" if here.year == today.year else "d MMM y, HH:mm"
    return str(format_datetime(here, pattern, locale=locale()))


def exact(at: datetime) -> str:
    """Everything, with the zone by name: for a tooltip beside the short form."""
    here = timezone.localtime(at)
    return f"{format_datetime(here, 'd MMMM y, HH:mm:ss', locale=locale())} ({here.tzname()})"


def unknown() -> str:
    """What stands where a figure is missing."""
    return _("not known")


def _exact(value: Any) -> Decimal:
    """Through text, so that 0.1 stays 0.1."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _tight(written: str) -> str:
    return written.replace(amounts.NO_BREAK, NARROW_NO_BREAK) if locale().language == "fr" else written
