"""A person chooses past days and sees what would have been done on them."""

import pytest

import events
from automations.models import Simulation
from tests.surfaces.web.client.conftest import text

PLACE = "/automations/letter/simulation/"
DAYS = {"first": "2026-11-01", "last": "2026-11-10"}


@pytest.fixture
def made(enter, manager, client_a, letters):
    browser = enter(manager, client_a)
    answer = browser.post(f"{PLACE}begin/", DAYS)
    assert answer.status_code == 302
    return browser, answer.headers["Location"]


def test_the_last_ninety_days_are_proposed(enter, viewer, manager, client_a, letters):
    page = enter(manager, client_a).get(PLACE).content.decode()
    assert 'value="2026-08-20"' in page
    assert 'value="2026-11-17"' in page
    assert "begin" not in enter(viewer, client_a).get(PLACE).content.decode()


def test_until_it_is_done_the_page_says_how_far_it_is_and_asks_again(made):
    browser, place = made
    page = browser.get(place).content.decode()
    assert "0 of 10 days" in page
    assert 'hx-trigger="every 2s"' in page


def test_what_it_found_is_shown_with_source_and_time(made, client_a):
    browser, place = made
    events.run_due(client=client_a)
    answer = browser.get(place)
    page = text(answer)
    assert 'hx-trigger="every 2s"' not in answer.content.decode()
    assert "Simulation: nothing of this happened" in page
    assert "3 (0.3 a day)" in page
    assert "Orders brought in" in page
    assert "For 3 people it is too early to say." in page
    assert "It has no schedule of its own" in page


def test_every_day_is_a_line_of_the_csv(made, client_a):
    browser, place = made
    assert browser.get(f"{place}csv/").status_code == 404
    events.run_due(client=client_a)
    answer = browser.get(f"{place}csv/")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert answer.content.decode().splitlines()[1].startswith("2026-11-01,3,3,1,3,3,0,")


@pytest.mark.parametrize(
    ("days", "status", "sentence"),
    [
        ({"first": "2026-11-12", "last": "2026-11-01"}, 409, "before the first"),
        ({"first": "soon", "last": ""}, 422, "Enter a valid date"),
    ],
)
def test_days_that_make_no_sense_are_answered_on_the_page(enter, manager, client_a, letters, days, status, sentence):
    answer = enter(manager, client_a).post(f"{PLACE}begin/", days)
    assert answer.status_code == status
    assert sentence in text(answer)
    with client_a.active():
        assert not Simulation.objects.exists()


def test_why_there_is_no_result_is_said(made, client_a):
    browser, place = made
    with client_a.active():
        Simulation.objects.update(state="failed", reason="Orders are gone.")
    page = text(browser.get(place))
    assert "There is no result." in page
    assert "Orders are gone." in page


def test_the_automations_page_leads_there(enter, viewer, client_a, letters):
    assert PLACE in enter(viewer, client_a).get("/automations/letter/").content.decode()
