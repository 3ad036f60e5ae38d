"""Google Trends by an Apify actor: gathered once a day, paid for once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from integrations import costs
from integrations.models import CostLine
from tenants import clock
from tests.fakes.server import Reply
from tests.sensors.market import gathered, interest, point, sold

SENSOR = "apify-trends-sensor"
START, RUNS = "POST /v2/actors/{actorId}/runs", "GET /v2/actors/{actorId}/runs"
ITEMS = "GET /v2/datasets/{datasetId}/items"
NEWEST = datetime(2026, 11, 16, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def words(noon, outside):
    """Two products were sold."""
    sold(noon, "Lampe", "Tapis")


def told(*items: dict[str, Any], age: timedelta = 2 * HOUR, runs: list[Any] | None = None) -> dict[str, Any]:
    """A run that finished, and what it found; by dataset where there are several runs."""

    def answer(call: Any, operation: Any) -> Any:
        wanted = operation.values["datasetId"] == "d1" and call.query["offset"] == ["0"]
        return list(items) if wanted else []

    listed = [gathered(clock.now() - age)] if runs is None else runs
    return {RUNS: {"data": {"items": listed}}, ITEMS: answer, START: {"data": gathered(clock.now(), "READY")}}


def lines() -> list[tuple[str, int, str]]:
    return list(CostLine.objects.values_list("what", "amount_micros", "state"))


def test_steady_interest_presses_nothing_and_costs_nothing_more_that_day(outside, words):
    fake = outside.connect("apify", told(interest("lampe", NEWEST), interest("tapis", NEWEST, 60, 50)))
    reading = outside.read(SENSOR)
    assert (reading.status, reading.pressure, reading.reason) == ("ok", 0.0, "")
    assert (reading.facts["interest"], reading.facts["known"], reading.facts["new_run"]) == (55.0, 2, False)
    assert reading.facts["keywords_from"] == "products_sold"
    assert reading.facts["by_keyword"][1] == {
        "keyword": "tapis",
        "interest": 60.0,
        "change_percent": 20.0,
        "rising": ["tapis pas cher"],
    }
    assert (reading.source_label, reading.source_at) == ("Google Trends (Apify)", NEWEST)
    assert (fake.problems, fake.ledger, lines()) == ([], [], [])


@pytest.mark.parametrize(
    ("lamp", "rug", "pressure"),
    [((25, 50), (25, 50), 100.0), ((25, 50), (90, 50), 50.0), ((40, 50), (45, 50), 30.0)],
    ids=["halved", "one of two halved", "a little"],
)
def test_fallen_interest_presses(outside, words, lamp, rug, pressure):
    outside.connect("apify", told(interest("lampe", NEWEST, *lamp), interest("tapis", NEWEST, *rug)))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("ok", pytest.approx(pressure))


def test_the_first_gathering_is_begun_paid_for_and_waited_for(outside, words):
    fake = outside.connect("apify", told(runs=[]))
    reading = outside.read(SENSOR)
    assert (reading.status, reading.pressure, reading.facts["new_run"]) == ("unknown", None, True)
    assert "next reading" in reading.reason
    (begun,) = fake.ledger
    assert begun.call.json() == {
        "searchTerms": ["lampe", "tapis"], "timeRange": "today 3-m", "geo": "MA", "isMultiple": False,
    }  # fmt: skip
    assert (begun.call.query["maxItems"], begun.call.query["maxTotalChargeUsd"]) == (["2"], ["0.25"])
    assert lines() == [("apify-google-trends", 2_750_000, "settled")], "a quarter of a dollar in dirhams"


@pytest.mark.parametrize("status", ["READY", "RUNNING", "TIMING-OUT"])
def test_no_run_is_begun_beside_another(outside, words, status):
    fake = outside.connect("apify", told(runs=[gathered(clock.now() - HOUR, status)]))
    reading = outside.measure(SENSOR)
    assert (reading.status, fake.ledger, lines()) == ("unknown", [], [])


def test_a_day_later_it_is_gathered_anew_and_the_old_figures_stand_meanwhile(outside, words):
    fake = outside.connect("apify", told(interest("lampe", NEWEST), interest("tapis", NEWEST), age=21 * HOUR))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.facts["new_run"], len(fake.ledger)) == ("ok", True, 1)


def test_two_readings_at_once_begin_one_run(outside, words):
    """Neither sees the other's run, which Apify does not list yet."""
    fake = outside.connect("apify", told(runs=[]))
    both = [outside.measure(SENSOR) for _reading in range(2)]
    assert [reading.status for reading in both] == ["unknown", "unknown"]
    assert [reading.facts["new_run"] for reading in both] == [True, False]
    assert (len(fake.ledger), len(lines())) == (1, 1)


def test_a_start_without_an_answer_is_looked_up_not_repeated(outside, words):
    fake = outside.connect("apify", told(runs=[]))
    begun: list[Any] = []
    fake.replies[RUNS] = lambda _call, _operation: {"data": {"items": begun}}
    fake.replies[START] = lambda _call, _operation: begun.append(gathered(clock.now(), "RUNNING")) or Reply(502, {})
    assert outside.measure(SENSOR).status == "error"
    assert outside.measure(SENSOR).status == "unknown"
    assert fake.operations.count(START) == 1
    assert [state for _what, _micros, state in lines()] == ["settled"], "it may have been charged for"


