"""What is no order is never planned, whoever reads it: the rules, an obedient model, or a person's answer."""

import pytest

from automations.directives import model
from automations.directives.critic import criticise
from automations.directives.wish import Wish
from automations.models import Run
from automations.services import confirming, directing
from tenants import clock
from tenants.models import KillSwitch
from tests.automations.directives.test_models import VAGUE, Script, script

__all__ = ["script"]

pytestmark = pytest.mark.usefixtures("catalogue")

NO_ORDERS = [
    ("Never greet our customers by letter", "denied"),
    ("Send nobody the greeting letter", "denied"),
    ("Take back: cancel the greeting letter", "denied"),
    ("N'envoie surtout pas la lettre de bienvenue", "denied"),
    ("Should we send the greeting letter?", "asked"),
    ("We have sent the greeting letter", "told"),
]


def direct(text, by):
    return directing.direct(text, None, by=by, door="page")


@pytest.mark.parametrize(("text", "code"), NO_ORDERS)
def test_an_obedient_model_makes_no_order_of_it(script: Script, manager, text, code):
    script.automation = "greeting-letter"
    session = direct(text, manager)
    assert (session.state, session.plan) == ("asking", None)
    assert session.code == code
    assert not Run.objects.exists()


@pytest.mark.parametrize(("text", "code"), NO_ORDERS)
@pytest.mark.parametrize("reader", ["rules", "person", "anthropic"])
def test_the_critic_objects_whoever_read_it(shop, manager, text, code, reader):
    wish = Wish("plan", "greeting-letter", by=reader)
    found = criticise(text, wish, {}, client=shop, by=manager)
    assert (found.verdict, found.code) == ("ask", code)
    assert found.checks[-1].code == "ordered" and not found.checks[-1].holds


def test_a_yes_answers_whether_it_shall_be_done(shop, manager, contact_of):
    contact_of("Amélie", spent_cents=9_000_00, automation="greeting-letter")
    session = direct("Should we send the greeting letter?", manager)
    assert "“Greeting letter”" in session.sentence
    session = directing.answer(session, "yes", by=manager)
    assert (session.state, session.automation) == ("ready", "greeting-letter")
    assert confirming.confirm(session, by=manager).state == "started"


def test_a_yes_to_what_was_forbidden_starts_nothing(shop, manager, contact_of):
    contact_of("Amélie", spent_cents=9_000_00, automation="greeting-letter")
    session = direct("Do not send the greeting letter", manager)
    session = directing.answer(session, "yes", by=manager)
    assert (session.state, session.plan) == ("asking", None)


def test_an_order_given_instead_is_planned(shop, manager, contact_of):
    contact_of("Amélie", spent_cents=9_000_00, automation="greeting-letter")
    session = direct("Do not paint the banner", manager)
    session = directing.answer(session, "Send the greeting letter", by=manager)
    assert (session.state, session.automation) == ("ready", "greeting-letter")


def _pause(client):
    return KillSwitch.objects.create(client=client, at=clock.now(), by_user_id=1)


@pytest.mark.parametrize("how", ["client", "everything", "suspended"])
def test_no_model_is_paid_while_nothing_may_run(script: Script, shop, manager, how):
    script.automation = "greeting-letter"
    if how == "suspended":
        shop.state = "suspended"
        shop.save(update_fields=["state"])
    else:
        _pause(shop if how == "client" else None)
    direct(VAGUE, manager)
    assert script.seen == []


def test_a_model_is_asked_again_once_all_runs(script: Script, shop, manager):
    _pause(shop).delete()
    direct(VAGUE, manager)
    assert len(script.seen) == 1


def test_the_question_of_the_model_says_that_nothing_was_asked_for(shop):
    wish = Wish("ask", code="denied")
    assert model.asked("Never greet anybody by letter", wish, shop) is wish
