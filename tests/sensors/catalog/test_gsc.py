"""Visibility in search, as Search Console would report it."""

from datetime import date, timedelta
from typing import Any

import pytest

SENSOR = "gsc-sensor"
NEWEST = date(2026, 11, 15)
QUERY = "POST /sites/{site}/searchAnalytics/query"


def row(day: date, clicks: Any = 4, impressions: Any = 100, position: Any = 4.0) -> dict[str, Any]:
    return {"keys": [day.isoformat()], "clicks": clicks, "impressions": impressions, "ctr": 0.04, "position": position}


def days(count: int = 56, *, last: date = NEWEST, **figures: Any) -> list[dict[str, Any]]:
    return [row(last - timedelta(days=each), **figures) for each in range(count)]


def found(*parts: list[dict[str, Any]]) -> dict[str, Any]:
    rows = [each for part in parts for each in part]
    return {QUERY: {"rows": rows} if rows else {"responseAggregationType": "byProperty"}}


def earlier(**figures: Any) -> list[dict[str, Any]]:
    return days(28, last=NEWEST - timedelta(days=28), **figures)


def test_a_site_that_is_found_presses_nothing(outside):
    fake = outside.connect("gsc", found(days()))
    reading = outside.read(SENSOR)
    assert (reading.status, reading.pressure, reading.source_label) == ("ok", 0.0, "Google Search Console")
    assert {name: reading.facts[name] for name in ("clicks", "impressions", "position")} == {
        "clicks": 112, "impressions": 2800, "position": 4.0,
    }  # fmt: skip
    assert len(fake.calls) == 1
    assert (fake.calls[0].json()["startDate"], fake.calls[0].json()["endDate"]) == ("2026-09-21", "2026-11-15")


@pytest.mark.parametrize(("figures", "pressure"), [({"clicks": 3}, 50.0), ({"position": 20.0}, 60.0)], ids=str)
def test_lost_clicks_and_a_low_place_press(outside, figures, pressure):
    outside.connect("gsc", found(days(28, **figures), earlier()))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("ok", pytest.approx(pressure))


def test_a_place_counts_by_how_often_it_was_seen(outside):
    outside.connect("gsc", found([row(NEWEST, impressions=900, position=3)], days(1, last=NEWEST - timedelta(days=1))))
    assert outside.measure(SENSOR).facts["position"] == pytest.approx((900 * 3 + 100 * 4) / 1000)


def test_a_missing_day_is_a_reserve_and_the_newest_days_are_only_late(outside):
    outside.connect("gsc", found(days(54, last=NEWEST - timedelta(days=2))))
    assert outside.measure(SENSOR).status == "ok"
    outside.connect("gsc", found(days()[:9] + days()[11:]))
    reading = outside.measure(SENSOR)
    assert reading.status == "degraded"
    assert "2 days of 28" in reading.reason


@pytest.mark.parametrize("now", [[], days(28, impressions=10, clicks=0)], ids=["gone", "nearly gone"])
def test_a_site_that_vanishes_asks_for_a_person(outside, now):
    outside.connect("gsc", found(now, earlier()))
    reading = outside.measure(SENSOR)
    assert reading.status == ("warning" if now else "stale")
    assert not now or "vanished" in reading.reason


@pytest.mark.parametrize("rows", [[], days(impressions=1, clicks=0)], ids=["nothing", "hardly anything"])
def test_too_little_is_unknown(outside, rows):
    outside.connect("gsc", found(rows))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("unknown", None)


def test_figures_that_stopped_are_out_of_date(outside):
    outside.connect("gsc", found(days(20, last=NEWEST - timedelta(days=6))))
    assert outside.measure(SENSOR).status == "stale"


@pytest.mark.parametrize(
    "wrong",
    [
        {"clicks": 101}, {"clicks": -1}, {"clicks": None}, {"impressions": 1e12}, {"impressions": "many"},
        {"position": -3}, {"position": "NaN"}, {"position": []}, {"position": 1e9},
    ],
    ids=str,
)  # fmt: skip
def test_figures_that_cannot_be_give_no_pressure(outside, wrong):
    outside.connect("gsc", found(days(55), [row(NEWEST - timedelta(days=55), **wrong)]))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure, reading.facts) == ("error", None, {})


@pytest.mark.parametrize("keys", [None, [], ["lamp"], ["2026-11-15", "lamp"], ["2031-01-01"], ["2026-11-14"]], ids=str)
def test_rows_of_something_else_give_no_pressure(outside, keys):
    outside.connect("gsc", found(days(), [row(NEWEST) | {"keys": keys}]))
    assert outside.measure(SENSOR).pressure is None
