"""A cart that was left: three messages at their hours, until the order comes."""

import json
from datetime import timedelta

import pytest

import events
from automations.models import Action, Run
from crm.models import Cart
from events.models import Event
from integrations import connections
from integrations.mail import mailbox as stored_mail
from tenants import clock
from tests.automations.catalog.conftest import (
    CARTS,
    PICTURE,
    due_hours,
    hours_pass,
    person,
    states,
    switched_on,
    the_run,
)
from tests.automations.conftest import order_of

MAIL, MAKE = "send_email", "create_discount"


def test_a_left_cart_is_written_about_three_times_with_a_code_of_the_shop(shop, buyer, cart, in_a):
    switched_on(CARTS)
    began = clock.now()
    cart()
    hours_pass(1)
    run = the_run()
    assert due_hours(run, began) == [1, 24, 71.75, 72]
    assert [kind for kind, *_rest in states(run)] == [MAIL, MAIL, MAKE, MAIL]
    assert len(stored_mail(in_a)) == 1
    hours_pass(80)
    assert [state for _kind, state, _code in states(run)] == ["done"] * 4
    (code,) = shop.discounts.held
    last = Action.objects.of_run(run).last().payload
    assert code in last["text"] and code in last["html"]
    asked = shop.discounts.held[code]["asked"]
    assert (asked["usageLimit"], asked["customerGets"]["value"]["percentage"]) == (1, 0.1)
    assert len(stored_mail(in_a)) == 3


def test_the_messages_leave_at_their_hours_and_not_two_days_apart(shop, buyer, cart):
    switched_on(CARTS)
    began = clock.now()
    cart()
    hours_pass(73)
    sent = Action.objects.filter(kind=MAIL).order_by("position").values_list("done_at", flat=True)
    assert [round((at - began) / timedelta(hours=1)) for at in sent] == [1, 24, 72]


def test_the_order_ends_the_series_and_says_why(shop, buyer, cart, tell, in_a):
    switched_on(CARTS)
    cart()
    hours_pass(1)
    customer = shop.customer(1, "salma@shop.example", clock.now())
    shop.order(7, customer, at=clock.now())
    assert tell("orders/create", shop.told(7)) == 200
    assert Cart.objects.get().state == "bought"
    hours_pass(80)
    assert states(the_run()) == [
        (MAIL, "done", ""), (MAIL, "skipped", "bought_meanwhile"), (MAKE, "skipped", "bought_meanwhile"),
        (MAIL, "skipped", "bought_meanwhile"),
    ]  # fmt: skip
    assert shop.discounts.held == {}
    assert len(stored_mail(in_a)) == 1


VASE = {"title": "Vase", "quantity": 1, "price": "9.00", "sku": ""}


@pytest.mark.parametrize(
    ("then", "code"), [({"line_items": []}, "cart_emptied"), ({"line_items": [VASE]}, "cart_changed")]
)
def test_a_cart_that_is_another_by_then_is_not_written_about(shop, buyer, cart, then, code):
    switched_on(CARTS)
    cart()
    hours_pass(2)
    cart(**then)
    hours_pass(30)
    assert states(the_run())[1] == (MAIL, "skipped", code)


def test_a_cart_touched_again_is_left_later_and_never_twice(shop, buyer, cart):
    switched_on(CARTS)
    cart()
    hours_pass(0.5)
    cart()
    hours_pass(0.75)
    assert not Run.objects.filter(automation=CARTS).exists(), "half an hour ago somebody was still at it"
    touched = clock.now() - timedelta(hours=0.75)
    hours_pass(1)
    assert due_hours(the_run(), touched)[:2] == [1, 24]
    cart()
    hours_pass(3)
    assert Run.objects.filter(automation=CARTS).count() == 1
    assert Event.objects.filter(type="cart.left").count() == 1


def test_old_carts_of_a_shop_just_connected_start_nothing(shop, buyer, cart):
    from tests.fakes.shopify_shop import stamp

    switched_on(CARTS)
    cart(updated_at=stamp(clock.now() - timedelta(hours=25)))
    hours_pass(3)
    assert not Run.objects.filter(automation=CARTS).exists()


def test_a_silent_shop_stops_it_for_nobody_knows_who_bought(shop, buyer, cart, in_a):
    switched_on(CARTS)
    cart()
    hours_pass(1)
    clock.advance(timedelta(hours=23))
    connections.test("shopify")
    events.run_due(client=in_a)
    assert states(the_run())[1] == (MAIL, "skipped", "orders_stale")


@pytest.mark.parametrize("consent", ["unknown", "opted_out"])
def test_who_did_not_agree_is_not_written_to_and_no_code_is_made(shop, cart, consent):
    person(CARTS, email_consent=consent)
    switched_on(CARTS)
    cart()
    hours_pass(1)
    run = the_run()
    assert not Action.objects.filter(run=run).exists()
    assert {each["code"] for each in run.left_out} == {"consent_unknown" if consent == "unknown" else "opted_out"}


def second_message(orders, cart):
    """What the second message says where so many people bought a lamp."""
    for number in range(orders):
        order = order_of(person(CARTS, f"b{number}@shop.example"), clock.now() - timedelta(days=number + 1))
        order.lines.create(position=0, sku="L-1", title="Lamp", quantity=1, unit_price_cents=6000)
    switched_on(CARTS)
    cart()
    hours_pass(1)
    return Action.objects.of_run(the_run())[1].payload


def test_figures_are_the_shops_own_or_there_are_none(shop, buyer, cart):
    second = second_message(6, cart)
    assert "6 commandes" in second["text"] and "18 novembre 2026" in second["text"]
    facts = the_run().facts
    assert (facts["proof_orders"], facts["source"]) == (6, "shopify") and facts["source_at"]


def test_too_few_orders_prove_nothing(shop, buyer, cart):
    second = second_message(4, cart)
    assert "commandes" not in second["text"] and "y est toujours" in second["text"]


def test_what_strangers_wrote_stays_text_and_pictures_come_over_https_only(shop, buyer, cart):
    switched_on(CARTS)
    lines = [
        {"sku": "L-1", "title": "Lamp <b>red</b>\nX", "quantity": 2, "price": "6.00", "image_url": PICTURE},
        {"sku": "L-2", "title": "Vase", "quantity": 1, "price": "6.00", "image_url": 'http://plain/x.jpg"><script>'},
    ]
    cart(line_items=lines)
    hours_pass(1)
    mail = Action.objects.of_run(the_run())[0].payload
    assert "Lamp &lt;b&gt;red&lt;/b&gt; X" in mail["html"] and "<script>" not in mail["html"]
    assert mail["html"].count("<img") == 1 and f'src="{PICTURE}"' in mail["html"]
    assert 'href="https://shop.example/c/9?key=a&amp;b=1"' in mail["html"]
    assert "https://shop.example/c/9?key=a&b=1" in mail["text"] and "Lamp <b>red</b> X × 2" in mail["text"]


@pytest.mark.parametrize("url", ["", "http://shop.example/c/9", "javascript:alert(1)"])
def test_without_a_safe_way_back_there_is_no_message(shop, buyer, cart, url):
    switched_on(CARTS)
    cart(abandoned_checkout_url=url)
    hours_pass(1)
    assert [each["code"] for each in the_run().left_out] == ["no_cart_link"]


def test_events_name_the_cart_and_nobody(shop, buyer, cart):
    cart()
    hours_pass(1)
    told = Event.objects.get(type="cart.left")
    assert told.data["checkout"] == "9" and "salma" not in json.dumps(told.data).lower()
