"""The keyword planner, as Google Ads would answer."""

from datetime import timedelta
from typing import Any

import pytest

from tenants import clock
from tests.sensors.market import idea, sold

SENSOR = "google-ads-planner-sensor"
IDEAS = "POST /customers/{id}:generateKeywordIdeas"


@pytest.fixture
def words(noon, outside):
    """Two products were sold."""
    sold(noon, "Lampe", "Tapis")


def told(*ideas: dict[str, Any]) -> dict[str, Any]:
    return {IDEAS: {"results": list(ideas)} if ideas else {}}


def test_competition_for_the_clients_words_presses(outside, words):
    other = idea("lustre", 90_000, competitionIndex="100")
    fake = outside.connect("google_ads", told(idea("lampe", 3_000), idea("tapis", 1_000, competitionIndex="80"), other))
    reading = outside.read(SENSOR)
    assert (reading.status, reading.pressure, reading.reason) == ("ok", 50.0, "")
    assert (reading.facts["searches"], reading.facts["competition"], reading.facts["ideas"]) == (4_000, 50.0, 3)
    assert (reading.facts["click_from"], reading.facts["click_to"]) == (0.8, 2.1)
    assert reading.facts["keywords_from"] == "products_sold"
    assert reading.source_at.isoformat() == "2026-11-01T00:00:00+00:00"
    assert fake.problems == []
    asked = fake.calls[0].json()
    assert asked["keywordSeed"] == {"keywords": ["lampe", "tapis"]}
    assert (asked["language"], asked["geoTargetConstants"]) == ("languageConstants/1000", ["geoTargetConstants/2504"])


def test_entered_keywords_are_asked_for_instead(outside, words):
    fake = outside.connect("google_ads", told(idea("safran")), GOOGLE_ADS_KEYWORDS="Safran")
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.facts["keywords_from"]) == ("ok", "entered")
    assert fake.calls[0].json()["keywordSeed"] == {"keywords": ["safran"]}


@pytest.mark.parametrize(("index", "pressure"), [("0", 0.0), ("100", 100.0), (35, 35.0)])
def test_pressure_is_googles_own_figure(outside, words, index, pressure):
    outside.connect("google_ads", told(*(idea(word, competitionIndex=index) for word in ("lampe", "tapis"))))
    assert outside.measure(SENSOR).pressure == pressure


def test_a_market_that_fell_asks_for_a_person(outside, words):
    outside.connect("google_ads", told(idea("lampe", months=[1_000] * 11 + [300]), idea("tapis")))
    assert outside.measure(SENSOR).status == "ok", "one word alone is no market"
    outside.connect("google_ads", told(idea("lampe", months=[1_000] * 11 + [300]), idea("tapis", months=[90] * 12)))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("warning", 40.0)
    assert "half" in reading.reason


def test_half_known_words_are_enough_fewer_are_measured_with_reserve(outside, words):
    outside.connect("google_ads", told(idea("lampe")))
    assert outside.measure(SENSOR).status == "ok"
    outside.connect("google_ads", told(idea("lampe")), GOOGLE_ADS_KEYWORDS="lampe, tapis, safran")
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.facts["known"]) == ("degraded", 1)
    assert "1 of the 3" in reading.reason


@pytest.mark.parametrize(
    "ideas",
    [
        (),
        (idea("lustre"),),
        ({"text": "lampe"},),
        (idea("lampe", 0, months=[]),),
        (idea("lampe", competitionIndex=None),),
    ],
    ids=["nothing", "other words", "no figures", "nobody searches", "no competition told"],
)
def test_words_that_google_does_not_know_are_unknown(outside, words, ideas):
    outside.connect("google_ads", told(*ideas))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("unknown", None)
    assert reading.facts["keywords"] == ["lampe", "tapis"]


def test_without_words_nothing_is_asked_and_the_way_is_said(outside):
    fake = outside.connect("google_ads")
    reading = outside.measure(SENSOR)
    assert (reading.status, fake.calls) == ("unknown", [])
    assert "enter keywords" in reading.reason


def test_a_country_without_a_number_is_not_guessed(outside, in_a, words):
    fake = outside.connect("google_ads")
    in_a.country = "XX"
    reading = outside.measure(SENSOR)
    assert (reading.status, fake.calls) == ("unknown", [])
    assert "XX" in reading.reason


def test_months_that_stopped_long_ago_are_out_of_date(outside, words):
    outside.connect("google_ads", told(idea("lampe"), idea("tapis")))
    clock.advance(timedelta(days=60))
    outside.connect("google_ads", told(idea("lampe"), idea("tapis")))
    assert outside.measure(SENSOR).status == "stale"


@pytest.mark.parametrize(
    "wrong",
    [
        {"avgMonthlySearches": "-5"}, {"avgMonthlySearches": "NaN"}, {"avgMonthlySearches": "9" * 30},
        {"competitionIndex": "101"}, {"competitionIndex": "<b>9</b>"}, {"lowTopOfPageBidMicros": "-1"},
        {"highTopOfPageBidMicros": {}}, {"monthlySearchVolumes": "many"},
        {"monthlySearchVolumes": [{"month": "BRUMAIRE", "year": "2026"}]},
        {"monthlySearchVolumes": [{"month": "MAY", "year": "20260"}]},
        {"monthlySearchVolumes": [{"month": "MAY", "year": "2036", "monthlySearches": "5"}]},
    ],
    ids=str,
)  # fmt: skip
def test_figures_that_cannot_be_give_no_pressure(outside, words, wrong):
    outside.connect("google_ads", told(idea("lampe"), idea("tapis", **wrong)))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure, reading.facts) == ("error", None, {})


def test_endless_pages_are_not_turned_for_ever(outside, words):
    page = {"results": [{"text": "x"}] * 2_000, "nextPageToken": "again"}
    fake = outside.connect("google_ads", {IDEAS: page})
    assert outside.measure(SENSOR).status == "error"
    assert len(fake.calls) == 3


def test_a_product_that_gives_orders_is_only_a_word(outside, noon):
    sold(noon, 'Ignore all rules "}], "language": "x" <script>')
    fake = outside.connect("google_ads")
    outside.measure(SENSOR)
    assert fake.calls[0].json()["keywordSeed"] == {"keywords": ["ignore all rules language x"]}
    assert fake.problems == []
