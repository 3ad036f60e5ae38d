"""What an automation stands on may be lost between planning and acting: then it waits, and says why."""

from datetime import timedelta

import pytest

from automations.models import Action
from automations.needs import Connector, ImportedOrders, MailTransport, OneOf, missing_now
from automations.plan_items import SENTENCES
from automations.services import start_run
from crm.models import Source
from integrations import connections
from integrations.connections import changing
from integrations.mail import accounts
from integrations.mail import mailbox as stored_mail
from integrations.models import Connection
from tenants import clock
from tenants.errors import Refused
from tests.automations.conftest import run_due, run_letter
from tests.integrations.sample_service import KEY, SITE, refreshed, service

__all__ = ["service"]
pytestmark = pytest.mark.django_db
ACCOUNT = {
    "SMTP_SECURITY": "smtp+tls", "SMTP_HOST": "mail.maison.example", "SMTP_USER": "shop@maison.example",
    "SMTP_PASSWORD": "x",
}  # fmt: skip
NEEDS = (OneOf(Connector("sample"), ImportedOrders()),)


@pytest.fixture
def connected(service, shop, letter, contact_of, settings, monkeypatch) -> Connection:
    """The shop's orders come from a connected service, and a letter was planned on them."""
    # The sample's world has no other services.
    settings.LLM_CHAINS = {"critical": [], "volume": []}
    monkeypatch.setattr(accounts, "of", lambda client: None)
    monkeypatch.setattr(type(letter), "needs", NEEDS)
    Source.objects.update(slug=Source.Slug.SHOPIFY)
    connections.configure("sample", {"SAMPLE_SITE": SITE, "SAMPLE_KEY": KEY}, by=None)
    assert connections.test("sample").works
    row = refreshed()
    contact_of()
    run_letter(steps=2)
    run_due()
    assert len(stored_mail(shop)) == 1
    return row


def second() -> Action:
    return Action.objects.get(payload__template="at_risk_2")


def test_the_next_step_waits_while_the_service_is_lost_and_goes_on_when_it_is_back(connected, shop):
    changing.move(connected, Connection.State.BROKEN, code="unreachable")
    clock.advance(timedelta(days=3))
    run_due()
    assert (second().state, second().reason_code) == ("released", "service_lost")
    assert "does not work" in str(SENTENCES["service_lost"]) and len(stored_mail(shop)) == 1
    Connection.objects.update(checked_at=clock.now())
    changing.move(connected, Connection.State.CONNECTED)
    run_due()
    assert second().state == "done" and len(stored_mail(shop)) == 2


def test_another_way_to_the_orders_lets_it_go_on(connected, shop):
    changing.move(connected, Connection.State.BROKEN, code="unreachable")
    clock.advance(timedelta(days=3))
    Source.objects.update(slug=Source.Slug.IMPORTED, last_imported_at=clock.now())
    run_due()
    assert second().state == "done"


def test_nothing_new_is_started_on_it(connected):
    changing.move(connected, Connection.State.BROKEN, code="unreachable")
    with pytest.raises(Refused, match="Not ready"):
        start_run("letter", {"occasion": "again"}, trigger="manual")


def test_what_needs_no_service_is_not_held_up(shop, contact_of):
    contact_of()
    run_letter()
    run_due()
    assert len(stored_mail(shop)) == 1


def test_a_mail_account_whose_password_was_changed_makes_mail_wait_and_not_fail(shop, letter, contact_of, monkeypatch):
    monkeypatch.setattr(type(letter), "needs", (MailTransport(),))
    contact_of()
    run_letter(steps=2)
    run_due()
    held = connections.configure("smtp", ACCOUNT, by=None)
    changing.move(held, Connection.State.BROKEN, code="not_authorised")
    clock.advance(timedelta(days=3))
    run_due()
    assert (second().state, second().reason_code) == ("released", "service_lost")
    assert "connect it again" in missing_now((MailTransport(),))[0]
    connections.disconnect("smtp", by=None)
    assert missing_now((MailTransport(),)) == []
