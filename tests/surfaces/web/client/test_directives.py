"""A person says what shall be done, watches it become a plan, and confirms, answers or learns why not."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from automations.models import DirectiveSession, Run
from sensors.models import Reading
from tenants import clock, switches
from tests.automations.conftest import orders_imported
from tests.automations.directives.conftest import catalogue
from tests.surfaces.web.client.conftest import run_due, text

__all__ = ["catalogue"]

PLACE = "/directives/"
PEOPLE = ("Amélie", "Basma", "Chadi")
ORDER = "Send the greeting letter"


@pytest.fixture
def letters(client_a, noon, contact_of, mailbox):
    """Three customers who spent much and may be written to, all to be treated."""
    with client_a.active():
        orders_imported()
        return [contact_of(name, spent_cents=9_000_00, automation="greeting-letter") for name in PEOPLE]


@pytest.fixture
def browser(enter, manager, client_a, letters, catalogue):
    return enter(manager, client_a)


@pytest.fixture
def give(browser, client_a):
    """Give it on the page and let the job plan it; the address of its page."""

    def order(said: str, *, planned: bool = True) -> str:
        answer = browser.post(f"{PLACE}give/", {"text": said})
        assert answer.status_code == 302
        if planned:
            run_due(client_a)
        return answer.headers["Location"]

    return order


def press(browser, place: str, **more):
    """Press the page's own button."""
    seen = re.search(r'name="seen" value="([^"]+)"', browser.get(place).content.decode())
    return browser.post(f"{place}confirm/", {"seen": seen[1] if seen else "2026-01-01T00:00:00Z"}, **more)


def only(client) -> DirectiveSession:
    with client.active():
        return DirectiveSession.objects.get()


def test_until_it_is_planned_the_page_asks_again_by_itself(browser, give, client_a):
    place = give(ORDER, planned=False)
    page = browser.get(place).content.decode()
    assert 'hx-trigger="every 1s"' in page and f'hx-get="{place}"' in page
    run_due(client_a)
    part = browser.get(place, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part and "hx-trigger" not in part
    assert "Waits for your confirmation" in part


def test_the_plan_is_shown_with_names_and_started_once_confirmed(browser, give, client_a):
    place = give(ORDER)
    page = text(browser.get(place))
    for said in ("Greeting letter", "Amélie", "3 actions would ask a person first", "All holds.", "read by rules"):
        assert said in page
    with client_a.active():
        assert not Run.objects.exists()
    answer = press(browser, place)
    with client_a.active():
        run = Run.objects.get()
    assert answer.headers["Location"] == f"/runs/{run.pk}/"
    assert run.state == "waiting"
    assert press(browser, place).headers["Location"] == f"/runs/{run.pk}/"
    assert "The run that followed" in text(browser.get(place))
    assert ORDER in text(browser.get(f"/runs/{run.pk}/"))


def test_a_long_dry_run_is_read_page_by_page(browser, give, monkeypatch):
    monkeypatch.setattr("surfaces.web.client.dry_run_facts.PAGE", 2)
    place = give(ORDER)
    assert "1 to 2 of 3" in text(browser.get(place))
    assert "3 to 3 of 3" in text(browser.get(f"{place}?page=2"))


def test_a_question_is_answered_on_its_page(browser, give, client_a):
    place = give("Send the greeting letter with 10% off")
    page = text(browser.get(place))
    assert "One question" in page and "Shall it be sent without?" in page
    browser.post(f"{place}answer/", {"text": "yes"})
    run_due(client_a)
    page = text(browser.get(place))
    assert "Start it" in page and "Answer" in page


def test_what_a_question_proposes_is_a_button(browser, give, client_a):
    place = give("Something about the letter, whatever the weather in autumn")
    assert 'name="text" value="Greeting letter"' in browser.get(place).content.decode()
    browser.post(f"{place}answer/", {"text": "Greeting letter"})
    run_due(client_a)
    assert only(client_a).automation == "greeting-letter"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Delete all customers", "Data are not deleted"),
        ("Fly a kite", "not available yet"),
        ("Release the carrier pigeon", "Not ready"),
        ("Clean the moat", "Only the agency"),
    ],
)
def test_a_refusal_says_why_and_offers_no_start(browser, give, client_a, said, told):
    place = give(said)
    page = text(browser.get(place))
    assert "Refused; nothing has happened." in page and told in page
    assert "/confirm/" not in page
    assert "nothing to confirm" in text(press(browser, place, follow=True))


