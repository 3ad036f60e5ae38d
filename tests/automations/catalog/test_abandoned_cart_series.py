"""A cart that was left: three messages at their hours, until the order comes."""

import json
from datetime import timedelta

import pytest

import events
from automations.models import Action, Run
from automations.services import plan_preview, start_run, switch
from automations.services.deciding import cancel_run
from crm.models import Cart, DiscountCode
from crm.services import load_codes
from events.models import Event, Job
from integrations import connections
from integrations.mail import mailbox as stored_mail
from tenants import clock
from tenants.errors import Refused
from tests.automations.catalog.conftest import (
    CARTS,
    PICTURE,
    due_hours,
    hours_pass,
    person,
    shop_was_read,
    states,
    switched_on,
    the_run,
)
from tests.automations.conftest import order_of

MAIL, MAKE = "send_email", "create_discount"
OPEN = "released"


def free() -> int:
    return DiscountCode.objects.filter(state="free").count()


@pytest.fixture
def pool(shop, noon):
    """Three codes, and no shop that makes any."""
    load_codes(["POOL-1", "POOL-2", "POOL-3"], percent=10, expires_at=clock.now() + timedelta(days=60), source="p.csv")


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


def test_a_code_of_the_pool_is_put_aside_at_planning_and_free_again_after_the_order(shop, pool, buyer, cart, tell):
    switched_on(CARTS, codes_from="pool")
    cart()
    hours_pass(1)
    held = DiscountCode.objects.get(state="reserved")
    last = Action.objects.of_run(the_run()).last()
    assert (held.action_id, held.run_id) == (last.pk, the_run().pk)
    assert held.code in last.payload["text"] and free() == 2
    shop.order(7, shop.customer(1, "salma@shop.example", clock.now()), at=clock.now())
    tell("orders/create", shop.told(7))
    hours_pass(80)
    assert free() == 3 and not DiscountCode.objects.exclude(run_id=None).exists()


def test_a_code_that_left_with_its_mail_is_given(shop, pool, buyer, cart):
    switched_on(CARTS, codes_from="pool")
    cart()
    hours_pass(73)
    given = DiscountCode.objects.get(state="given")
    assert given.action_id == Action.objects.of_run(the_run()).last().pk and free() == 2


def test_a_shops_code_is_made_once_although_the_answer_was_lost(shop, buyer, cart):
    from tests.fakes import faults

    switched_on(CARTS)
    cart()
    hours_pass(71)
    shop.fake.fail(faults.DROP_AFTER_ACCEPT)
    hours_pass(2)
    made = Action.objects.get(kind=MAKE)
    assert made.state == "done" and list(shop.discounts.held) == [made.payload["code"]]
    assert Action.objects.of_run(the_run()).last().state == "done"


def test_without_its_code_the_last_message_does_not_leave(shop, buyer, cart, in_a):
    switched_on(CARTS)
    shop.fake.contract.root["discountCodeBasicCreate"] = lambda _info, **_asked: {
        "codeDiscountNode": None, "userErrors": [{"field": ["endsAt"], "message": "No.", "code": "INVALID"}],
    }  # fmt: skip
    cart()
    hours_pass(80)
    assert states(the_run())[2:] == [(MAKE, "failed", "invalid"), (MAIL, "skipped", "code_missing")]
    assert len(stored_mail(in_a)) == 2


def test_a_made_code_is_taken_back_when_its_message_is_called_off(shop, buyer, cart, owner):
    switched_on(CARTS)
    cart()
    hours_pass(71.8)
    assert len(shop.discounts.held) == 1
    cancel_run(the_run(), by=owner)
    events.run_due()
    assert shop.discounts.held == {}
    assert Action.objects.get(kind=MAKE).reason_code == "taken_back"
    assert not Job.objects.dead().exists()


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


def test_who_is_left_out_for_comparison_holds_no_code(shop, pool, cart, monkeypatch):
    person(CARTS)
    monkeypatch.setattr("automations.plan.is_held_out", lambda *_names: True)
    switched_on(CARTS)
    cart()
    hours_pass(1)
    assert {state for _kind, state, _code in states(the_run())} == {"held_out"} and free() == 3
    hours_pass(75)
    assert shop.discounts.held == {}


