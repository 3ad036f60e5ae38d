"""What is told of carts that were left, of people who just said yes, and of orders that arrived."""

from datetime import timedelta

import pytest

import events
from crm.models import Cart, Consent, Contact, Order
from crm.services import Batch, CartRow, ContactRow, OrderRow, put_cart, set_consent, upsert_orders
from events.models import Event, Job
from tenants import clock

LINES = ({"sku": "L-1", "title": "Lamp", "quantity": 1},)


@pytest.fixture
def someone(in_a, noon):
    at = clock.now() - timedelta(days=90)
    times = dict.fromkeys(("details_at", "happened_at", "known_at", "created_at"), at)
    return Contact.objects.create(source="shopify", external_id="1", email_key="a@b.example", **times)


def put(contact, **more):
    row = {"token": "9", "contact_id": contact and contact.pk, "state": "open", "total_cents": 100, "currency": "MAD",
           "updated_at": clock.now(), "lines": LINES}  # fmt: skip
    return put_cart(CartRow(**row | more))


def told(kind):
    return list(Event.objects.filter(type=kind).order_by("id"))


def wait(**time):
    clock.advance(timedelta(**time))
    events.run_due()


def test_a_cart_left_alone_for_an_hour_is_told_once_ever(someone):
    put(someone)
    wait(minutes=59)
    assert not told("cart.left")
    wait(minutes=2)
    (event,) = told("cart.left")
    assert (event.subject_id, event.data["checkout"]) == (str(Cart.objects.get().pk), "9")
    put(someone)
    wait(hours=2)
    assert len(told("cart.left")) == 1


def test_each_change_begins_the_hour_anew(someone):
    put(someone)
    wait(minutes=40)
    put(someone)
    wait(minutes=40)
    assert not told("cart.left")
    wait(minutes=30)
    assert len(told("cart.left")) == 1


@pytest.mark.parametrize("change", [{"state": "bought"}, {"state": "gone"}, {"lines": ()}, {"contact_id": None}])
def test_what_nobody_left_is_not_told(someone, change):
    put(someone)
    wait(minutes=5)
    put(someone, **change)
    wait(hours=2)
    assert not told("cart.left")


def test_a_cart_of_long_ago_makes_no_work(someone):
    put(someone, updated_at=clock.now() - timedelta(hours=24))
    assert not Job.objects.exists()


def contact(name, at, *, live):
    return ContactRow(
        name, at, at, at, email=f"{name}@b.example", consent="opted_in", consent_at=at, consent_is_live=live
    )


def test_a_fresh_yes_of_a_connected_shop_is_a_sign_up(in_a, noon):
    upsert_orders(Batch("shopify", contacts=[contact("new", clock.now() - timedelta(hours=1), live=True)]))
    (event,) = told("contact.subscribed")
    assert event.subject_id == str(Contact.objects.get().pk)
    upsert_orders(Batch("shopify", contacts=[contact("new", clock.now(), live=True)]))
    assert len(told("contact.subscribed")) == 1, "the same answer again is no news"


@pytest.mark.parametrize(("hours", "live"), [(49, True), (1, False)])
def test_old_contacts_and_those_of_a_file_did_not_just_sign_up(in_a, noon, hours, live):
    upsert_orders(Batch("shopify", contacts=[contact("old", clock.now() - timedelta(hours=hours), live=live)]))
    assert Contact.objects.get().email_consent == "opted_in"
    assert not told("contact.subscribed")


def test_a_yes_after_a_no_is_a_sign_up_and_a_no_is_none(someone):
    set_consent(someone, Consent.OPTED_OUT, source="form")
    assert not told("contact.subscribed")
    clock.advance(timedelta(minutes=1))
    set_consent(someone, Consent.OPTED_IN, source="form")
    assert len(told("contact.subscribed")) == 1


def test_when_an_order_arrived_is_kept_until_the_shop_says_otherwise(someone):
    now = clock.now()
    row = OrderRow("#1", "1", "sale", 100, "MAD", now, now)
    for said, expected in ((None, None), (now, now), (None, now), (now + timedelta(hours=1), now + timedelta(hours=1))):
        upsert_orders(Batch("shopify", orders=[OrderRow(*row_values(row), delivered_at=said)]))
        assert Order.objects.get().delivered_at == expected
    late = now + timedelta(hours=1)
    assert Order.objects.delivered(now, late).count() == 1
    assert not Order.objects.delivered(late, late + timedelta(days=1)).exists()


def row_values(row):
    return (row.number, row.contact, row.kind, row.total_cents, row.currency, row.happened_at, row.known_at)