def test_a_sensor_is_read_and_its_page_follows(browser, give, client_a):
    place = give("How is customer retention doing")
    assert "Read it now" in text(browser.get(place))
    assert press(browser, place).headers["Location"] == "/sensors/retention-sensor/"
    with client_a.active():
        assert Reading.objects.count() == 1


def test_planned_again_it_says_what_differs(browser, give, client_a, contact_of, owner):
    place = give(ORDER)
    assert "nothing differs" in text(browser.post(f"{place}again/"))
    switches.pause(client_a, by=owner)
    page = text(browser.post(f"{place}again/"))
    assert "this differs" in page and "paused" in page and "Why not" in page
    switches.resume(client_a, by=owner)
    with client_a.active():
        contact_of("Dounia", spent_cents=9_000_00, automation="greeting-letter")
    page = text(browser.post(f"{place}again/"))
    for said in ("Actions that ask first", "send_email: 4", "4 customers are worth more than"):
        assert said in page
    assert only(client_a).state == "ready", "a replay stores nothing"


def test_a_pause_after_the_plan_is_said_at_the_confirmation(browser, give, client_a, owner):
    place = give(ORDER)
    switches.pause(client_a, by=owner)
    assert "Everything is paused" in text(press(browser, place, follow=True))
    with client_a.active():
        assert not Run.objects.exists()


def test_a_page_that_shows_an_older_plan_confirms_nothing(browser, give, client_a, contact_of):
    """Somebody else confirmed meanwhile and was shown a larger plan: this reader has not seen it."""
    place = give(ORDER)
    old = re.search(r'name="seen" value="([^"]+)"', browser.get(place).content.decode())[1]
    with client_a.active():
        contact_of("Dounia", spent_cents=9_000_00, automation="greeting-letter")
    clock.advance(timedelta(minutes=1))
    assert "More would happen" in text(press(browser, place, follow=True))
    assert "More would happen" in text(browser.post(f"{place}confirm/", {"seen": old}, follow=True))
    assert "Confirm it on its page" in text(browser.post(f"{place}confirm/", follow=True))
    assert "4 actions would ask" in text(browser.get(place))
    assert press(browser, place).headers["Location"].startswith("/runs/")


def test_the_last_ones_are_listed_with_who_gave_them(browser, give, manager):
    give(ORDER)
    clock.advance(timedelta(minutes=1))
    give("Fly a kite")
    page = text(browser.get(PLACE))
    assert page.index("Fly a kite") < page.index(ORDER)
    assert str(manager) in page and "Refused" in page


def test_markup_stays_text(browser, give):
    place = give("<img src=x onerror=alert(1)> Send the greeting letter")
    for page in (browser.get(place), browser.get(PLACE)):
        assert "<img src=x" not in page.content.decode()
        assert "&lt;img src=x" in page.content.decode()


@pytest.mark.parametrize("said", ["", "   ", "x" * 1_001, "nul \x00"])
def test_what_is_no_sentence_is_said_beside_the_field(browser, client_a, said):
    answer = browser.post(f"{PLACE}give/", {"text": said})
    assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()
    with client_a.active():
        assert not DirectiveSession.objects.exists()


def test_a_viewer_looks_and_does_nothing(enter, viewer, give, client_a):
    place = give(ORDER)
    browser = enter(viewer, client_a)
    page = browser.get(place).content.decode()
    assert ORDER in page and "/confirm/" not in page
    assert "give/" not in browser.get(PLACE).content.decode()
    for path in (f"{PLACE}give/", f"{place}confirm/", f"{place}answer/", f"{place}again/"):
        assert browser.post(path, {"text": "yes"}).status_code == 403
    assert only(client_a).state == "ready"


def test_an_order_of_another_client_does_not_exist(enter, manager_b, client_b, give):
    place = give(ORDER)
    browser = enter(manager_b, client_b)
    for path in (place, place.replace(place.split("/")[2], str(uuid4()))):
        assert browser.get(path).status_code == 404
        assert browser.post(f"{path}confirm/").status_code == 404
    assert ORDER not in text(browser.get(PLACE))


def test_a_dry_run_of_yesterday_asks_to_be_given_again(browser, give):
    place = give(ORDER)
    clock.advance(timedelta(hours=25))
    page = text(browser.get(place))
    assert "too old to be confirmed" in page and "/confirm/" not in page


def test_every_state_of_an_order_has_a_look():
    from surfaces.web.status import LOOKS

    assert set(DirectiveSession.State.values) <= set(LOOKS)


def test_every_stage_and_check_has_its_words(browser, give):
    from automations.directives import critic, steps

    bench = re.findall(r"self\.(\w+),", __import__("inspect").getsource(critic.Bench.checks))
    assert set(bench) == set(steps.CHECKS)
