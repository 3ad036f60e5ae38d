"""Who has just said yes is greeted; who said so long ago, or in a file, is not."""

import json
from datetime import timedelta

import pytest

from automations.models import Action, Run
from automations.services import plan_preview, switch
from crm.models import Contact, Product
from crm.services import Batch, ContactRow, upsert_orders
from integrations.mail import mailbox as stored_mail
from tenants import clock
from tenants.errors import Refused
from tests.automations.catalog.conftest import hours_pass, person, states, switched_on, the_run
from tests.automations.conftest import order_of
from tests.fakes.shopify_shop import stamp

WELCOME = "welcome-series"
DAY = 24


@pytest.fixture(autouse=True)
def nobody_is_held_out(monkeypatch):
    monkeypatch.setattr("automations.plan.is_held_out", lambda *_names: False)


def signs_up(tell, number=5, **more):
    body = {
        "id": number, "email": f"new{number}@shop.example", "first_name": "Nour", "last_name": "", "phone": None,
        "created_at": stamp(clock.now()), "updated_at": stamp(clock.now()), "default_address": {"country_code": "MA"},
        "email_marketing_consent": {"state": "subscribed", "consent_updated_at": stamp(clock.now())},
    } | more  # fmt: skip
    assert tell("customers/create", json.dumps(body).encode()) == 200
    hours_pass(0)


def test_a_sign_up_is_greeted_three_times_in_a_week(shop, tell, in_a):
    switched_on(WELCOME, shop_url="https://shop.example/")
    signs_up(tell)
    assert len(stored_mail(in_a)) == 1
    hours_pass(8 * DAY)
    rows = Action.objects.of_run(the_run(WELCOME))
    assert [action.state for action in rows] == ["done"] * 3
    assert [round((action.done_at - rows[0].done_at) / timedelta(days=1)) for action in rows] == [0, 3, 7]
    assert all("https://shop.example/" in action.payload["html"] for action in rows)
    assert all("abonné" in action.payload["text"] for action in rows)


def test_who_buys_is_not_asked_what_they_are_looking_for(shop, tell):
    switched_on(WELCOME)
    signs_up(tell)
    order_of(Contact.objects.get(), clock.now() + timedelta(hours=1))
    hours_pass(8 * DAY)
    assert states(the_run(WELCOME))[2] == ("send_email", "skipped", "bought_meanwhile")


def test_old_contacts_of_a_file_or_a_new_connection_are_not_greeted(shop, tell):
    switched_on(WELCOME)
    long_ago = stamp(clock.now() - timedelta(days=30))
    signs_up(tell, email_marketing_consent={"state": "subscribed", "consent_updated_at": long_ago})
    now = clock.now()
    row = ContactRow("f@shop.example", now, now, now, email="f@shop.example", consent="opted_in", consent_at=now)
    upsert_orders(Batch("imported-orders", contacts=[row]))
    hours_pass(1)
    assert not Run.objects.filter(automation=WELCOME).exists()
    assert plan_preview(WELCOME).plan.actions == [], "nor when a person starts it for all"


def test_nobody_is_greeted_twice(shop, tell):
    switched_on(WELCOME)
    signs_up(tell)
    contact = Contact.objects.get()
    for state in ("unsubscribed", "subscribed"):
        clock.advance(timedelta(hours=1))
        said = {"state": state, "consent_updated_at": stamp(clock.now())}
        signs_up(tell, email_marketing_consent=said)
    assert Run.objects.filter(automation=WELCOME).count() == 2
    assert Action.objects.filter(contact_id=contact.pk).count() == 3


def test_who_leaves_in_between_gets_no_more(shop, tell, in_a):
    switched_on(WELCOME)
    signs_up(tell)
    clock.advance(timedelta(hours=1))
    signs_up(tell, email_marketing_consent={"state": "unsubscribed", "consent_updated_at": stamp(clock.now())})
    hours_pass(8 * DAY)
    assert [code for _kind, _state, code in states(the_run(WELCOME))] == ["", "opted_out", "opted_out"]
    assert len(stored_mail(in_a)) == 1


def test_what_customers_choose_is_counted_or_not_said(shop, tell):
    at = clock.now() - timedelta(days=90)
    named = {
        "source": "shopify",
        "currency": "MAD",
        "price_cents": 1,
        "details_at": at,
        "happened_at": at,
        "known_at": at,
    }
    Product.objects.create(sku="L-1", title="Lamp & Co", **named)
    Product.objects.create(sku="L-2", title="Vase", **named)
    for number in range(6):
        order = order_of(person(WELCOME, f"b{number}@shop.example"), clock.now() - timedelta(days=number + 1))
        order.lines.create(position=0, sku="L-1", title="Lamp", quantity=1, unit_price_cents=1)
        if number < 2:
            order.lines.create(position=1, sku="L-2", title="Vase", quantity=1, unit_price_cents=1)
    switched_on(WELCOME)
    signs_up(tell)
    second = Action.objects.of_run(the_run(WELCOME))[1].payload
    assert "Lamp & Co (6 commandes)" in second["text"] and "Vase" not in second["text"]
    assert "Lamp &amp; Co (6 commandes)" in second["html"] and "18 novembre 2026" in second["text"]


@pytest.mark.parametrize(
    "params",
    [
        {"second_after_days": 5, "third_after_days": 6},
        {"shop_url": "http://x.example"},
        {"shop_url": "javascript:x"},
    ],
)
def test_what_makes_no_sense_is_refused(in_a, params):
    with pytest.raises(Refused):
        plan_preview(WELCOME, params)


def test_without_a_shop_it_says_what_is_missing(in_a, mailbox):
    with pytest.raises(Refused) as refused:
        switch(WELCOME, True, None)
    assert "SHOPIFY_ACCESS_TOKEN" in refused.value.sentence
