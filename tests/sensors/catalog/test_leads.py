"""How many leads come, whether faster, and how good they are: from the scores as of the reading's moment."""

from datetime import timedelta

import pytest

from crm.models import LeadScore
from sensors import services
from tenants import clock
from tests.sensors.shop import scored_lead

VELOCITY, QUALITY = "lead-velocity-sensor", "lead-scoring-sensor"


def scored(days_ago, score=50, who=None):
    """A lead of so many days ago, or another score of one that is there."""
    return scored_lead(clock.now() - timedelta(days=days_ago), score, who)


def came(*periods):
    """So many leads in the last 28 days, the 28 before, and so on; one of long ago, so that all are known."""
    scored(200)
    for number, leads in enumerate(periods):
        for _each in range(leads):
            scored(28 * number + 3)


@pytest.mark.parametrize("sensor", [VELOCITY, QUALITY])
def test_before_the_first_lead_nothing_is_known(in_a, noon, sensor):
    reading = services.read(sensor)
    assert (reading.status, reading.pressure) == ("unknown", None)


@pytest.mark.parametrize(
    ("periods", "pressure", "change", "acceleration"),
    [
        ((10, 10, 10), 50, 0, 0),
        ((20, 10, 10), 0, 100, 100),
        ((30, 10, 5), 0, 200, 100),
        ((5, 10, 20), 75, -50, 0),
        ((0, 10, 0), 100, -100, None),
    ],
)
def test_the_pressure_compares_the_last_28_days_with_those_before(in_a, noon, periods, pressure, change, acceleration):
    came(*periods)
    reading = services.read(VELOCITY)
    assert (reading.status, reading.pressure) == ("ok", pressure)
    assert (reading.facts["change_percent"], reading.facts["acceleration"]) == (change, acceleration)
    assert (reading.facts["new_leads_28d"], reading.facts["new_leads_before"]) == periods[:2]
    assert reading.source_slug == "lead-scores"


def test_too_few_leads_to_tell_a_trend_are_shown_as_such(in_a, noon):
    came(2, 4)
    assert services.read(VELOCITY).status == "degraded"


def test_without_two_whole_periods_there_is_nothing_to_compare_with(in_a, noon):
    scored(55)
    assert services.read(VELOCITY).status == "unknown"
    LeadScore.objects.update(at=clock.now() - timedelta(days=90))
    assert services.read(VELOCITY).status == "unknown"


def test_a_lead_counts_when_it_was_first_scored_and_a_score_of_tomorrow_not_at_all(in_a, noon):
    came(0, 10)
    scored(1, score=90, who=LeadScore.objects.newest().last().contact)
    scored(-1)
    assert services.read(VELOCITY).facts["new_leads_28d"] == 0


def test_the_quality_is_the_mean_of_the_new_leads_as_they_stand(in_a, noon):
    for score in (80, 60, 40, 20):
        scored(10, score)
    risen = scored(20, 10)
    scored(2, 100, who=risen)
    reading = services.read(QUALITY)
    assert (reading.status, reading.pressure) == ("ok", 40.0)
    assert (reading.facts["lead_quality_30d"], reading.facts["hot_percent"], reading.facts["new_leads"]) == (60, 40, 5)
    assert reading.facts["drift_points"] is None


def test_leads_of_before_are_compared_as_they_stood_thirty_days_ago(in_a, noon):
    for _each in range(5):
        earlier = scored(40, 50)
        scored(1, 100, who=earlier)
        scored(10, 60)
    reading = services.read(QUALITY)
    assert (reading.status, reading.facts["drift_points"], reading.facts["leads_before"]) == ("ok", 10, 5)


@pytest.mark.parametrize(("score", "status"), [(65, "warning"), (64, "ok"), (35, "warning")])
def test_a_mean_that_moved_by_fifteen_points_wants_a_look(in_a, noon, score, status):
    for _each in range(5):
        scored(40, 50)
        scored(10, score)
    assert services.read(QUALITY).status == status


def test_few_new_leads_are_no_mean_and_none_is_unknown(in_a, noon):
    scored(40)
    assert services.read(QUALITY).status == "unknown"
    scored(10)
    assert services.read(QUALITY).status == "degraded"
