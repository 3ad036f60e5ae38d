"""How an amount is written, by language and currency."""

from decimal import Decimal

from babel import Locale
from babel.numbers import format_currency, get_currency_symbol

NO_BREAK = "\u00a0"


def pattern(currency: str, locale: Locale) -> str:
    """The language's pattern; a symbol of letters keeps its distance from the figure.

    Source: CLDR "currencySpacing", which Babel does not apply.
    """
    standard: str = locale.currency_formats["standard"].pattern
    symbol = get_currency_symbol(currency, locale=locale)
    return standard.replace("¤#", f"¤{NO_BREAK}#") if symbol[-1].isalpha() else standard


def written(amount: float | Decimal, currency: str, locale: Locale) -> str:
    """`amount` in whole units of `currency`: "MAD 2,700.00", "2 700,00 MAD"."""
    return str(format_currency(amount, currency, pattern(currency, locale), locale=locale))
