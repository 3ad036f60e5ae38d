"""A person who asked to be forgotten hears nothing more, and no message to them is kept."""

import pytest

import events
from automations.actions import kind
from automations.models import Action
from automations.services.forgetting import forget_contact
from crm.services import erase_contact
from integrations.mail import mailbox as stored_mail
from tenants.errors import Temporary
from tests.automations.conftest import run_due, run_letter

pytestmark = pytest.mark.django_db


def test_what_was_to_come_is_called_off(shop, contact_of):
    contact = contact_of("Rich", spent_cents=5_000_00)
    other = contact_of("Wealthy", spent_cents=5_000_00)
    run_letter()
    erase_contact(contact.pk)
    events.run_due()
    mine = Action.objects.filter(contact_id=contact.pk)
    assert set(mine.values_list("state", "reason_code")) == {("cancelled", "contact_erased")}
    assert Action.objects.filter(contact_id=other.pk, state="waiting").exists()
    assert stored_mail(shop) == []


def test_what_was_sent_is_blanked_and_still_counts(shop, contact_of):
    contact = contact_of("Amelie")
    run_letter(tag="HELLO", steps=1)
    run_due()
    assert contact.email in str(list(Action.objects.values_list("payload", flat=True)))
    erase_contact(contact.pk)
    events.run_due()
    found = str(list(Action.objects.values_list("payload", flat=True)))
    assert contact.email not in found and "Amelie" not in found
    assert Action.objects.filter(contact_id=contact.pk, state="done").count() == 2
    assert "Amelie" not in str([kind(action.kind).show(action) for action in Action.objects.all()])


def test_a_message_on_its_way_is_waited_for(shop, contact_of):
    contact = contact_of()
    run_letter()
    Action.objects.filter(contact_id=contact.pk).update(state="sending")
    with pytest.raises(Temporary):
        forget_contact(contact.pk)
    assert Action.objects.get(contact_id=contact.pk).payload
