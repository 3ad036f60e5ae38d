"""Figures and moments as filters; part of `three_a`, which a page loads."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from surfaces.web import formats
from tenants import clock

register = template.Library()


@register.filter
def money(amount_cents: int | None, currency: str) -> str:
    """`{{ run.cost_cents|money:client.currency }}`: hundredths, with their decimals."""
    return formats.money(amount_cents, currency)


@register.filter
def money_round(amount_cents: int | None, currency: str) -> str:
    """The same in whole units, for headings."""
    return formats.money_round(amount_cents, currency)


@register.filter
def number(value: int | float | Decimal | None, decimals: int | None = None) -> str:
    """A figure by the reader's language; None is said in words."""
    return formats.number(value, decimals)


@register.filter
def percent(fraction: int | float | Decimal | None, decimals: int = 0) -> str:
    """A share of one as a percentage: 0.134 is "13%"."""
    return formats.percent(fraction, decimals)


@register.filter
def measure(value: int | float | None, unit: str) -> str:
    """A measured figure with its unit, at most one decimal."""
    return formats.measure(value, unit)


@register.filter
def ago(at: datetime | None) -> str:
    """How long ago, in words; the exact moment is in the tooltip and the attribute."""
    return formats.unknown() if at is None else _time(at, formats.ago(at, clock.now()))


@register.filter
def local_time(at: datetime | None) -> str:
    """The moment in the active zone (the client's), as short as it stays clear."""
    return formats.unknown() if at is None else _time(at, formats.moment(at, clock.now()))


@register.filter
def local_clock(at: datetime | None) -> str:
    """The hour alone, for lists under a date."""
    return formats.unknown() if at is None else _time(at, formats.clock_time(at))


@register.filter
def zoned_clock(at: datetime | None) -> str:
    """The hour with its zone's name, for pages across clients."""
    return formats.unknown() if at is None else _time(at, formats.zoned_time(at))


@register.filter
def dated(on: date) -> str:
    """A date of the calendar, unmistakable in any country."""
    return formats.dated(on)


@register.filter
def local_day(at: datetime | None) -> str:
    """The date alone."""
    return formats.unknown() if at is None else _time(at, formats.day(at))


def _time(at: datetime, words: str) -> SafeString:
    return format_html('<time datetime="{}" title="{}">{}</time>', at.isoformat(), formats.exact(at), words)
