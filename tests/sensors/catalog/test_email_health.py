"""Deliverability, as Klaviyo would report it."""

from typing import Any

import pytest

from sensors import services

SENSOR = "email-health-sensor"
REPORT = "POST /api/campaign-values-reports"
CAMPAIGNS = "GET /api/campaigns"
GOOD = {
    "delivered": 2000.0,
    "open_rate": 0.38,
    "click_rate": 0.021,
    "bounce_rate": 0.006,
    "spam_complaint_rate": 0.0004,
    "unsubscribe_rate": 0.002,
}


def campaign(name: str = "c1", **figures: Any) -> dict[str, Any]:
    return {"groupings": {"campaign_id": name, "send_channel": "email"}, "statistics": GOOD | figures}


def told(*campaigns: dict[str, Any], sent: Any = "2026-11-15T09:00:00+00:00") -> dict[str, Any]:
    listed = [{"id": "c1", "attributes": {"name": "Autumn", "status": "Sent", "send_time": sent}}]
    return {
        REPORT: {"data": {"attributes": {"results": list(campaigns)}}},
        CAMPAIGNS: {"data": listed, "links": {"next": None}},
    }


def test_a_clean_record_presses_nothing(outside):
    fake = outside.connect("klaviyo", told(campaign()))
    reading = outside.read(SENSOR)
    assert (reading.status, reading.pressure, reading.reason) == ("ok", 0.0, "")
    assert reading.facts["spam_rate"] == 0.04
    assert (reading.facts["bounce_rate"], reading.facts["open_rate"]) == (0.6, 38.0)
    assert (reading.source_label, reading.source_at.isoformat()) == ("Klaviyo", "2026-11-15T09:00:00+00:00")
    assert [fake.problems, len(fake.calls)] == [[], 3]


@pytest.mark.parametrize(
    ("figures", "pressure"),
    [
        ({"spam_complaint_rate": 0.002}, 50.0),
        ({"bounce_rate": 0.035}, 50.0),
        ({"open_rate": 0.125}, 25.0),
        ({"open_rate": 0.0}, 50.0),
        ({"spam_complaint_rate": 0.0025, "bounce_rate": 0.021}, 75.0),
    ],
    ids=["spam", "bounces", "few opens weigh half", "no opens weigh half", "the worst leads"],
)
def test_the_worst_of_spam_bounces_and_opens_presses(outside, figures, pressure):
    outside.connect("klaviyo", told(campaign(**figures)))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("ok", pytest.approx(pressure))


def test_campaigns_count_by_what_they_delivered(outside):
    small = campaign("c2", delivered=1000, bounce_rate=0.036)
    outside.connect("klaviyo", told(campaign(bounce_rate=0.006), small))
    assert outside.measure(SENSOR).facts["bounce_rate"] == 1.6


@pytest.mark.parametrize("figures", [{"spam_complaint_rate": 0.003}, {"bounce_rate": 0.05}], ids=str)
def test_a_passed_limit_asks_for_a_person(outside, figures):
    outside.connect("klaviyo", told(campaign(**figures)))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("warning", 100.0)
    assert "0.3 %" in reading.reason or "5 %" in reading.reason


def test_few_mails_are_measured_with_reserve(outside):
    outside.connect("klaviyo", told(campaign(delivered=400)))
    reading = outside.measure(SENSOR)
    assert reading.status == "degraded"
    assert "400" in reading.reason


@pytest.mark.parametrize("rows", [[], [campaign(delivered=0)]], ids=["none", "none delivered"])
def test_without_a_mail_nothing_is_known(outside, rows):
    outside.connect("klaviyo", told(*rows))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure) == ("unknown", None)


def test_a_new_account_without_any_metric_is_asked_for_no_report(outside):
    fake = outside.connect("klaviyo", {"GET /api/metrics": {"data": [], "links": {"next": None}}})
    assert outside.measure(SENSOR).status == "unknown"
    assert fake.operations == ["GET /api/metrics"]


def test_the_last_campaign_weeks_ago_says_nothing_about_today(outside):
    outside.connect("klaviyo", told(campaign(), sent="2026-10-25T09:00:00+00:00"))
    assert outside.measure(SENSOR).status == "stale"


@pytest.mark.parametrize(
    "wrong",
    [
        {"delivered": -5}, {"delivered": 1e15}, {"delivered": "<b>9</b>"}, {"open_rate": 1.2}, {"bounce_rate": -0.1},
        {"spam_complaint_rate": "NaN"}, {"click_rate": None}, {"open_rate": [0.4]}, {"bounce_rate": True},
    ],
    ids=str,
)  # fmt: skip
def test_figures_that_cannot_be_give_no_pressure(outside, wrong):
    outside.connect("klaviyo", told(campaign(), campaign("c2", **wrong)))
    reading = outside.measure(SENSOR)
    assert (reading.status, reading.pressure, reading.facts) == ("error", None, {})
    assert "cannot be" in reading.reason


@pytest.mark.parametrize("sent", ["soon", 5, "2099-01-01T00:00:00Z"])
def test_a_time_of_sending_that_cannot_be_gives_no_pressure(outside, sent):
    outside.connect("klaviyo", told(campaign(), sent=sent))
    assert outside.measure(SENSOR).status == "error"


@pytest.mark.parametrize("row", [{}, {"statistics": None}, {"statistics": {"delivered": 10}}], ids=str)
def test_a_report_without_its_figures_gives_no_pressure(outside, row):
    outside.connect("klaviyo", told(row))
    assert outside.measure(SENSOR).status == "error"


def test_both_sensors_of_klaviyo_ask_for_one_report(outside):
    fake = outside.connect("klaviyo", told(campaign()))
    services.read_all([SENSOR, "klaviyo-sensor"])
    assert fake.operations.count(REPORT) == fake.operations.count("GET /api/metrics") == 1
