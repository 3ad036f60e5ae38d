"""The shop's three questions of law, answered for real."""

import json
from datetime import timedelta

from django.db import connection as database

from crm.models import Activity, Cart, Contact, Order, Product, Source, Suppression
from crm.services import record_activity, suppress
from events.models import Board, Event
from integrations import connections
from integrations.models import Delivery, PrivacyRequest, SyncCursor, Twin
from integrations.sync import privacy, pulling
from tenants import clock
from tests.fakes.shopify_shop import FIRST, TOKEN

EMAIL = "kanarienvogel@shop.example"
WHO = {"shop_id": 77, "customer": {"id": 4711, "email": EMAIL, "phone": None}}


def known(shop):
    person = shop.customer(4711, EMAIL)
    shop.product(1, ["CJ-0"])
    shop.order(1, person)
    shop.order(2, shop.customer(4712, "other@shop.example"))
    shop.checkout(9, person, FIRST + timedelta(days=1))
    pulling.pull()
    contact = Contact.objects.get(email_key=EMAIL)
    record_activity(contact, "seen", FIRST, {"page": "lamp"}, key="k1")
    return contact


def tables_with(word: str) -> set[str]:
    """Every table of the client in which the word still stands."""
    found = set()
    with database.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'client_maison'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM client_maison."{table}" AS t WHERE t::text LIKE %s', [f"%{word}%"])
            if cursor.fetchone()[0]:
                found.add(table)
        cursor.execute("SELECT count(*) FROM integrations_delivery WHERE position(%s in body) > 0", [word.encode()])
        return found | ({"bodies"} if cursor.fetchone()[0] else set())


def test_what_is_stored_of_a_person_is_put_together_once(shop, tell):
    known(shop)
    asked = WHO | {"data_request": {"id": 9999}}
    assert tell("customers/data_request", asked) == tell("customers/data_request", asked) == 200
    request = PrivacyRequest.objects.get()
    (found,) = request.document["found"]
    assert found["person"]["email"] == EMAIL and found["orders"][0]["number"] == "#1"
    assert found["orders"][0]["articles"] == ["Lamp"] and found["activities"][0]["kind"] == "seen"
    assert found["carts"][0]["total_cents"] == 12000 and found["consents"][0]["state"] == "opted_in"
    assert (request.request_id, request.answered_at) == ("9999", None)
    assert "other@shop.example" not in json.dumps(request.document)


def test_somebody_nobody_knows_gets_an_empty_answer(shop, tell):
    tell("customers/data_request", WHO | {"data_request": {"id": 1}})
    assert PrivacyRequest.objects.get().document == {"found": []}


def test_a_forgotten_person_stands_nowhere_and_the_sums_stay(shop, tell):
    contact = known(shop)
    tell("orders/updated", shop.told(1))
    tell("customers/data_request", WHO | {"data_request": {"id": 9999}})
    assert tables_with("kanarienvogel") >= {"crm_contact", "integrations_privacyrequest", "bodies"}
    tell("customers/redact", WHO)
    assert tables_with("kanarienvogel") == set()
    assert not Activity.objects.exists() and not Cart.objects.exists()
    assert Order.objects.get(number="#1").contact is None and Order.objects.standing().total_cents() == 48000
    assert Contact.objects.get().email_key == "other@shop.example"
    event = Event.objects.get(type="contact.erased")
    assert (event.subject_id, event.data) == (str(contact.pk), {})


def test_a_forgotten_person_does_not_come_back_with_old_news(shop, tell):
    known(shop)
    late = shop.told(1, updated_at="2026-10-01T10:00:00Z")
    tell("customers/redact", WHO)
    tell("orders/updated", late)
    shop.customer(4711, EMAIL, FIRST + timedelta(days=20))
    pulling.pull()
    assert not Contact.objects.filter(email_key=EMAIL).exists()
    tell("customers/redact", WHO)


def test_a_wish_not_to_be_written_to_outlives_its_person(shop, tell):
    known(shop)
    suppress(EMAIL, "email", "complaint")
    tell("customers/redact", WHO)
    assert Suppression.objects.count() == 1


def test_a_shop_that_left_is_forgotten_whole(shop, tell):
    known(shop)
    shop.order(3, None, email="guest@shop.example")
    pulling.pull()
    tell("app/uninstalled", {"id": 77})
    clock.advance(timedelta(hours=48))
    tell("shop/redact", {"shop_id": 77, "shop_domain": "maison.myshopify.com"})
    for model in (Contact, Order, Product, Cart, Source, Twin, SyncCursor, PrivacyRequest):
        assert not model.objects.exists(), model
    assert tables_with("kanarienvogel") == tables_with("guest@") == set()
    assert Delivery.objects.exists(), "that it was asked stays known"


def test_a_shop_that_came_back_is_not_forgotten(shop, tell):
    known(shop)
    tell("app/uninstalled", {"id": 77})
    clock.advance(timedelta(hours=1))
    asked_at = clock.now()
    clock.advance(timedelta(hours=1))
    connections.configure("shopify", {"SHOPIFY_ACCESS_TOKEN": TOKEN}, by=None)
    assert connections.test("shopify").works
    from integrations.sync import privacy

    row = pulling.Connection.objects.get(connector="shopify")
    assert privacy.forget_shop(row, asked_at) is False
    assert Order.objects.count() == 2


def test_staff_are_told_that_somebody_asked_once_and_nothing_of_the_person(shop, tell):
    known(shop)
    asked = WHO | {"data_request": {"id": 9999}}
    tell("customers/data_request", asked)
    tell("customers/data_request", asked)
    told = Event.objects.get(type="staff.notified")
    assert (told.subject_kind, told.data) == ("privacyrequest", {"level": "alert", "number": 1})
    (notice,) = Board.objects.of_kind("notice")
    assert (notice.state, notice.number) == ("alert", 1)
    assert EMAIL not in json.dumps([told.data, told.subject_id, notice.key])
    clock.advance(timedelta(minutes=1))
    assert privacy.note_answered("9999")
    notice.refresh_from_db()
    assert (notice.state, notice.number) == ("done", 0)
