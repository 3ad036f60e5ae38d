"""Advertising on Meta, as the Marketing API would report it."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.integrations.connectors.contracts.meta_ads import day

SENSOR = "meta-ads-sensor"
ACCOUNT, INSIGHTS = "GET /act_123", "GET /act_123/insights"
YESTERDAY = date(2026, 11, 17)


def bought(purchases: Any, sales: Any) -> dict[str, Any]:
    return {
        "actions": [{"action_type": "omni_purchase", "value": str(purchases)}],
        "action_values": [{"action_type": "omni_purchase", "value": str(sales)}],
    }


NOTHING = {"actions": [], "action_values": []}


def ran(count: int = 28, *, last: date = YESTERDAY, **figures: Any) -> list[dict[str, Any]]:
    return [day(last - timedelta(days=each), **figures) for each in range(count)][::-1]


def weeks(before: dict[str, Any], now: dict[str, Any]) -> list[dict[str, Any]]:
    """Three weeks so, and the last one otherwise."""
    return ran(21, last=YESTERDAY - timedelta(days=7), **before) + ran(7, **now)


def told(days: list[dict[str, Any]], *, frequency: Any = "1.8", **account: Any) -> dict[str, Any]:
    def insights(call: Any, _operation: Any) -> Any:
        if "time_increment" in call.query:
            return {"data": days}
        return {"data": [{"frequency": frequency, "spend": "210.0"}] if frequency is not None else []}

    about = {"id": "act_123", "name": "Tazri", "account_status": 1, "currency": "MAD"}
    return {ACCOUNT: about | account, INSIGHTS: insights}


def test_ads_that_pay_press_nothing(outside):
    fake = outside.connect("meta_ads", told(ran()))
    reading = outside.read(SENSOR)
    assert (reading.status, reading.pressure, reading.reason) == ("ok", 0.0, "")
    assert (reading.facts["spend"], reading.facts["roas"], reading.facts["cpa"]) == (210.0, 4.0, 10.0)
    assert (reading.facts["frequency"], reading.facts["currency"]) == (1.8, "MAD")
    assert reading.source_label == "Meta Ads"
    assert reading.source_at.isoformat() == "2026-11-17T23:00:00+00:00", "midnight in Casablanca"
    assert (fake.problems, len(fake.calls)) == ([], 3)
    spans = [call.query["time_range"][0] for call in fake.calls if "time_range" in call.query]
    assert spans == ['{"since":"2026-10-21","until":"2026-11-17"}', '{"since":"2026-11-11","until":"2026-11-17"}']


@pytest.mark.parametrize(
    ("days", "frequency", "pressure"),
    [
        (ran(**bought(3, 75)), "1.8", 50.0),
        (ran(**bought(3, 20)), "1.8", 100.0),
        (ran(), "3.5", 50.0),
        (weeks(bought(3, 120), {**bought(3, 120), "spend": "45.0"}), "1.8", 50.0),
    ],
    ids=["half the return", "less than was spent", "seen too often", "purchases half as dear again"],
)
def test_the_worst_of_return_frequency_and_price_presses(outside, days, frequency, pressure):
    outside.connect("meta_ads", told(days, frequency=frequency))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("ok", pytest.approx(pressure))


def test_one_sale_told_under_several_names_counts_once(outside):
    names = ("purchase", "omni_purchase", "offsite_conversion.fb_pixel_purchase")
    actions = [{"action_type": name, "value": "3"} for name in names]
    values = [{"action_type": name, "value": "120"} for name in names]
    outside.connect("meta_ads", told(ran(actions=actions, action_values=values)))
    assert outside.measure(SENSOR).facts["purchases"] == 21


def test_an_account_that_tells_no_purchase_is_judged_by_frequency_alone(outside):
    outside.connect("meta_ads", told(ran(**NOTHING), frequency="3.5"))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("degraded", 50.0)
    assert "pixel" in reading.reason


def test_a_week_paid_for_nothing_asks_for_a_person(outside):
    outside.connect("meta_ads", told(weeks(bought(3, 120), NOTHING)))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("warning", 100.0)
    assert "nobody bought" in reading.reason


def test_an_account_that_is_not_active_asks_for_a_person(outside):
    outside.connect("meta_ads", told(ran(), account_status=3))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("warning", 0.0)
    assert "Ads Manager" in reading.reason


@pytest.mark.parametrize("days", [[], ran(5, last=YESTERDAY - timedelta(days=9)), ran(spend="0", impressions="0")])
def test_where_nothing_was_spent_nothing_is_known(outside, days):
    outside.connect("meta_ads", told(days))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("unknown", None)


def test_ads_that_stopped_days_ago_are_out_of_date(outside):
    outside.connect("meta_ads", told(ran(20, last=YESTERDAY - timedelta(days=4))))
    assert outside.measure(SENSOR).status == "stale"


@pytest.mark.parametrize(
    "wrong",
    [
        {"spend": "-30"}, {"spend": "NaN"}, {"spend": "1e300"}, {"spend": None}, {"spend": "<b>30</b>"},
        {"impressions": "12.5"}, {"clicks": -1}, {"date_start": "18/11/2026"}, {"date_start": "2020-01-01"},
        {"actions": "many"}, {"actions": [{"action_type": "purchase"}]}, bought(-3, 120), bought(3, "Infinity"),
    ],
    ids=str,
)  # fmt: skip
def test_figures_that_cannot_be_give_no_pressure(outside, wrong):
    outside.connect("meta_ads", told([*ran(27), day(YESTERDAY - timedelta(days=27), **wrong)]))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure, reading.facts) == ("error", None, {})
    assert "cannot be" in reading.reason


@pytest.mark.parametrize("frequency", [None, "-1", "often", "20000"])
def test_a_frequency_that_cannot_be_gives_no_pressure(outside, frequency):
    outside.connect("meta_ads", told(ran(), frequency=frequency))
    assert outside.measure(SENSOR).status == "error"


def test_one_day_twice_gives_no_pressure(outside):
    outside.connect("meta_ads", told([*ran(), day(YESTERDAY)]))
    assert outside.measure(SENSOR).status == "error"
