"""One application of the agency's for many shops: one address, and each question reaches whom it is about."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client as Browser

import events
from crm.models import Contact
from crm.services import Batch, ContactRow, upsert_orders
from events.models import Board, Job
from integrations import connections
from integrations.models import Connection, Delivery, PrivacyRequest
from integrations.sync import shops
from tenants import clock
from tenants.models import Client, LedgerEntry
from tests.fakes.shopify_shop import FIRST, STORE, Shop

ADDRESS, SECRET = "/hooks/shopify/compliance/", "the-agencys-application"
OTHER, EMAIL = "velmora.myshopify.com", "kanarienvogel@shop.example"
WHO = {"shop_id": 77, "shop_domain": STORE, "customer": {"id": 4711, "email": EMAIL, "phone": None}}


@pytest.fixture
def rows(client_a, client_b, noon, monkeypatch):
    """Two shops that were consented to with the agency's application; both know a person of one address."""
    cache.clear()
    monkeypatch.setenv("SHOPIFY_API_SECRET", SECRET)
    made = {}
    for client, store in ((client_a, STORE), (client_b, OTHER)):
        with client.active():
            made[client.slug] = connected(store)
            upsert_orders(Batch("shopify", [ContactRow(EMAIL, FIRST, FIRST, FIRST, email=EMAIL)], [], []))
    return made


def connected(store):
    connections.configure("shopify", {"SHOPIFY_STORE": store, "SHOPIFY_ACCESS_TOKEN": "t"}, by=None)
    Connection.objects.update(state="connected")
    shops.remember()
    return Connection.objects.get()


def post(
    topic="customers/redact", said=WHO, *, secret=SECRET, identity="d-1", shop=STORE, host="localhost", headers=()
):
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    signed = Shop.sign(topic, body, identity, secret=secret, shop=shop) | dict(headers)
    browser = Browser(headers={"host": host}, enforce_csrf_checks=True)
    return browser.post(ADDRESS, body, content_type="application/json", headers=signed).status_code


def kept(client) -> int:
    with client.active():
        return Delivery.objects.count()


def people(client) -> int:
    with client.active():
        return Contact.objects.filter(email_key=EMAIL).count()


def test_a_question_reaches_the_client_of_that_shop_and_nobody_else(rows, client_a, client_b):
    assert post() == 200
    assert (kept(client_a), kept(client_b)) == (1, 0)
    events.run_due()
    assert (people(client_a), people(client_b)) == (0, 1)


def test_asked_twice_it_is_done_once(rows, client_a):
    asked = WHO | {"data_request": {"id": 9}}
    assert post("customers/data_request", asked) == post("customers/data_request", asked) == 200
    events.run_due()
    with client_a.active():
        assert (Delivery.objects.count(), PrivacyRequest.objects.count()) == (1, 1)
        assert PrivacyRequest.objects.get().document["found"][0]["person"]["email"] == EMAIL


def test_a_shop_that_nobody_has_is_acknowledged_and_leaves_nothing(rows, client_a, client_b):
    before = Job.objects.count()
    assert post(said=WHO | {"shop_domain": "nobodys.myshopify.com"}, shop="nobodys.myshopify.com") == 200
    assert (kept(client_a), kept(client_b), Job.objects.count()) == (0, 0, before)


def test_a_shop_that_was_only_typed_in_gives_nobody_anothers_people(rows, client_a, client_b):
    with client_b.active():
        connections.configure("shopify", {"SHOPIFY_STORE": STORE}, by=None)
        shops.remember()
    assert post() == 200
    assert (kept(client_a), kept(client_b)) == (1, 0)


def test_who_moved_to_another_shop_is_not_told_of_the_one_before(rows, client_a):
    with client_a.active():
        connected("new.myshopify.com")
    assert post() == 200 and kept(client_a) == 0
    assert post(said=WHO | {"shop_domain": "new.myshopify.com"}, shop="new.myshopify.com") == 200
    assert kept(client_a) == 1


@pytest.mark.parametrize("gone", ["disconnected", "suspended"])
def test_a_shop_that_left_is_still_forgotten(rows, client_a, gone):
    with client_a.active():
        if gone == "disconnected":
            connections.disconnect("shopify", by=None)
    if gone == "suspended":
        Client.objects.filter(pk=client_a.pk).update(state=Client.State.SUSPENDED)
    assert post("shop/redact", {"shop_id": 77, "shop_domain": STORE}) == 200
    assert kept(client_a) == 1


SPOILT = (
    {"secret": "another"}, {"shop": OTHER}, {"said": WHO | {"shop_domain": OTHER}}, {"said": {"customer": {"id": 1}}},
    {"said": b"[]"}, {"said": b"\xff"}, {"said": WHO | {"shop_domain": ["x"]}, "shop": "x"},
    {"headers": {"x-shopify-hmac-sha256": ""}}, {"headers": {"x-shopify-triggered-at": "2020-01-01T00:00:00Z"}},
)  # fmt: skip


def test_what_is_not_genuine_is_refused_and_leaves_nothing(rows, client_a, client_b):
    assert {str(spoilt): post(**spoilt) for spoilt in SPOILT} == {str(spoilt): 401 for spoilt in SPOILT}
    assert (kept(client_a), kept(client_b)) == (0, 0)


def test_without_an_application_of_the_agencys_nothing_is_believed(rows, client_a, monkeypatch):
    monkeypatch.delenv("SHOPIFY_API_SECRET")
    assert post() == post(secret="") == 401 and kept(client_a) == 0


def test_the_secret_kept_by_the_agency_counts_and_junk_does_not_even_read_it(rows, client_a, client_b, monkeypatch):
    monkeypatch.delenv("SHOPIFY_API_SECRET")
    Client.objects.filter(pk=client_b.pk).update(is_agency=True)
    with client_b.active():
        connections.configure("shopify", {"SHOPIFY_API_KEY": "app", "SHOPIFY_API_SECRET": "kept"}, by=None)
    assert post(secret="kept") == 200 and kept(client_a) == 1
    before = LedgerEntry.objects.count()
    answers = [post(identity=str(number), headers={"x-shopify-hmac-sha256": "junk"}) for number in range(25)]
    assert (answers[0], answers[-1]) == (401, 429)
    assert LedgerEntry.objects.count() == before


def test_what_is_no_question_of_law_is_acknowledged_and_not_kept(rows, client_a):
    assert post("orders/updated", {"id": 1, "shop_domain": STORE}) == 200 and kept(client_a) == 0


def test_it_is_on_the_agencys_host_and_takes_posts_only(rows, client_a):
    assert Browser(headers={"host": "localhost"}).get(ADDRESS).status_code == 405
    assert post(host=f"{client_a.slug}.localhost") == 404


def test_a_shop_that_is_listened_to_is_known_by_a_number_alone(shop, in_a):
    events.run_due()
    assert [client.pk for client in shops.clients_of(STORE)] == [in_a.pk]
    entry = Board.objects.of_kind(shops.KIND).get()
    assert STORE.partition(".")[0] not in str(vars(entry))
    clock.advance(timedelta(days=400))
    assert shops.clients_of(STORE), "what was mirrored once may have to be forgotten years later"
    assert shops.clients_of("velmora.myshopify.com") == []
