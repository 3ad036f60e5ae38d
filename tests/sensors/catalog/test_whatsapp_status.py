"""Standing of a WhatsApp number, as Meta would report it."""

from typing import Any

import pytest

from tenants import clock

SENSOR = "whatsapp-status-sensor"
NUMBER, ACCOUNT = "GET /{Version}/{Phone-Number-ID}", "GET /{Version}/{WABA-ID}"
NUMBERS, TEMPLATES = "GET /{Version}/{WABA-ID}/phone_numbers", "GET /{Version}/{WABA-ID}/message_templates"
GOOD = {"id": "10", "status": "CONNECTED", "quality_rating": "GREEN", "messaging_limit_tier": "TIER_1K"}


def told(*states: Any, rating: Any = "GREEN", numbers: Any = None, **number: Any) -> dict[str, Any]:
    own = {"id": "10", "display_phone_number": "+212 612-345678", "verified_name": "Tazri", "quality_rating": rating}
    listed = numbers if numbers is not None else [{**GOOD, **number}]
    templates = [{"id": str(place), "name": "review", "status": state} for place, state in enumerate(states)]
    return {NUMBER: own, ACCOUNT: own, NUMBERS: {"data": listed}, TEMPLATES: {"data": templates}}


def test_a_green_number_with_approved_templates_presses_nothing(outside):
    fake = outside.connect("whatsapp", told("APPROVED", "APPROVED", "PENDING"))
    reading = outside.read(SENSOR)
    assert (reading.status, reading.pressure, reading.reason) == ("ok", 0.0, "")
    assert reading.facts == {
        "rating": "GREEN", "state": "CONNECTED", "people_a_day": 1000, "templates": 3, "approved": 2, "held": 0,
        "usable": 100.0,
    }  # fmt: skip
    assert (reading.source_label, reading.source_at) == ("WhatsApp", clock.now())
    assert (fake.problems, len(fake.calls)) == ([], 3)


@pytest.mark.parametrize(
    ("states", "rating", "pressure"),
    [
        (["APPROVED"], "YELLOW", 50.0),
        (["APPROVED", "REJECTED", "REJECTED", "REJECTED"], "GREEN", 75.0),
        (["APPROVED", "REJECTED"], "YELLOW", 50.0),
        (["APPROVED", "PENDING", "IN_APPEAL"], "GREEN", 0.0),
    ],
    ids=["yellow", "templates refused", "both", "in review counts for neither"],
)
def test_the_worse_of_rating_and_templates_presses(outside, states, rating, pressure):
    outside.connect("whatsapp", told(*states, rating=rating))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("ok", pressure)


@pytest.mark.parametrize(
    ("answer", "says", "pressure"),
    [
        (told("APPROVED", rating="RED"), "low", 100.0),
        (told("APPROVED", status="FLAGGED"), "FLAGGED", 0.0),
        (told("APPROVED", status="BANNED"), "BANNED", 0.0),
        (told("APPROVED", "PAUSED"), "complained", 50.0),
        (told("DISABLED"), "complained", 100.0),
    ],
    ids=["red", "flagged", "banned", "a paused template", "all disabled"],
)
def test_what_meta_stopped_asks_for_a_person(outside, answer, says, pressure):
    outside.connect("whatsapp", answer)
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("warning", pressure)
    assert says in reading.reason


@pytest.mark.parametrize("states", [[], ["PENDING"], ["REJECTED"]], ids=str)
def test_without_an_approved_template_it_is_measured_with_reserve(outside, states):
    outside.connect("whatsapp", told(*states))
    reading = outside.measure(SENSOR)
    assert reading.status == "degraded"
    assert "24 hours" in reading.reason


def test_without_the_business_account_only_the_rating_is_known(outside):
    fake = outside.connect("whatsapp", told("APPROVED", rating="YELLOW"), WHATSAPP_BUSINESS_ACCOUNT_ID="")
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("degraded", 50.0)
    assert "WHATSAPP_BUSINESS_ACCOUNT_ID" in reading.reason
    assert len(fake.calls) == 1


@pytest.mark.parametrize("rating", ["NA", "UNKNOWN"])
def test_a_number_nobody_rated_is_unknown_not_good(outside, rating):
    outside.connect("whatsapp", told("APPROVED", rating=rating))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("unknown", None)


def test_a_number_the_account_does_not_list_has_no_limit_to_tell(outside):
    outside.connect("whatsapp", told("APPROVED", numbers=[{**GOOD, "id": "11", "status": "BANNED"}]))
    reading = outside.measure(SENSOR)
    assert reading.status == "ok"
    assert "state" not in reading.facts


@pytest.mark.parametrize(
    "answer",
    [
        told("APPROVED", rating="<script>"), told("APPROVED", rating=None), told("APPROVED", rating="x" * 10_000),
        told("APPROVED", rating=5), told("APPROVED", status=["BANNED"]), told(7), told(None), told({"a": 1}),
        told("APPROVED", messaging_limit_tier=-1),
    ],
    ids=["markup", "no rating", "huge", "number", "list of states", "7", "no state", "object", "negative limit"],
)  # fmt: skip
def test_what_cannot_be_gives_no_pressure(outside, answer):
    outside.connect("whatsapp", answer)
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure, reading.facts) == ("error", None, {})
    assert "cannot be" in reading.reason
