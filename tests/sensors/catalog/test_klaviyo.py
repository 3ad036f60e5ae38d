"""Mail lists and campaigns, as Klaviyo would report them."""

from typing import Any

import pytest

SENSOR = "klaviyo-sensor"
COUNTS = "POST /api/metric-aggregates"
REPORT = "POST /api/campaign-values-reports"
SIZE = "GET /api/lists/{id}"
JOINED, LEFT = "M2", "M3"


def counted(joined: list[Any], left: list[Any]) -> dict[str, Any]:
    """Counts a day by kind of event; each list is repeated to sixty days, half of it in each thirty."""
    by_kind = {JOINED: joined, LEFT: left}

    def answer(call: Any, _operation: Any) -> Any:
        told = by_kind[call.json()["data"]["attributes"]["metric_id"]]
        return {"data": {"attributes": {"data": [{"measurements": {"count": told}}] if told else []}}}

    return {COUNTS: answer}


def days(before: Any, now: Any) -> list[Any]:
    return [before] * 30 + [now] * 30


def clicked(rate: float) -> dict[str, Any]:
    figures = dict.fromkeys(("open_rate", "bounce_rate", "spam_complaint_rate"), 0.0)
    row = {"groupings": {"campaign_id": "1"}, "statistics": figures | {"delivered": 900, "click_rate": rate}}
    return {REPORT: {"data": {"attributes": {"results": [row]}}}}


def test_growing_lists_and_clicked_campaigns_press_nothing(outside):
    fake = outside.connect("klaviyo", counted(days(3, 4), days(0, 0.0)) | clicked(0.03))
    reading = outside.read(SENSOR)
    assert (reading.status, reading.pressure, reading.reason) == ("ok", 0.0, "")
    assert (reading.facts["joined"], reading.facts["joined_before"], reading.facts["left"]) == (120, 90, 0)
    assert reading.facts["joined_change_percent"] == pytest.approx(33.3)
    assert (reading.facts["lists"], reading.facts["list_sizes"]) == (2, [1200, 1200])
    assert (fake.problems, len(fake.calls) <= 11) == ([], True)
    spans = [call.json()["data"]["attributes"]["filter"] for call in fake.calls if "aggregates" in call.path]
    assert spans[0] == ["greater-or-equal(datetime,2026-09-19T00:00:00Z)", "less-than(datetime,2026-11-18T00:00:00Z)"]


@pytest.mark.parametrize(
    ("joined", "left", "rate", "pressure"),
    [
        (days(10, 10), days(1, 6), 0.03, 50.0),
        (days(10, 10), days(1, 10), 0.03, 100.0),
        (days(12, 9), days(0, 0), 0.03, 50.0),
        (days(10, 10), days(0, 0), 0.0125, 50.0),
    ],
    ids=["six in ten leave", "as many leave", "a fourth fewer join", "few clicks"],
)
def test_the_worst_of_leaving_joining_and_clicking_presses(outside, joined, left, rate, pressure):
    outside.connect("klaviyo", counted(joined, left) | clicked(rate))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("ok", pytest.approx(pressure))


def test_shrinking_lists_ask_for_a_person(outside):
    outside.connect("klaviyo", counted(days(3, 1), days(1, 2)))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("warning", 100.0)
    assert "30 joined and 60 left" in reading.reason


def test_few_people_are_measured_with_reserve(outside):
    outside.connect("klaviyo", counted([0] * 59 + [12], [0] * 60))
    reading = outside.measure(SENSOR)
    assert reading.status == "degraded"
    assert "12" in reading.reason


def test_where_nobody_came_or_went_nothing_is_known(outside):
    for quiet in (counted([], []), {"GET /api/metrics": {"data": [{"id": "M9"}], "links": {"next": None}}}):
        outside.connect("klaviyo", quiet)
        reading = outside.measure(SENSOR)
        assert (reading.status, reading.pressure) == ("unknown", None)


def test_without_a_campaign_the_lists_alone_count(outside):
    outside.connect("klaviyo", counted(days(3, 3), days(0, 0)) | {REPORT: {"data": {"attributes": {"results": []}}}})
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("ok", 0.0)
    assert "click_rate" not in reading.facts


@pytest.mark.parametrize(
    "joined",
    [days(3, -1), days(3, "NaN"), days(3, 1e15), days(3, 0.5), days(3, "<i>2</i>"), [3] * 20, [3] * 400, [None] * 60],
    ids=["negative", "NaN", "absurd", "half a person", "markup", "missing days", "too many days", "nothing"],
)
def test_counts_that_cannot_be_give_no_pressure(outside, joined):
    outside.connect("klaviyo", counted(joined, days(0, 0)))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure, reading.facts) == ("error", None, {})
    assert "cannot be" in reading.reason


@pytest.mark.parametrize("size", [-1, 1.5, "many", None, True])
def test_a_list_of_no_possible_size_gives_no_pressure(outside, size):
    outside.connect("klaviyo", {SIZE: {"data": {"attributes": {"profile_count": size}}}})
    assert outside.measure(SENSOR).status == "error"


def test_the_name_of_a_list_leads_to_no_other_address(outside):
    listed = {"data": [{"id": "../../admin?x="}], "links": {"next": None}}
    fake = outside.connect("klaviyo", {"GET /api/lists": listed})
    outside.measure(SENSOR)
    assert all(call.path.startswith("/api/") and "admin?" not in call.path for call in fake.calls)
    assert any("%2F" in call.path for call in fake.calls)


def test_endless_pages_are_not_followed_for_ever(outside):
    def endless(call: Any, _operation: Any) -> Any:
        rows = [{"id": f"L{n}"} for n in range(300)]
        return {"data": rows, "links": {"next": f"http://{call.headers['host']}/api/lists?page%5Bcursor%5D=abc"}}

    fake = outside.connect("klaviyo", {"GET /api/lists": endless})
    assert outside.measure(SENSOR).status == "error"
    assert fake.operations.count("GET /api/lists") == 4
