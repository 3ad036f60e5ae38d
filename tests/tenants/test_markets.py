"""Defaults of the markets."""

import pytest

from tenants.markets import MARKETS, limits, market


@pytest.mark.parametrize(
    ("country", "language", "currency"),
    [
        ("MA", "fr", "MAD"),
        *((c, "fr", "EUR") for c in ["DZ", "TN", "FR", "BE", "DE", "IT", "ES"]),
        *((c, "en", "USD") for c in ["US", "GB", "CA", "AU", "AE", "SA", "JP"]),
    ],
)
def test_a_country_brings_language_and_currency(country, language, currency):
    found = market(country)
    assert (found.language, found.currency) == (language, currency)


def test_every_market_has_limits_in_its_currency():
    assert {limits(found.currency).customer_value_cents > 0 for found in MARKETS.values()} == {True}
    assert (
        limits("EUR").customer_value_cents == 250_00
        and limits("EUR").batch == 25
        and limits("EUR").day_cost_cents == 25_00
    )


def test_a_currency_without_a_table_always_asks():
    assert limits("JPY").customer_value_cents == 0
