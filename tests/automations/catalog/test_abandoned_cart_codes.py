"""The code of the third message: from the shop or from the pool, one per person, and back when it is not given."""

from datetime import timedelta

import pytest

import events
from automations.models import Action, Run
from automations.services import plan_preview, start_run, switch
from automations.services.deciding import cancel_run
from crm.models import DiscountCode
from crm.services import load_codes
from events.models import Job
from integrations.mail import mailbox as stored_mail
from tenants import clock
from tenants.errors import Refused
from tests.automations.catalog.conftest import (
    CARTS,
    hours_pass,
    person,
    shop_was_read,
    states,
    switched_on,
    the_run,
)

MAIL, MAKE = "send_email", "create_discount"


def free() -> int:
    return DiscountCode.objects.filter(state="free").count()


@pytest.fixture
def pool(shop, noon):
    """Three codes, and no shop that makes any."""
    load_codes(["POOL-1", "POOL-2", "POOL-3"], percent=10, expires_at=clock.now() + timedelta(days=60), source="p.csv")


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


def test_who_is_left_out_for_comparison_holds_no_code(shop, pool, cart, monkeypatch):
    person(CARTS)
    monkeypatch.setattr("automations.plan.is_held_out", lambda *_names: True)
    switched_on(CARTS)
    cart()
    hours_pass(1)
    assert {state for _kind, state, _code in states(the_run())} == {"held_out"} and free() == 3
    hours_pass(75)
    assert shop.discounts.held == {}


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
    mails = Action.objects.filter(run=run, kind=MAIL, contact_id__in=[buyer.pk, other.pk])
    assert mails.released().count() == 5
    assert mails.get(state="skipped").reason_code == "no_code"
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