def test_without_money_nothing_is_begun(outside, words):
    costs.set_budget("day", 100)
    fake = outside.connect("apify", told(runs=[]))
    reading = outside.measure(SENSOR)
    assert (reading.status, fake.ledger) == ("unknown", [])
    assert "budget" in reading.reason
    outside.connect("apify", told(interest("lampe", NEWEST), interest("tapis", NEWEST), age=30 * HOUR))
    old = outside.measure(SENSOR)
    assert (old.status, old.pressure) == ("degraded", 0.0)
    assert "budget" in old.reason


def test_in_a_currency_without_a_rate_nothing_is_begun(outside, in_a, words):
    in_a.currency = "JPY"
    fake = outside.connect("apify", told(runs=[]))
    reading = outside.measure(SENSOR)
    assert (reading.status, fake.ledger) == ("unknown", [])
    assert "JPY" in reading.reason


@pytest.mark.parametrize("status", ["FAILED", "TIMED-OUT", "ABORTED"])
def test_a_failed_gathering_is_not_paid_for_again_at_once(outside, words, status):
    failed = gathered(clock.now() - HOUR, status, "d2")
    fake = outside.connect("apify", told(runs=[failed]))
    nothing = outside.measure(SENSOR)
    assert (nothing.status, nothing.pressure, fake.ledger) == ("error", None, [])
    runs = [failed, gathered(clock.now() - 30 * HOUR)]
    fake = outside.connect("apify", told(interest("lampe", NEWEST), interest("tapis", NEWEST), runs=runs))
    before = outside.measure(SENSOR)
    assert (before.status, before.pressure, fake.ledger) == ("warning", 0.0, [])
    assert "failed" in before.reason


def test_somebody_elses_run_is_passed_over(outside, words):
    fake = outside.connect("apify", told(interest("moteur", NEWEST)))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.facts["new_run"], len(fake.ledger)) == ("unknown", True, 1)


def test_few_known_words_are_measured_with_reserve(outside, words):
    outside.connect("apify", told(interest("lampe", NEWEST)), APIFY_KEYWORDS="lampe, tapis, safran")
    reading = outside.measure(SENSOR)
    assert reading.status == "degraded"
    assert "1 of the 3" in reading.reason


SHORT = [point(NEWEST, 50)] * 5
GAPS = interest("lampe", NEWEST)["interestOverTime_timelineData"]


@pytest.mark.parametrize(
    "items",
    [
        [],
        [interest("lampe", NEWEST, interestOverTime_timelineData=None)],
        [interest("lampe", NEWEST, interestOverTime_timelineData=SHORT)],
        [interest("lampe", NEWEST, interestOverTime_timelineData=[{**day, "hasData": [False]} for day in GAPS])],
        [interest("lampe", NEWEST, 0, 0)],
    ],
    ids=["nothing found", "no days", "few days", "days without data", "never searched"],
)
def test_words_that_google_trends_does_not_know_are_unknown_and_paid_for_once(outside, words, items):
    fake = outside.connect("apify", told(*items))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure, fake.ledger) == ("unknown", None, [])
    assert "none of the keywords" in reading.reason


def test_without_words_nothing_is_asked_and_the_way_is_said(outside):
    fake = outside.connect("apify")
    reading = outside.measure(SENSOR)
    assert (reading.status, fake.calls) == ("unknown", [])
    assert "enter keywords" in reading.reason


def test_days_that_stopped_a_week_ago_are_out_of_date(outside, words):
    outside.connect(
        "apify", told(interest("lampe", NEWEST - timedelta(days=6)), interest("tapis", NEWEST - 240 * HOUR))
    )
    assert outside.measure(SENSOR).status == "stale"


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": [-5]}, {"value": [101]}, {"value": ["NaN"]}, {"value": []}, {"value": "<b>9</b>"}, {"time": "soon"},
        {"time": None}, {"time": str(2 * 10**9)},
    ],
    ids=str,
)  # fmt: skip
def test_figures_that_cannot_be_give_no_pressure(outside, words, wrong):
    days = [*interest("lampe", NEWEST)["interestOverTime_timelineData"], point(NEWEST + timedelta(days=1), 50) | wrong]
    outside.connect("apify", told(interest("lampe", NEWEST, interestOverTime_timelineData=days)))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("error", None)


@pytest.mark.parametrize(
    "changes",
    [{"interestOverTime_timelineData": "days"}, {"interestOverTime_timelineData": SHORT * 100},
     {"relatedQueries_rising": "many"}],
    ids=["text", "huge", "no list"],
)  # fmt: skip
def test_results_that_cannot_be_give_no_pressure(outside, words, changes):
    outside.connect("apify", told(interest("lampe", NEWEST) | changes))
    assert outside.measure(SENSOR).status == "error"


@pytest.mark.parametrize("run", [{}, {"status": "SUCCEEDED", "startedAt": "soon", "defaultDatasetId": "d1"}], ids=str)
def test_a_run_that_cannot_be_begins_none(outside, words, run):
    fake = outside.connect("apify", told(runs=[run]))
    assert (outside.measure(SENSOR).status, fake.ledger) == ("error", [])


def test_searches_that_rise_are_only_words(outside, words):
    rising = [{"query": "<script>alert(1)</script> lampe", "value": 5}, {"query": "12"}, {"other": 1}]
    found = (interest("lampe", NEWEST, relatedQueries_rising=rising), interest("tapis", NEWEST))
    outside.connect("apify", told(*found))
    assert outside.measure(SENSOR).facts["by_keyword"][0]["rising"] == ["alert 1 lampe"]
