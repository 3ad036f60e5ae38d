"""Each kind of action: its key, what is shown of it, what can be changed."""

from datetime import timedelta

import pytest

from automations import actions, plan_items
from automations.actions.base import action_key
from automations.actions.notify_staff import NotifyStaff
from automations.actions.send_email import SendEmail
from automations.actions.tag_contact import TagContact
from automations.guards import first_failing, has_not_bought_since, labels
from automations.models import Action
from automations.services import edit_action
from automations.triggers import Daily, Weekly
from crm.mirror import Mirror
from events import scalars
from events.models import Event
from reviews import reasons
from tenants import clock
from tenants.errors import Refused
from tests.automations.conftest import order_of, orders_imported, run_due, run_letter

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("occasion", [(1, "a"), ("x" * 500,), ("é", "two words"), (12, 20261118, 3)])
def test_a_key_is_short_and_the_same_every_time(occasion):
    key = action_key("letter", "send_email", occasion)
    assert len(key) <= 160
    assert key == action_key("letter", "send_email", occasion)


def test_another_occasion_kind_or_automation_has_another_key():
    keys = {
        action_key("a", "k", (1, 2)), action_key("a", "k", (12,)), action_key("a", "k", ("x" * 300,)),
        action_key("a", "k", ("x" * 301,)), action_key("b", "k", (1, 2)), action_key("a", "l", (1, 2)),
    }  # fmt: skip
    assert len(keys) == 6


def test_codes_mail_and_deals_leave_this_database_and_only_mail_reaches_people():
    assert [kind.slug for kind in actions.kinds() if kind.is_external] == [
        "book_meeting", "create_discount", "send_email", "upsert_deal",
    ]  # fmt: skip
    assert [kind.slug for kind in actions.kinds() if kind.is_communication] == ["send_email"]
    assert {str(kind.risk) for kind in actions.kinds()} == {"none", "communication", "financial", "operations"}


def test_what_cannot_be_looked_up_is_left_to_a_person():
    assert TagContact.look_up(Action()) is None


def test_only_a_message_can_be_changed(shop, contact_of, manager, letter, monkeypatch):
    from automations.risk import Risk

    monkeypatch.setattr(type(letter), "risk", Risk.CONTENT)
    contact_of()
    run_letter(tag="X", steps=0)
    with pytest.raises(Refused):
        edit_action(Action.objects.get(), by=manager, tag="Y")


def test_a_tag_says_whom_and_why(shop, contact_of):
    contact = contact_of("Zoë")
    wish = TagContact(contact_id=contact.pk, tag="VIP", why="Bought ten times.", once_per=(1,))
    from automations.context import Context
    from automations.desk import Desk

    desk = Desk(Context(shop, "letter", clock.now()), [contact.pk], [])
    shown = TagContact.show(Action(payload=wish.draft(desk, "k")))
    assert (shown.title, shown.detail) == ("Zoë", "Tag VIP. Bought ten times.")


def test_a_notice_is_told_once_with_counts_and_without_words(shop, letter, monkeypatch):
    wish = NotifyStaff(headline="Secret words", lines=("More",), counts={"a": 2, "b": 3}, level="alert", once_per=(1,))
    monkeypatch.setattr(letter, "plan", lambda ctx, params: iter([wish]), raising=False)
    run_letter()
    run_due()
    told = Event.objects.get(type="staff.notified")
    assert (told.data["level"], told.data["number"]) == ("alert", 5)
    assert "Secret" not in str(told.data)
    shown = NotifyStaff.show(Action.objects.get())
    assert (shown.title, shown.detail) == ("Secret words", "More")


def test_a_held_out_mail_shows_no_message(shop, contact_of):
    contact_of(held_out=True)
    run_letter()
    shown = SendEmail.show(Action.objects.get())
    assert shown.message is None


def test_a_guard_says_yes_no_or_that_nobody_knows(shop, contact_of):
    contact = contact_of()
    guards = [has_not_bought_since(clock.now() - timedelta(days=1)).stored()]
    assert first_failing(Mirror(clock.now()), contact.pk, guards) == ""
    orders_imported(clock.now() - timedelta(days=8))
    assert first_failing(Mirror(clock.now()), contact.pk, guards) == "orders_stale"
    order_of(contact, clock.now() - timedelta(hours=1))
    assert first_failing(Mirror(clock.now()), contact.pk, guards) == "bought_meanwhile"
    assert first_failing(Mirror(clock.now()), None, guards) == "contact_gone"
    assert labels(guards) == ["has not bought in the meantime"]


def test_a_purchase_before_the_guards_moment_does_not_count(shop, contact_of):
    contact = contact_of()
    order_of(contact, clock.now() - timedelta(days=2))
    guards = [has_not_bought_since(clock.now() - timedelta(days=1)).stored()]
    assert first_failing(Mirror(clock.now()), contact.pk, guards) == ""


def test_times_of_day_become_schedules():
    assert Daily(at="08:05").cron == "5 8 * * *"
    assert Weekly(weekday=1, at="18:30").cron == "30 18 * * 1"


@pytest.mark.parametrize("code", sorted(plan_items.SENTENCES))
def test_every_code_is_one_word_and_has_a_sentence(code):
    assert scalars.WORD.fullmatch(code)
    numbers = {"people": 3, "limit": 2.5, "limit_cents": 250, "currency": "EUR", "actions": 4, "cost_cents": 150}
    told = reasons.sentence({"code": code, **numbers})
    assert told
    assert "%(" not in told
    assert told != code.replace("_", " ").capitalize()


def test_every_reason_the_engine_gives_is_a_known_code():
    """Codes are written in many places; each needs its sentence."""
    import re
    from pathlib import Path

    import automations

    folder = Path(automations.__path__[0])
    written = set()
    for path in folder.glob("*.py"):
        written |= set(re.findall(r'Halt\("\w+", "(\w+)"', path.read_text()))
    for path in (folder / "services").glob("*.py"):
        written |= set(re.findall(r'settling\.close\([^)]*code="(\w+)"', path.read_text()))
    assert written
    assert written <= set(plan_items.SENTENCES)
