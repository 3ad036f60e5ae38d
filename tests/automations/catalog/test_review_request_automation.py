"""A delivered order is asked about once, some days later, unless something came back."""

import json
from datetime import timedelta

import pytest

from automations.models import Action, Setting
from automations.services import plan_preview, start_run, switch
from crm.models import Order
from integrations.mail import mailbox as stored_mail
from tenants import clock
from tenants.errors import Refused
from tests.automations.catalog.conftest import hours_pass, person, shop_was_read, states
from tests.automations.conftest import order_of
from tests.fakes.shopify_shop import gid, stamp

REVIEWS = "review-request-automation"
LINK = "https://reviews.example/new?a=1&b=2"
DAY = timedelta(days=1)


def delivered(days_ago, email="salma@shop.example", number="#1", title="Lamp <b>red</b>"):
    """An order of somebody who may be written to, delivered so many days ago."""
    contact = person(REVIEWS, email)
    order = order_of(contact, clock.now() - timedelta(days=days_ago + 3))
    order.source, order.number = "shopify", number
    order.delivered_at = clock.now() - timedelta(days=days_ago)
    order.save()
    order.lines.create(position=0, sku="L-1", title=title, quantity=1, unit_price_cents=1)
    return order


def ask(**params):
    shop_was_read()
    return start_run(REVIEWS, {"link": LINK, **params}, trigger="schedule")


def test_each_order_is_asked_about_once_after_its_days(shop, in_a):
    order = delivered(6)
    assert not Action.objects.filter(run=ask()).exists(), "not yet"
    clock.advance(DAY)
    run = ask()
    hours_pass(0)
    assert len(stored_mail(in_a)) == 1
    assert states(run) == [("send_email", "done", "")]
    text, html = (Action.objects.get().payload[part] for part in ("text", "html"))
    assert LINK in text and "Lamp <b>red</b>" in text and "12 novembre 2026" in text
    assert "a=1&amp;b=2" in html and "&lt;b&gt;red" in html
    clock.advance(DAY)
    assert [each["code"] for each in ask().left_out] == ["already_planned"]
    assert Order.objects.get() == order


def test_missed_days_are_caught_up_with_but_not_for_ever(shop):
    delivered(10, "late@shop.example", "#1")
    delivered(15, "never@shop.example", "#2")
    (action,) = Action.objects.filter(run=ask())
    assert action.payload["to_address"] == "late@shop.example"


def test_who_sent_something_back_is_not_asked(shop):
    order = delivered(7)
    back = order_of(order.contact, clock.now() - DAY, -10_00)
    back.source, back.number, back.kind = "shopify", "#1:refund", "return"
    back.save()
    assert [each["code"] for each in ask().left_out] == ["order_returned"]


@pytest.mark.parametrize("how", ["refunded", "cancelled", "deleted"])
def test_what_comes_back_before_the_message_leaves_stops_it(shop, how):
    order = delivered(7)
    clock.advance(timedelta(hours=10))
    run = ask()
    assert states(run) == [("send_email", "released", "")], "it waits for the morning"
    if how == "refunded":
        back = order_of(order.contact, clock.now(), -10_00)
        back.source, back.number, back.kind = "shopify", "#1:refund", "return"
        back.save()
    elif how == "cancelled":
        Order.objects.update(cancelled_at=clock.now())
    else:
        order.delete()
    hours_pass(24)
    assert states(run) == [("send_email", "skipped", "order_returned")]


def test_somebody_with_several_orders_is_asked_about_the_last(shop):
    first = delivered(9)
    order = order_of(first.contact, clock.now() - timedelta(days=10))
    order.source, order.number, order.delivered_at = "shopify", "#2", clock.now() - timedelta(days=7)
    order.save()
    (action,) = Action.objects.filter(run=ask())
    assert action.guards == [{"name": "order_stands", "order": order.pk}]


def test_more_people_than_its_batch_are_asked_about_first(shop):
    for number in range(26):
        delivered(7, f"p{number}@shop.example", f"#{number}")
    run = ask()
    assert {state for _kind, state, _code in states(run)} == {"waiting"}
    assert [reason["code"] for reason in run.reasons] == ["batch"]


@pytest.mark.parametrize("link", ["", "http://x.example", "javascript:alert(1)"])
def test_without_a_safe_address_nobody_is_asked(shop, link):
    delivered(7)
    with pytest.raises(Refused):
        plan_preview(REVIEWS, {"link": link})


def test_a_run_without_an_address_says_what_to_do(shop):
    shop_was_read()
    run = start_run(REVIEWS, {}, trigger="schedule")
    assert (run.state, run.reasons) == ("refused", [{"code": "no_review_link"}])
    assert "adresse" in run.note, "in the language of the client"


def test_switched_on_it_starts_every_morning(shop):
    shop_was_read()
    switch(REVIEWS, True, None, {"link": LINK})
    assert Setting.objects.get().cron == "0 10 * * *"


def test_a_delivery_told_by_the_shop_is_read_and_kept(shop, tell):
    person_ = shop.customer(1, "salma@shop.example", clock.now())
    arrived = clock.now() - timedelta(hours=2)
    parcel = {"id": gid("Fulfillment", 1), "status": "SUCCESS", "createdAt": stamp(arrived - DAY),
              "deliveredAt": None, "displayStatus": "IN_TRANSIT", "trackingInfo": lambda _i, **_a: []}  # fmt: skip
    shop.order(7, person_, at=arrived - 3 * DAY)
    shop.held["orders"][7]["fulfillments"] = lambda _info, **_asked: [parcel]
    tell("orders/create", shop.told(7))
    tell("fulfillments/update", json.dumps({"id": 1, "order_id": 7, "shipment_status": "in_transit"}).encode())
    assert Order.objects.get().delivered_at is None
    calls = len(shop.fake.calls)
    parcel["deliveredAt"] = stamp(arrived)
    tell("fulfillments/update", json.dumps({"id": 1, "order_id": 7, "shipment_status": "out_for_delivery"}).encode())
    assert len(shop.fake.calls) == calls, "only an arrival is worth asking for"
    tell("fulfillment_events/create", json.dumps({"id": 5, "order_id": 7, "status": "delivered"}).encode())
    assert Order.objects.get().delivered_at == arrived
    tell("orders/updated", shop.told(7, updated_at=stamp(clock.now())))
    assert Order.objects.get().delivered_at == arrived, "a delivery that says nothing of it takes nothing away"


@pytest.mark.parametrize(
    ("status", "parcels", "expected"),
    [
        ("FULFILLED", [("SUCCESS", "2026-11-01T10:00:00Z"), ("SUCCESS", "2026-11-03T10:00:00Z")], 3),
        ("FULFILLED", [("SUCCESS", "2026-11-01T10:00:00Z"), ("SUCCESS", None)], None),
        ("FULFILLED", [("CANCELLED", None), ("SUCCESS", "2026-11-02T10:00:00Z")], 2),
        ("PARTIALLY_FULFILLED", [("SUCCESS", "2026-11-01T10:00:00Z")], None),
        ("FULFILLED", [], None),
    ],
)
def test_an_order_has_arrived_with_its_last_parcel(status, parcels, expected):
    from integrations.sync.rows import delivered_at

    node = {
        "displayFulfillmentStatus": status,
        "fulfillments": [{"status": one, "deliveredAt": at} for one, at in parcels],
    }
    found = delivered_at(node)
    assert (found and found.day) == expected
