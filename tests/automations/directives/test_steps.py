"""The stages of an order in words: every one that is ever stored has them, before and after the text was forgotten."""

from datetime import datetime

import pytest

from automations.directives.steps import CHECKS, person, steps, title_of
from automations.models import Run
from automations.services import confirming, directing, forgetting_words
from automations.trace import trace
from crm.services import erase_contact
from tests.automations.directives.conftest import Greeting

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def session(shop, manager, contact_of):
    contact_of("Amélie", spent_cents=9_000_00, automation="greeting-letter")
    asked = directing.direct("Send the greeting letter, steps 2, with 10% off for Zinedine", by=manager, door="page")
    return confirming.confirm(directing.answer(asked, "yes", by=manager), by=manager)


def told(session) -> list[str]:
    return [f"{each.title}: {each.text} ({each.source})" for each in steps(session)]


def test_from_the_text_to_the_confirmation(session, manager):
    assert told(session) == [
        f"Directive: Send the greeting letter, steps 2, with 10% off for Zinedine ({manager} · page)",
        "Understood: Greeting letter (read by rules)",
        f"Critic: Does not hold: the parameters fit. ({held(7)})",
        "Question: No offer goes with it. Shall it be sent without? ()",
        f"Answer: yes ({manager})",
        "Understood: Greeting letter (read by rules)",
        "Parameters: steps: 2 ()",
        f"Critic: All holds. ({held(10)})",
        "Dry run: 2 actions. 2 ask a person first. (risk: financial)",
        "Plan: Waits for a confirmation; nothing has happened. ()",
        f"Confirmed:  ({manager})",
    ]


def held(number: int) -> str:
    return ", ".join(str(each) for each in list(CHECKS.values())[:number])


def test_the_trace_of_the_run_begins_with_them(session):
    found = trace(Run.objects.get(pk=session.run_id))
    assert [each.kind for each in found][:3] == ["directive", "goal", "critic"]
    assert {each.phase for each in found[:11]} == {"decided"}
    assert [each.at for each in found if each.at] == sorted(each.at for each in found if each.at)


def test_once_forgotten_they_say_so_and_name_nobody(session, contact_of):
    zinedine = contact_of("Zinedine")
    erase_contact(zinedine.pk)
    session.refresh_from_db()
    said = " ".join(told(session))
    assert "Zinedine" not in said and "10%" not in said
    assert said.count("The text was forgotten.") == 2
    assert "Confirmed" in said


def test_a_model_or_a_person_that_read_it_is_named(shop, manager):
    session = directing.open_session("x", by=manager, door="api")
    now = datetime.fromisoformat("2026-11-18T12:00:00+00:00")
    session.stage("understood", now, automation="greeting-letter", by="anthropic", verdict="plan")
    session.stage("understood", now, automation="greeting-letter", by="person", verdict="plan")
    session.stage("dry_run", now, sensor="retention-sensor")
    assert told(session)[1:] == [
        "Understood: Greeting letter (read by Claude, checked by rules)",
        "Understood: Greeting letter (as answered)",
        "Dry run: The sensor is read. Nothing is sent or changed. ()",
    ]


def test_what_has_left_the_catalogue_or_the_house_still_has_a_line(session, manager):
    assert title_of("gone-since") == "gone-since"
    assert title_of(Greeting.slug) == "Greeting letter"
    assert person(None) == person(999_999) == ""
    manager.delete()
    assert told(session)[0].endswith("(page)")


def test_blanking_keeps_when_and_what_was_checked(session):
    before = [(each["stage"], each["at"]) for each in session.stages]
    forgetting_words._blank(session)
    assert [(each["stage"], each["at"]) for each in session.stages] == before
    assert session.stages[1]["checks"]
