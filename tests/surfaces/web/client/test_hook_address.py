"""A person finds the address to enter at a service, what to tick there, what is missing, and when it last told."""

from integrations import connections
from integrations.hooks import receiving
from integrations.models import Connection, Delivery
from surfaces.web.client import hook_facts
from tenants import clock
from tests.integrations.hooks.conftest import vault
from tests.integrations.hooks.senders import SENDERS
from tests.surfaces.web.client.conftest import text

__all__ = ["vault"]
BY_HAND = [slug for slug in SENDERS if slug != "shopify"]


def connected(client, slug, *, without=()) -> Connection:
    values = {name: value for name, value in SENDERS[slug].values.items() if name not in without}
    with client.active():
        return connections.configure(slug, values, by=None)


def test_the_address_stands_there_with_what_to_tick(vault, enter, owner, client_a, noon):
    browser = enter(owner, client_a)
    for slug in BY_HAND:
        row = connected(client_a, slug)
        answer = browser.get(f"/integrations/{slug}/")
        page = text(answer)
        assert client_a.url(f"/hooks/{slug}/{row.pk}/") in answer.content.decode()
        for topic in receiving.webhooks_of(slug).SETUP.topics:
            assert topic in page, slug
        assert "nothing was told yet" in page and "cannot be checked" not in page, slug
        assert "canary" not in answer.content.decode()


LACKING = (
    *(("stripe", "STRIPE_WEBHOOK_SECRET"), ("telnyx", "TELNYX_PUBLIC_KEY"), ("whatsapp", "WHATSAPP_VERIFY_TOKEN")),
    *(("whatsapp", "META_APP_SECRET"), ("hubspot", "HUBSPOT_PORTAL_ID"), ("klaviyo", "KLAVIYO_WEBHOOK_SECRET")),
)


def test_what_is_missing_for_believing_it_is_named(vault, enter, owner, client_a, noon):
    browser = enter(owner, client_a)
    for slug, name in LACKING:
        row = connected(client_a, slug, without=(name,))
        page = text(browser.get(f"/integrations/{slug}/"))
        assert f"Until {name} is entered, what it tells cannot be checked and is refused." in page
        with client_a.active():
            row.delete()


def test_when_it_last_told_is_said(vault, enter, owner, client_a, noon):
    row = connected(client_a, "stripe")
    with client_a.active():
        receiving.keep(row, receiving.Signed("evt_1", "invoice.paid"), b"{}")
        assert hook_facts.hooks("stripe", row).last_at == clock.now() == Delivery.objects.get().received_at
    page = text(enter(owner, client_a).get("/integrations/stripe/"))
    assert "last told" in page and "nothing was told yet" not in page


def test_before_it_is_connected_there_is_no_address(enter, owner, client_a):
    page = text(enter(owner, client_a).get("/integrations/stripe/"))
    assert "The address is shown here once the service is connected." in page and "/hooks/" not in page


def test_a_service_that_tells_nothing_has_no_such_part(enter, owner, client_a):
    assert "What it tells by itself" not in text(enter(owner, client_a).get("/integrations/gsc/"))
