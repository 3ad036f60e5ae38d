"""Website visits, as Google Analytics would report them."""

from datetime import date, timedelta
from typing import Any

import pytest

SENSOR = "ga4-sensor"
YESTERDAY = date(2026, 11, 17)
REPORT = "POST /properties/{id}:runReport"


def row(day: date, sessions: Any = 50, conversions: Any = 2, rate: Any = 0.03, revenue: Any = 400.0) -> dict[str, Any]:
    figures = [{"value": str(each)} for each in (sessions, conversions, rate, revenue)]
    return {"dimensionValues": [{"value": day.strftime("%Y%m%d")}], "metricValues": figures}


def days(count: int = 56, *, last: date = YESTERDAY, **figures: Any) -> list[dict[str, Any]]:
    return [row(last - timedelta(days=each), **figures) for each in range(count)]


def report(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {REPORT: {"rowCount": len(rows), "rows": rows} if rows else {"kind": "analyticsData#runReport"}}


def test_steady_visits_that_convert_press_little(outside):
    fake = outside.connect("ga4", report(days()))
    reading = outside.read(SENSOR)
    assert (reading.status, reading.pressure, reading.reason) == ("ok", 0.0, "")
    assert (reading.facts["sessions"], reading.facts["sessions_before"]) == (1400, 1400)
    assert (reading.facts["conversion_rate"], reading.facts["revenue"]) == (3.0, 11_200.0)
    assert reading.source_label == "Google Analytics 4"
    assert reading.source_at.date() == YESTERDAY + timedelta(days=1)
    assert len(fake.calls) == 1
    asked = fake.calls[0].json()
    assert asked["dateRanges"] == [{"startDate": "2026-09-23", "endDate": "2026-11-17"}]


@pytest.mark.parametrize(
    ("figures", "pressure"),
    [({"rate": 0.0175}, 50.0), ({"rate": 0.004}, 100.0), ({"sessions": 37}, 52.0), ({"revenue": 300}, 50.0)],
    ids=["half the conversion", "hardly any conversion", "a fourth fewer visits", "a fourth less revenue"],
)
def test_the_worst_of_conversion_visits_and_revenue_presses(outside, figures, pressure):
    outside.connect("ga4", report(days(28, **figures) + days(28, last=YESTERDAY - timedelta(days=28))))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("ok", pytest.approx(pressure))


def test_a_gap_in_the_days_is_measured_with_reserve(outside):
    outside.connect("ga4", report([each for each in days() if each["dimensionValues"][0]["value"] != "20261110"]))
    reading = outside.measure(SENSOR)
    assert reading.status == "degraded"
    assert "1 day of 28" in reading.reason


def test_a_small_site_may_have_days_without_visits(outside):
    outside.connect("ga4", report([each for number, each in enumerate(days(sessions=8)) if number % 3]))
    assert outside.measure(SENSOR).status == "ok"


def test_no_conversion_at_all_asks_for_a_person(outside):
    outside.connect("ga4", report(days(conversions=0, rate=0)))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("warning", 100.0)
    assert "counted" in reading.reason


@pytest.mark.parametrize(("rows", "says"), [([], "no visit"), (days(sessions=1), "few")])
def test_nothing_to_measure_is_not_nothing(outside, rows, says):
    outside.connect("ga4", report(rows))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("unknown", None)
    assert says in reading.reason


def test_figures_that_stopped_days_ago_are_out_of_date(outside):
    outside.connect("ga4", report(days(20, last=YESTERDAY - timedelta(days=5))))
    assert outside.measure(SENSOR).status == "stale"


@pytest.mark.parametrize(
    "wrong",
    [
        {"sessions": -5}, {"sessions": "NaN"}, {"sessions": 10**12}, {"sessions": 1.5}, {"sessions": "many"},
        {"revenue": -400}, {"revenue": "inf"}, {"rate": 1.7}, {"conversions": "<script>"},
    ],
    ids=str,
)  # fmt: skip
def test_figures_that_cannot_be_give_no_pressure(outside, wrong):
    outside.connect("ga4", report([*days(55), row(YESTERDAY - timedelta(days=55), **wrong)]))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure, reading.facts) == ("error", None, {})
    assert "cannot be" in reading.reason


@pytest.mark.parametrize("other", [YESTERDAY + timedelta(days=1), YESTERDAY, date(2020, 1, 1)], ids=str)
def test_a_day_nobody_asked_for_or_twice_the_same_gives_no_pressure(outside, other):
    outside.connect("ga4", report([*days(), row(other)]))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("error", None)
