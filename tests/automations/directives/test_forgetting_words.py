"""What somebody said in an order is kept for a time, and never longer than the person it names."""

from datetime import timedelta

import pytest

from automations.models import DirectiveSession, Run
from automations.services import confirming, directing
from automations.services.forgetting_words import forget_outdated
from crm.services import erase_contact
from tenants import clock

pytestmark = pytest.mark.usefixtures("catalogue")

ORDER = "Send the greeting letter"


@pytest.fixture
def said(shop, manager):
    def given(text: str, **params) -> DirectiveSession:
        return directing.direct(text, params or None, by=manager, door="page")

    return given


@pytest.mark.parametrize(
    "text",
    [
        "Send the greeting letter to Amélie",
        "SEND THE GREETING LETTER TO AMELIE",
        "Send the greeting letter to mrs. Lévy-Tazi, please",
        "Send the greeting letter to contact1@shop.example",
        "Send the greeting letter and call +212 6 12 34 56 78",
        "Fly a kite with Amélie",
    ],
)
def test_an_order_that_names_a_person_is_blanked_with_the_person(said, contact_of, text):
    amelie = contact_of("Amélie", last_name="Lévy-Tazi", phone="0612345678", email="contact1@shop.example")
    session = said(text)
    other = said("Send the greeting letter to Basma")
    assert erase_contact(amelie.pk)
    session.refresh_from_db()
    other.refresh_from_db()
    assert (session.text, session.sentence, session.wish, session.plan) == ("", "", {}, None)
    assert "Am" not in str(session.stages) and session.stages
    assert session.requested_by_id and session.created_at
    assert other.text == "Send the greeting letter to Basma"


def test_what_waits_for_a_confirmation_is_closed_with_the_person(said, contact_of, manager):
    amelie = contact_of("Amélie", spent_cents=9_000_00, automation="greeting-letter")
    session = said("Send the greeting letter to Amélie")
    assert session.state == "ready"
    erase_contact(amelie.pk)
    session.refresh_from_db()
    assert (session.state, session.code) == ("refused", "forgotten")


def test_a_person_in_the_parameters_is_forgotten_too(said, contact_of):
    amelie, basma = contact_of("Amélie"), contact_of("Basma")
    hers = said(ORDER, contacts={"contacts": [amelie.pk]})
    others = said(ORDER, contacts={"contacts": [basma.pk]})
    erase_contact(amelie.pk)
    hers.refresh_from_db()
    others.refresh_from_db()
    assert (hers.given, hers.plan) == ({}, None)
    assert others.given


def test_a_part_of_another_word_is_no_name(said, contact_of):
    rose = contact_of("Ros")
    session = said("Send the greeting letter about roses")
    erase_contact(rose.pk)
    session.refresh_from_db()
    assert session.text


def test_that_it_started_a_run_stays_known(said, contact_of, manager):
    amelie = contact_of("Amélie", spent_cents=9_000_00, automation="greeting-letter")
    session = confirming.confirm(said("Send the greeting letter to Amélie"), by=manager)
    erase_contact(amelie.pk)
    session.refresh_from_db()
    assert (session.state, session.text) == ("started", "")
    assert Run.objects.get().pk == session.run_id


def test_after_three_months_orders_are_deleted(said):
    old = said(ORDER)
    clock.advance(timedelta(days=60))
    fresh = said(ORDER)
    clock.advance(timedelta(days=31))
    assert forget_outdated() == 1
    assert list(DirectiveSession.objects.all()) == [fresh]
    assert old != fresh
