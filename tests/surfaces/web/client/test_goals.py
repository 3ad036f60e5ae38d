"""Goals are set, seen with progress and forecast, and given up on their page."""

from datetime import timedelta

import pytest

from sensors import goals
from sensors.models import Goal
from tenants import clock
from tests.sensors.test_outlook import METRIC, past
from tests.surfaces.web.client.conftest import text


@pytest.fixture
def measured(client_a, letters, noon):
    with client_a.active():
        past(noon, [40 + 0.5 * day for day in range(20)])


def test_a_goal_shows_where_it_goes_and_how_sure_that_is(enter, viewer, client_a, measured, noon):
    with client_a.active():
        goals.set_goal(METRIC, 55, due_on=(noon + timedelta(days=20)).date())
        Goal.objects.update(created_at=noon - timedelta(days=10))
    page = text(enter(viewer, client_a).get("/goals/"))
    assert "1 open goal" in page
    assert "Going on like this: 59.5%" in page
    assert "Chance to meet it: 100%." in page
    assert "of the way from 44.5%" in page


def test_an_old_figure_is_told_as_what_it_was_and_nothing_is_made_of_it(enter, viewer, client_a, measured, noon):
    with client_a.active():
        goals.set_goal(METRIC, 55, due_on=(noon + timedelta(days=20)).date())
        Goal.objects.update(created_at=noon - timedelta(days=10))
    clock.advance(timedelta(hours=13))
    page = text(enter(viewer, client_a).get("/goals/"))
    home = text(enter(viewer, client_a).get("/")).split('id="goals"')[1].split("</section>")[0]
    assert "No forecast: nothing is measured now." in page and "of the way from" not in page
    for part in (page, home):
        assert "It was 49.5%." in part and "after 12 hours it counts no more" in part
        assert "5.5 missing" not in part


def test_without_enough_days_it_says_too_early(enter, viewer, client_a, letters, noon):
    with client_a.active():
        past(noon, [40, 41])
        goals.set_goal(METRIC, 55, due_on=(noon + timedelta(days=20)).date())
    assert "Too early for a forecast" in text(enter(viewer, client_a).get("/goals/"))


def test_a_manager_sets_one_and_gives_it_up(enter, manager, client_a, measured):
    browser = enter(manager, client_a)
    due = (clock.now() + timedelta(days=30)).date().isoformat()
    page = text(browser.post("/goals/set/", {"metric": METRIC, "target": "55", "due_on": due}, follow=True))
    assert "The goal is set." in page
    assert "Manager Maison" in page
    assert "The goal is given up." in text(browser.post(f"/goals/{METRIC}/drop/", follow=True))
    with client_a.active():
        assert Goal.objects.get().state == "dropped"


def test_a_manager_gives_a_goal_to_the_owner_and_the_page_says_whose_it_is(enter, manager, owner, client_a, measured):
    browser = enter(manager, client_a)
    form = browser.get("/goals/").content.decode()
    assert f'<option value="{owner.pk}">{owner.name}</option>' in form
    page = text(browser.post("/goals/set/", {"metric": METRIC, "target": "55", "owner": owner.pk}, follow=True))
    assert f"owner: {owner.name}" in page
    with client_a.active():
        assert Goal.objects.get().owner_id == owner.pk


def test_a_goal_cannot_be_given_to_somebody_of_another_client(enter, manager, manager_b, client_a, measured):
    browser = enter(manager, client_a)
    assert manager_b.name not in browser.get("/goals/").content.decode()
    answer = browser.post("/goals/set/", {"metric": METRIC, "target": "55", "owner": manager_b.pk})
    assert answer.status_code == 422


def test_a_met_goal_says_that_one_more_reading_closes_it(enter, viewer, client_a, measured):
    with client_a.active():
        goals.set_goal(METRIC, 45)
    assert "the goal closes when the next reading confirms it" in text(enter(viewer, client_a).get("/goals/"))


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"metric": METRIC, "target": "plenty"}, 409),
        ({"metric": METRIC, "target": "55", "due_on": "2020-01-01"}, 409),
        ({"metric": "weather", "target": "55"}, 422),
        ({}, 422),
    ],
)
def test_what_makes_no_sense_stands_in_the_form(enter, manager, client_a, measured, sent, status):
    assert enter(manager, client_a).post("/goals/set/", sent).status_code == status
    with client_a.active():
        assert not Goal.objects.exists()


def test_a_suggestion_can_be_set_with_one_click(enter, manager, client_a, letters, noon):
    with client_a.active():
        past(noon, [40, 55, 56, 57, 41, 42, 43, 44, 45, 46, 40, 40])
    page = enter(manager, client_a).get("/goals/").content.decode()
    assert "What could be a goal" in page
    assert '<input type="hidden" name="target" value="55.0">' in page
