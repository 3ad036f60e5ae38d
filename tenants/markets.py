"""Markets: what a client gets by default from its country, and the limits its currency brings.

Source: requirement R2 (markets) and R11 (limits); amounts beside EUR are the EUR limits rounded
to what a person in that market would set.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Market:
    """Defaults of a country; `soft_opt_in` allows mail to own customers about like products."""

    language: str
    currency: str
    timezone: str
    soft_opt_in: bool = False


@dataclass(frozen=True)
class Limits:
    """When to ask: lifetime value and daily cost in cents of the currency, batch in people."""

    customer_value_cents: int
    day_cost_cents: int
    batch: int = 25


MARKETS = {
    "MA": Market("fr", "MAD", "Africa/Casablanca"),
    "DZ": Market("fr", "EUR", "Africa/Algiers"),
    "TN": Market("fr", "EUR", "Africa/Tunis"),
    "FR": Market("fr", "EUR", "Europe/Paris"),
    "BE": Market("fr", "EUR", "Europe/Brussels"),
    "DE": Market("fr", "EUR", "Europe/Berlin"),
    "IT": Market("fr", "EUR", "Europe/Rome"),
    "ES": Market("fr", "EUR", "Europe/Madrid"),
    "US": Market("en", "USD", "America/New_York"),
    "GB": Market("en", "USD", "Europe/London"),
    "CA": Market("en", "USD", "America/Toronto"),
    "AU": Market("en", "USD", "Australia/Sydney"),
    "AE": Market("en", "USD", "Asia/Dubai"),
    "SA": Market("en", "USD", "Asia/Riyadh"),
}
ELSEWHERE = Market("en", "USD", "UTC")

LIMITS = {
    "EUR": Limits(customer_value_cents=250_00, day_cost_cents=25_00),
    "USD": Limits(customer_value_cents=270_00, day_cost_cents=27_00),
    "GBP": Limits(customer_value_cents=210_00, day_cost_cents=21_00),
    "MAD": Limits(customer_value_cents=2_700_00, day_cost_cents=270_00),
}


def market(country: str) -> Market:
    """Defaults for an ISO 3166 country code."""
    return MARKETS.get(country.upper(), ELSEWHERE)


def limits(currency: str) -> Limits:
    """Default limits for an ISO 4217 code; a currency not in the table gets the strictest figures."""
    return LIMITS.get(currency.upper(), Limits(customer_value_cents=0, day_cost_cents=0))
