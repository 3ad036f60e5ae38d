"""A stored order is planned once more, beside what came of it then."""

import pytest

from automations.directives.replay import replayed
from automations.models import DirectiveSession
from automations.services import confirming, directing, forgetting_words
from tenants import switches
from tenants.errors import Refused

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def session(shop, manager, contact_of) -> DirectiveSession:
    contact_of("Amélie", spent_cents=9_000_00, automation="greeting-letter")
    asked = directing.direct("Send the greeting letter with 10% off", by=manager, door="page")
    return directing.answer(asked, "yes", by=manager)


def changed(session: DirectiveSession, manager) -> dict[str, tuple]:
    return {each.name: (each.before, each.after) for each in replayed(session, by=manager).differences}


def test_as_nothing_changed_nothing_differs_and_nothing_is_stored(session, manager):
    before = DirectiveSession.objects.values().get()
    assert changed(session, manager) == {}
    assert DirectiveSession.objects.values().get() == before


def test_what_differs_is_named_with_both_values(session, manager, contact_of):
    contact_of("Basma", spent_cents=9_000_00, automation="greeting-letter")
    found = changed(session, manager)
    assert found["effects"] == (1, 2)
    assert found["actions"] == ({"send_email": 1}, {"send_email": 2})


def test_a_refusal_of_today_shows(session, manager, owner, shop):
    switches.pause(shop, by=owner)
    found = replayed(session, by=manager)
    assert found.now.code == "paused"
    assert changed(session, manager)["code"] == ("", "paused")


def test_once_it_ran_there_is_nothing_left_to_do(session, manager):
    confirming.confirm(session, by=manager)
    session.refresh_from_db()
    assert changed(session, manager)["code"] == ("", "nothing_to_do")


def test_a_forgotten_text_cannot_be_replayed(session, manager):
    forgetting_words._blank(session)
    with pytest.raises(Refused, match="forgotten"):
        replayed(session, by=manager)
