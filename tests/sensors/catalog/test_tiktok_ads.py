"""Advertising on TikTok, as its Marketing API would report it."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.integrations.connectors.contracts.tiktok_ads import day

SENSOR = "tiktok-ads-sensor"
ADVERTISER, REPORT = "GET /advertiser/info/", "GET /report/integrated/get/"
YESTERDAY = date(2026, 11, 17)


def ran(count: int = 28, *, last: date = YESTERDAY, **figures: Any) -> list[dict[str, Any]]:
    return [day(last - timedelta(days=each), **figures) for each in range(count)]


def weeks(before: dict[str, Any], now: dict[str, Any]) -> list[dict[str, Any]]:
    """Three weeks so, and the last one otherwise."""
    return ran(21, last=YESTERDAY - timedelta(days=7), **before) + ran(7, **now)


def told(days: Any, *, pages: Any = 1, **advertiser: Any) -> dict[str, Any]:
    about = {"advertiser_id": "1", "name": "Tazri", "status": "STATUS_ENABLE", "currency": "MAD"}
    return {
        ADVERTISER: {"code": 0, "data": {"list": [about | advertiser]}},
        REPORT: {"code": 0, "data": {"list": days, "page_info": {"total_page": pages}}},
    }


def test_ads_that_are_clicked_press_nothing(outside):
    fake = outside.connect("tiktok_ads", told(ran()))
    reading = outside.read(SENSOR)
    assert (reading.status, reading.pressure, reading.reason) == ("ok", 0.0, "")
    assert (reading.facts["spend"], reading.facts["ctr"], reading.facts["cpa"]) == (140.0, 1.2, 10.0)
    assert reading.facts["currency"] == "MAD"
    assert reading.source_at.isoformat() == "2026-11-17T23:00:00+00:00", "midnight in Casablanca"
    assert (fake.problems, len(fake.calls)) == ([], 2)
    asked = fake.calls[1].query
    assert (asked["start_date"], asked["end_date"]) == (["2026-10-21"], ["2026-11-17"])


@pytest.mark.parametrize(
    ("days", "pressure"),
    [
        (ran(clicks="40"), pytest.approx(100 * 0.2 / 0.7)),
        (ran(clicks="15"), 100.0),
        (weeks({}, {"spend": "30.00"}), 50.0),
        (weeks({"conversion": "0"}, {}), 0.0),
    ],
    ids=["fewer clicks", "hardly any", "results half as dear again", "nothing to compare with"],
)
def test_the_worse_of_clicks_and_price_presses(outside, days, pressure):
    outside.connect("tiktok_ads", told(days))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("ok", pressure)


def test_ads_seen_by_few_are_measured_with_reserve(outside):
    outside.connect("tiktok_ads", told(ran(impressions="90", clicks="1")))
    reading = outside.measure(SENSOR)
    assert reading.status == "degraded"
    assert "630" in reading.reason


def test_a_week_paid_for_nothing_asks_for_a_person(outside):
    outside.connect("tiktok_ads", told(weeks({}, {"conversion": "0"})))
    reading = outside.measure(SENSOR)
    assert reading.status == "warning"
    assert "no result" in reading.reason


def test_an_advertiser_that_is_not_enabled_asks_for_a_person(outside):
    outside.connect("tiktok_ads", told(ran(), status="STATUS_LIMIT"))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("warning", 0.0)


@pytest.mark.parametrize("days", [[], None, ran(5, last=YESTERDAY - timedelta(days=9)), ran(spend="0")])
def test_where_nothing_was_spent_nothing_is_known(outside, days):
    outside.connect("tiktok_ads", told(days))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("unknown", None)


def test_ads_that_stopped_days_ago_are_out_of_date(outside):
    outside.connect("tiktok_ads", told(ran(20, last=YESTERDAY - timedelta(days=4))))
    assert outside.measure(SENSOR).status == "stale"


@pytest.mark.parametrize(
    "wrong",
    [
        {"spend": "-30"}, {"spend": "NaN"}, {"spend": "1e300"}, {"spend": None}, {"spend": "<b>30</b>"},
        {"impressions": "12.5"}, {"clicks": "-1"}, {"clicks": "999999"}, {"conversion": "Infinity"},
    ],
    ids=str,
)  # fmt: skip
def test_figures_that_cannot_be_give_no_pressure(outside, wrong):
    outside.connect("tiktok_ads", told([*ran(27, last=YESTERDAY - timedelta(days=1)), day(YESTERDAY, **wrong)]))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure, reading.facts) == ("error", None, {})
    assert "cannot be" in reading.reason


@pytest.mark.parametrize(
    "days",
    ["rows", [7], [{}], [{"metrics": {}, "dimensions": None}], [*ran(), day(YESTERDAY)], ran(29), ran() * 10],
    ids=["text", "numbers", "empty", "no day", "a day twice", "a foreign day", "huge"],
)
def test_a_report_that_cannot_be_gives_no_pressure(outside, days):
    outside.connect("tiktok_ads", told(days))
    assert outside.measure(SENSOR).status == "error"


def test_pages_that_nothing_fills_are_not_turned_for_ever(outside):
    fake = outside.connect("tiktok_ads", told([], pages=10**9))
    assert outside.measure(SENSOR).status == "unknown"
    assert fake.operations.count(REPORT) == 1
