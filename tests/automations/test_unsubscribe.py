"""The way out of every message: one click, for ever, for this person alone."""

import pytest

from automations.models import Action
from automations.unsubscribe import contact_of as contact_behind
from automations.unsubscribe import link, unsubscribe
from crm.models import Contact, Suppression
from tenants.errors import Refused
from tests.automations.conftest import run_letter

pytestmark = pytest.mark.django_db


def token_of(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


def test_the_link_is_on_the_clients_host_and_always_the_same(shop, contact_of):
    contact = contact_of()
    address = link(shop, contact.pk)
    assert address == link(shop, contact.pk)
    assert address.startswith(f"http://{shop.slug}.")
    assert contact_behind(token_of(address)) == contact


def test_every_mail_carries_the_one_click_header(shop, contact_of):
    contact = contact_of()
    run_letter()
    from automations.actions.send_email import SendEmail

    raw = SendEmail.preview_bytes(Action.objects.get()).decode("ascii")
    assert f"\r\nList-Unsubscribe: <{link(shop, contact.pk)}>\r\n" in raw
    assert "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw


def test_who_leaves_is_never_planned_again_even_with_a_new_address_record(shop, contact_of):
    contact = contact_of()
    unsubscribe(token_of(link(shop, contact.pk)))
    unsubscribe(token_of(link(shop, contact.pk)))
    contact.refresh_from_db()
    assert contact.email_consent == "opted_out"
    assert Suppression.objects.get().address_key == contact.email_key
    twin = contact_of("Twin", email=contact.email.upper())
    run = run_letter()
    assert {row["code"] for row in run.left_out} == {"suppressed"}
    assert twin.pk in run.left_out[0]["contacts"]


def test_a_link_that_was_tampered_with_does_nothing(shop, contact_of):
    contact = contact_of()
    token = token_of(link(shop, contact.pk))
    for changed in (token[:-1], "1-999." + token.partition(".")[2], "", "x", token + "\0"):
        with pytest.raises(Refused):
            unsubscribe(changed)
    assert not Suppression.objects.exists()
    assert Contact.objects.get().email_consent == "opted_in"
