"""What was asked for at the consent and what was given: who unticks something hears so, and not "connected"."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from integrations import connections, registry
from integrations.connections import changing
from integrations.connectors.shopify import oauth as shopify
from integrations.models import Connection
from integrations.oauth import application, authorising, refreshing, returning, tokens
from integrations.vault import memory
from surfaces.web.client import integrations_facts as facts
from tenants import clock
from tests.integrations.sample_service import SITE, refreshed

State = Connection.State
GIVEN = {"SAMPLE_SITE": SITE}


@pytest.fixture
def consented(service, in_a, owner, noon):
    """Go and come back, with what the service then says was granted."""

    def consent(rights: object) -> Connection:
        service.rights = rights
        url = authorising.begin("sample", GIVEN, by=owner)
        onward = returning.arrived(service.consent(url))
        row = returning.complete(urlsplit(onward).path.split("/")[-2], by=owner)
        memory._values.clear()
        return row

    return consent


@pytest.mark.parametrize("told", [None, "read write", "write read extra", ["read", "write"], 7, {}])
def test_who_was_given_everything_is_connected(consented, told):
    consented(told)
    assert connections.test("sample").state == State.CONNECTED
    assert refreshed().lacking == ()


@pytest.mark.parametrize("told", ["read", "read other", ["read"]])
def test_what_was_not_ticked_is_named_and_the_connection_is_not_whole(consented, told):
    consented(told)
    found = connections.test("sample")
    assert found.state == State.CONFIGURED and not connections.is_connected("sample")
    assert found.lacking == ("write",)
    assert found.sentence == "Sample is connected only in part: connect it again and tick write."
    assert found.sentence == connections.status("sample").sentence
    connections.bound("sample").probe()  # what was allowed still works
    assert facts.service("sample").needs_somebody and facts.service("sample").may_be_connected


def test_nothing_at_all_is_not_everything(consented):
    consented("")
    assert connections.test("sample").lacking == ("read", "write")


def test_connecting_again_with_everything_ticked_makes_it_whole(consented):
    consented("read")
    connections.test("sample")
    consented("read write")
    assert connections.test("sample").state == State.CONNECTED and refreshed().broken_code == ""


def test_a_right_that_was_taken_back_is_noticed_at_the_next_renewal(consented, service):
    consented("read write")
    connections.test("sample")
    service.rights = "read"
    clock.advance(timedelta(minutes=56))
    assert refreshing.freshen(refreshed())
    found = connections.status("sample")
    assert (found.state, found.lacking) == (State.CONFIGURED, ("write",))
    service.rights = "read write"
    clock.advance(timedelta(minutes=56))
    refreshing.freshen(refreshed())
    memory._values.clear()
    assert connections.test("sample").state == State.CONNECTED


def test_a_renewal_that_says_nothing_about_rights_changes_nothing(consented, service):
    consented("read")
    service.rights = None
    clock.advance(timedelta(minutes=56))
    refreshing.freshen(refreshed())
    assert refreshed().lacking == ("write",)


def test_a_consent_of_before_learns_its_rights_at_the_renewal_and_loses_nothing(consented, service):
    """What a newer version asks for besides stops nothing; the page says that connecting again would allow it."""
    consented(None)
    connections.test("sample")
    Connection.objects.update(consent=None)
    service.rights = "read"
    clock.advance(timedelta(minutes=56))
    refreshing.freshen(refreshed())
    assert connections.is_connected("sample")
    assert facts.more_rights(registry.get("sample"), refreshed()) == ("write",)


def test_an_entered_key_has_no_rights_to_compare(consented, owner):
    consented("read")
    connections.configure("sample", {"SAMPLE_KEY": "canary-entered"}, by=owner)
    assert refreshed().consent is None and refreshed().lacking == ()
    assert facts.more_rights(registry.get("sample"), refreshed()) == ()


def test_disconnecting_forgets_the_consent(consented, owner):
    consented("read")
    connections.disconnect("sample", by=owner)
    assert refreshed().consent is None and connections.status("sample").lacking == ()


def test_google_names_whole_addresses_and_people_read_their_end(in_a, noon):
    manifest = registry.get("google_calendar")
    asked = manifest.oauth.scopes
    consent = {"asked": list(asked), "granted": [asked[0]]}
    changing.store(manifest, {"GOOGLE_CALENDAR_ACCESS_TOKEN": "canary-t"}, by=None, consent=consent)
    assert Connection.objects.get().lacking == (asked[1],)
    Connection.objects.update(
        state=State.CONFIGURED, broken_code="rights", config={"GOOGLE_CALENDAR_ID": "a@b.example"}
    )
    assert connections.status("google_calendar").sentence.endswith("tick calendar.freebusy.")


def test_at_shopify_whoever_may_write_may_read():
    """Shopify leaves out of its answer what another right includes (shopify.dev, "Access scopes")."""
    told = "write_orders,read_products,unauthenticated_write_checkouts"
    assert tokens.rights({"scope": told}, shopify) == {
        "write_orders", "read_orders", "read_products", "unauthenticated_write_checkouts",
        "unauthenticated_read_checkouts",
    }  # fmt: skip
    spec = registry.get("shopify").oauth
    compressed = [
        each for each in spec.scopes if each.replace("read_", "write_", 1) not in spec.scopes or "write_" in each
    ]
    assert set(spec.scopes) <= tokens.rights(
        {"scope": ",".join(compressed)}, application.special(registry.get("shopify"))
    )