def test_figures_are_the_shops_own_or_there_are_none(shop, buyer, cart):
    for number in range(6):
        order = order_of(person(CARTS, f"b{number}@shop.example"), clock.now() - timedelta(days=number + 1))
        order.lines.create(position=0, sku="L-1", title="Lamp", quantity=1, unit_price_cents=6000)
    switched_on(CARTS)
    cart()
    hours_pass(1)
    second = Action.objects.of_run(the_run())[1].payload
    assert "6 commandes" in second["text"] and "18 novembre 2026" in second["text"]
    facts = the_run().facts
    assert (facts["proof_orders"], facts["source"]) == (6, "shopify") and facts["source_at"]


def test_too_few_orders_prove_nothing(shop, buyer, cart):
    for number in range(4):
        order = order_of(person(CARTS, f"b{number}@shop.example"), clock.now() - timedelta(days=number + 1))
        order.lines.create(position=0, sku="L-1", title="Lamp", quantity=1, unit_price_cents=6000)
    switched_on(CARTS)
    cart()
    hours_pass(1)
    second = Action.objects.of_run(the_run())[1].payload
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


def test_a_dry_run_puts_nothing_aside_and_makes_nothing(shop, pool, buyer, cart):
    cart()
    shop_was_read()
    clock.advance(timedelta(hours=2))
    asked = len(shop.fake.calls)
    preview = plan_preview(CARTS, {"codes_from": "pool"})
    texts = [planned.payload.get("text", "") for planned, _verdict in preview.rows]
    assert "XXXX-XXXX" in texts[-1] and not any("POOL" in text for text in texts)
    assert free() == 3 and len(shop.fake.calls) == asked and not Run.objects.exists()


def test_with_neither_shop_nor_pool_it_says_exactly_what_is_missing(in_a, noon, mailbox):
    with pytest.raises(Refused) as refused:
        switch(CARTS, True, None)
    assert "SHOPIFY_STORE" in refused.value.sentence and "SHOPIFY_ACCESS_TOKEN" in refused.value.sentence
    assert "no free code of 10 %" in refused.value.sentence
    load_codes(["A"], percent=10, expires_at=None, source="p.csv")
    assert switch(CARTS, True, None).enabled


def test_an_empty_pool_leaves_the_last_message_out_and_says_so(shop, buyer, cart):
    switched_on(CARTS, codes_from="pool")
    cart()
    hours_pass(1)
    run = the_run()
    assert [kind for kind, *_rest in states(run)] == [MAIL, MAIL]
    assert [each["code"] for each in run.left_out] == ["no_code"] and run.facts["codes_from"] == "none"


def test_two_carts_and_one_code_the_second_goes_without(shop, buyer, cart):
    load_codes(["ONLY"], percent=10, expires_at=None, source="p.csv")
    other = person(CARTS, "nour@shop.example")
    switched_on(CARTS, codes_from="pool")
    cart(9)
    cart(10, "nour@shop.example")
    shop_was_read()
    clock.advance(timedelta(hours=1, minutes=1))
    run = start_run(CARTS, {"codes_from": "pool"}, trigger="manual")
    assert Action.objects.filter(run=run, kind=MAIL, contact_id__in=[buyer.pk, other.pk]).count() == 5
    assert [each["code"] for each in run.left_out] == ["no_code"]


def test_a_code_too_close_to_its_end_is_not_used(shop, buyer, cart):
    load_codes(["SOON"], percent=10, expires_at=clock.now() + timedelta(days=4), source="p.csv")
    load_codes(["OTHER"], percent=15, expires_at=None, source="q.csv")
    switched_on(CARTS, codes_from="pool")
    cart()
    hours_pass(1)
    assert [each["code"] for each in the_run().left_out] == ["no_code"]


def test_the_codes_of_two_clients_are_their_own(client_a, client_b, noon):
    with client_a.active():
        load_codes(["SAME", "MORE"], percent=10, expires_at=None, source="p.csv")
    with client_b.active():
        assert not DiscountCode.objects.exists()
        assert load_codes(["same"], percent=10, expires_at=None, source="p.csv").new == 1
    with client_a.active():
        assert DiscountCode.objects.count() == 2


def test_events_name_the_cart_and_nobody(shop, buyer, cart):
    cart()
    hours_pass(1)
    told = Event.objects.get(type="cart.left")
    assert told.data["checkout"] == "9" and "salma" not in json.dumps(told.data).lower()
