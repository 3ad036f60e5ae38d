"""One code in the client's shop: made once, found again, shown before, and taken back when it is not needed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from automations.actions.create_discount import CreateDiscount
from automations.codes import CodeWish, unique_code
from automations.context import Context
from automations.desk import Desk
from automations.models import Action
from automations.policy import limits_of
from automations.services import start_run
from automations.services.giving_back import take_back
from integrations.errors import Rejected, Temporary
from tenants import clock
from tenants.errors import Refused
from tests.automations.catalog.conftest import connected_shop, person, shop, shop_was_read, slept
from tests.automations.conftest import order_of, review_of
from tests.fakes import faults

__all__ = ["connected_shop", "shop", "slept"]


def planned(contact, **more):
    now = clock.now()
    wish = {"contact_id": contact.pk, "once_per": (1,), "code": "TEN-OF-A", "percent": 10,
            "starts_at": now, "ends_at": now + timedelta(days=7)} | more  # fmt: skip
    return CreateDiscount(**wish)


@pytest.fixture
def action(shop, in_a):
    contact = person("letter")
    desk = Desk(Context(in_a, "letter", clock.now()), [contact.pk], [])
    return Action(contact_id=contact.pk, kind="create_discount", payload=planned(contact).draft(desk, "k"))


def test_it_is_made_as_it_was_stored_once_per_buyer_with_its_end(shop, action):
    CreateDiscount.execute(action)
    asked = shop.discounts.held["TEN-OF-A"]["asked"]
    assert asked["customerGets"] == {"value": {"percentage": 0.1}, "items": {"all": True}}
    assert (asked["usageLimit"], asked["appliesOncePerCustomer"]) == (1, True)
    assert asked["endsAt"] == action.payload["ends_at"]


def test_the_look_up_says_yes_after_the_shop_did_accept_and_dropped_the_answer(shop, action):
    from integrations import connections
    from integrations.errors import Unknown

    assert CreateDiscount.look_up(action) is False
    shop.fake.fail(faults.DROP_AFTER_ACCEPT)
    with pytest.raises(Unknown):
        connections.bound("shopify").create_discount(
            "TEN-OF-A", percent=Decimal(10), starts=clock.now(), ends=clock.now()
        )
    assert CreateDiscount.look_up(action) is True


def test_a_dropped_answer_is_looked_up_at_once(shop, action):
    shop.fake.fail(faults.DROP_AFTER_ACCEPT)
    CreateDiscount.execute(action)
    assert len(shop.discounts.held) == 1


def test_what_was_not_accepted_is_tried_again_and_made_once(shop, action):
    shop.fake.fail(faults.DROP)
    with pytest.raises(Temporary):
        CreateDiscount.execute(action)
    assert shop.discounts.held == {}
    CreateDiscount.execute(action)
    CreateDiscount.execute(action)
    assert len(shop.discounts.held) == 1


def test_a_code_that_another_discount_has_is_never_taken_for_ours(shop, action):
    CreateDiscount.execute(action)
    shop.discounts.held["TEN-OF-A"]["codeDiscount"]["usageLimit"] = 500
    for ask in (CreateDiscount.execute, CreateDiscount.look_up):
        with pytest.raises(Refused) as refused:
            ask(action)
        assert refused.value.code == "code_of_another"


def test_a_shop_that_says_no_is_believed(shop, action):
    shop.fake.contract.root["discountCodeBasicCreate"] = lambda _info, **_asked: {
        "codeDiscountNode": None, "userErrors": [{"field": ["endsAt"], "message": "Too late", "code": "INVALID"}],
    }  # fmt: skip
    with pytest.raises(Rejected) as refused:
        CreateDiscount.execute(action)
    assert "Too late" in refused.value.sentence


def test_a_used_code_stays_and_an_unused_one_is_deleted(shop, action):
    CreateDiscount.execute(action)
    shop.discounts.held["TEN-OF-A"]["codeDiscount"]["asyncUsageCount"] = 1
    assert CreateDiscount.take_back(action) is False and shop.discounts.held
    shop.discounts.held["TEN-OF-A"]["codeDiscount"]["asyncUsageCount"] = 0
    assert CreateDiscount.take_back(action) is True and not shop.discounts.held
    assert CreateDiscount.take_back(action) is False


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_shows_code_percentage_end_and_whom_it_is_for(shop, action, language):
    with translation.override(language):
        shown = CreateDiscount.show(action)
    assert shown.title == "Salma"
    assert all(word in shown.detail for word in ("TEN-OF-A", "10", "25", "2026"))


def test_a_valuable_customers_discount_asks_a_person(shop, letter, monkeypatch, in_a):
    shop_was_read()
    contact = person("letter")
    order_of(contact, clock.now() - timedelta(days=30), limits_of(in_a, "letter").customer_value_cents + 1)
    monkeypatch.setattr(letter, "plan", lambda ctx, params: iter([planned(contact)]), raising=False)
    run = start_run("letter", {}, trigger="manual")
    (row,) = Action.objects.of_run(run)
    assert (row.state, row.asks) == ("waiting", ["customer_value"])
    assert review_of(run).amount_cents == row.value_cents > limits_of(in_a, "letter").customer_value_cents
    assert shop.discounts.held == {}


def test_nothing_is_taken_back_of_what_was_never_made(shop, action, in_a):
    from uuid import uuid4

    assert take_back(uuid4()) is False


def test_the_same_occasion_has_the_same_code_that_nobody_else_has(client_a, client_b):
    one = unique_code(client_a, "abandoned-cart-series", 1)
    assert one == unique_code(client_a, "abandoned-cart-series", 1)
    others = {unique_code(client_b, "abandoned-cart-series", 1), unique_code(client_a, "abandoned-cart-series", 2)}
    assert len(others | {one}) == 3
    assert len(one) == 11 and not set("01IO") & set(one)


def test_the_code_depends_on_the_installations_secret(client_a, settings):
    before = unique_code(client_a, 1)
    settings.SECRET_KEY = "another"
    assert unique_code(client_a, 1) != before


def test_a_shops_code_takes_nothing_from_the_pool(in_a):
    assert CodeWish(10, clock.now(), "CODE", "key").reserve(None, None) is None
