"""Disconnecting a real service: what the service is told, and what the person is told of it."""

import pytest

from integrations import connections, registry
from integrations.connections import changing
from integrations.models import Connection
from integrations.oauth import revoking
from integrations.oauth.revoking import Ending
from integrations.sync import subscribing
from integrations.vault import memory
from tests.fakes import faults
from tests.integrations.sync.conftest import VALUES, shop
from tests.integrations.waits import slept

__all__ = ["shop", "slept"]


@pytest.fixture
def consented(shop):
    """The same shop, with its token from a person's consent."""
    consent = {"asked": ["read_orders"], "granted": ["read_orders"]}
    changing.store(registry.get("shopify"), VALUES, by=None, consent=consent)
    memory._values.clear()
    return shop


def asked(shop) -> list[str]:
    """The mutations that the shop was sent."""
    queries = [call.json()["query"] for call in shop.fake.calls if call.path.endswith("graphql.json")]
    return [query.split()[1].partition("(")[0] for query in queries if query.startswith("mutation")]


def test_our_application_is_removed_from_a_shop_that_consented(consented, owner):
    subscribing.subscribe()
    assert consented.subscribed
    assert "removed from the shop" in str(revoking.promise(Connection.objects.get()))
    assert connections.disconnect("shopify", by=owner) is Ending.GIVEN_BACK
    assert asked(consented)[-1] == "AppUninstall" and not consented.subscribed


def test_with_an_entered_token_the_application_stays_and_only_its_deliveries_to_us_end(shop, owner, in_a):
    subscribing.subscribe()
    shop.subscribed.append(
        {**shop.subscribed[0], "id": "gid://shopify/WebhookSubscription/99", "uri": "https://a.example/"}
    )
    assert connections.disconnect("shopify", by=owner) is Ending.STAYS
    assert "AppUninstall" not in asked(shop)
    assert [each["uri"] for each in shop.subscribed] == ["https://a.example/"]


@pytest.mark.parametrize(("fault", "ending"), [
    (faults.status(401), Ending.GIVEN_BACK), (faults.status(403), Ending.NOT_TOLD),
    (faults.status(404), Ending.NOT_TOLD), (faults.status(503), Ending.NOT_TOLD), (faults.HTML, Ending.NOT_TOLD),
])  # fmt: skip
def test_a_shop_that_did_not_take_note_is_said_to_have_not(consented, owner, fault, ending):
    """Who no longer lets us in has nothing to be told any more."""
    consented.fake.fail(*[fault] * 3)
    assert connections.disconnect("shopify", by=owner) is ending
    assert connections.status("shopify").state == Connection.State.MISSING


def test_hubspot_is_given_its_refresh_token_back(in_a, noon):
    spec = registry.get("hubspot").oauth
    assert spec.revoke_url.startswith("https://api.hubapi.com/oauth/2026-03/")
    values = {"HUBSPOT_ACCESS_TOKEN": "canary-a", "HUBSPOT_REFRESH_TOKEN": "canary-r"}
    changing.store(registry.get("hubspot"), values, by=None, consent={"asked": [], "granted": []})
    assert "half an hour" in str(revoking.promise(Connection.objects.get()))


def test_every_service_that_is_consented_to_can_be_left(in_a, noon):
    """None promises what it has no way for."""
    for manifest in registry.all():
        if manifest.oauth:
            row = changing.row_made(manifest.slug)
            row.consent = {"asked": [], "granted": []}
            assert "consent is given back" in str(revoking.promise(row)), manifest.slug
