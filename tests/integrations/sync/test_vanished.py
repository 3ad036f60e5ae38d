"""What the shop deleted without telling is noticed by asking for it, a bounded part each day."""

from datetime import timedelta

import pytest

import events
from crm.models import Contact, Order, Product
from events.registry import crons
from integrations import connections
from integrations.models import Connection, SyncCursor, Twin
from integrations.sync import news, pulling, vanished
from tenants import clock

KINDS = {"Order": "orders", "Customer": "customers", "Product": "products"}


@pytest.fixture
def asked(shop) -> list[int]:
    """The shop answers by id; how many ids each question held."""
    sizes: list[int] = []

    def nodes(_info, ids):
        sizes.append(len(ids))
        parts = [each.removeprefix("gid://shopify/").split("/") for each in ids]
        return [
            {"__typename": kind, "id": name} if int(number) in shop.held[KINDS[kind]] else None
            for name, (kind, number) in zip(ids, parts, strict=True)
        ]

    shop.fake.contract.root["nodes"] = nodes
    return sizes


def filled(shop, number=3, *, days_ago=3):
    at = clock.now() - timedelta(days=days_ago)
    for each in range(1, number + 1):
        shop.order(each, shop.customer(each, f"p{each}@shop.example"), at=at + timedelta(minutes=each))
    shop.product(5, ["CJ-0"])
    pulling.pull()


def numbers() -> list[str]:
    return sorted(Order.objects.values_list("number", flat=True))


def test_what_is_still_there_stays(shop, asked):
    filled(shop)
    assert vanished.find() == 0
    assert (numbers(), Contact.objects.count(), Product.objects.count()) == (["#1", "#2", "#3"], 3, 1)
    assert asked == [3, 3, 1]


def test_what_was_deleted_unheard_is_let_go_as_if_it_had_been_told(shop, asked):
    filled(shop)
    del shop.held["orders"][2], shop.held["customers"][3], shop.held["products"][5]
    shop.held["orders"][3]["customer"] = None
    assert vanished.find() == 3
    assert numbers() == ["#1", "#3"]
    assert not Contact.objects.filter(email_key="p3@shop.example").exists()
    assert Order.objects.get(number="#3").contact is None, "what was sold stays sold, to nobody"
    assert not Product.objects.exists()
    assert vanished.find() == 0


def merged(shop, gone: int, kept: int) -> None:
    """As the shop does it: the orders go over, the customer is not there any more."""
    for order in shop.held["orders"].values():
        if order["customer"] is shop.held["customers"][gone]:
            order["customer"] = shop.held["customers"][kept]
    del shop.held["customers"][gone]


def test_who_was_merged_unheard_is_not_forgotten_but_becomes_the_other(shop, asked):
    filled(shop)
    merged(shop, gone=3, kept=2)
    assert vanished.find() == 1
    kept = Contact.objects.get(email_key="p2@shop.example")
    assert set(kept.order_set.values_list("number", flat=True)) == {"#2", "#3"} and Contact.objects.count() == 2
    assert vanished.find() == 0


def test_who_was_merged_unheard_into_somebody_new_stays_the_same_person(shop, asked):
    filled(shop)
    before = Contact.objects.get(email_key="p3@shop.example").pk
    shop.customer(9, "new@shop.example")
    merged(shop, gone=3, kept=9)
    assert vanished.find() == 1
    assert Order.objects.get(number="#3").contact_id == before
    pulling.pull()
    assert Contact.objects.get(pk=before).email_key == "new@shop.example"


def test_who_was_merged_into_somebody_forgotten_is_forgotten_too(shop, asked):
    filled(shop)
    news.let_go(Twin.Kind.CUSTOMER, Connection.objects.get(connector="shopify"), "2")
    merged(shop, gone=3, kept=2)
    vanished.find()
    assert not Contact.objects.filter(email_key__in=["p2@shop.example", "p3@shop.example"]).exists()


def test_who_ordered_cannot_be_deleted_so_one_whom_their_order_still_names_stays(shop, asked):
    filled(shop)
    del shop.held["customers"][3]
    assert vanished.find() == 0
    assert Order.objects.get(number="#3").contact.email_key == "p3@shop.example"
    assert not Twin.objects.filter(gone=True).exists(), "it is asked again the next night"


def test_who_may_have_been_merged_too_long_ago_to_see_stays_a_person_but_is_asked_for_no_more(shop, asked):
    filled(shop, days_ago=61)
    del shop.held["customers"][3], shop.held["orders"][3]
    assert vanished.find() == 1
    assert Order.objects.get(number="#3").contact.email_key == "p3@shop.example"
    assert Twin.objects.get(gone=True).external_id == "3" and vanished.find() == 0


def test_who_never_ordered_is_let_go_without_a_question(shop, asked):
    shop.customer(8, "p8@shop.example")
    filled(shop)
    del shop.held["customers"][8]
    assert vanished.find() == 1 and not Contact.objects.filter(email_key="p8@shop.example").exists()


def test_what_comes_late_does_not_bring_it_back(shop, asked, tell):
    filled(shop)
    body = shop.told(2)
    del shop.held["orders"][2]
    vanished.find()
    tell("orders/updated", body)
    assert numbers() == ["#1", "#3"]


def test_a_shop_that_suddenly_has_nothing_is_not_believed(shop, asked):
    filled(shop, 30)
    shop.held["orders"].clear()
    assert vanished.find() == 0 and len(numbers()) == 30
    assert SyncCursor.objects.get(resource="gone-order").finished_at is None


def test_old_orders_are_not_asked_for_since_they_may_only_be_hidden(shop, asked):
    filled(shop, days_ago=61)
    shop.held["orders"].clear()
    assert vanished.find() == 0 and len(numbers()) == 3
    assert asked == [3, 1], "only customers and articles"


def test_a_large_shop_is_asked_for_in_parts_that_go_on_the_next_day(shop, asked, monkeypatch):
    monkeypatch.setattr(vanished, "AT_ONCE", 2)
    monkeypatch.setattr(vanished, "A_DAY", 4)
    filled(shop, 7)
    del shop.held["orders"][1], shop.held["orders"][7]
    assert vanished.find() == 1 and "#1" not in numbers() and "#7" in numbers()
    assert vanished.find() == 1 and "#7" not in numbers()
    assert SyncCursor.objects.get(resource="gone-order").finished_at == clock.now()
    assert max(asked) == 2


def test_a_service_that_does_not_answer_lets_nothing_go(shop, asked):
    filled(shop)
    del shop.held["orders"][2]
    shop.fake.replies["graphql"] = {"errors": [{"message": "x", "extensions": {"code": "ACCESS_DENIED"}}]}
    with pytest.raises(pulling.Refused):
        vanished.find()
    assert len(numbers()) == 3


def test_without_a_working_shop_nobody_is_asked(shop, asked):
    filled(shop)
    Connection.objects.update(state="broken")
    assert vanished.find() == 0 and asked == []


def test_it_is_done_every_night_and_is_no_part_of_the_first_readings_progress(shop, asked):
    filled(shop)
    del shop.held["orders"][2]
    clock.advance(timedelta(days=1))
    connections.test("shopify")
    assert "37 2 * * *" in {each.cron for each in crons("client") if each.handler == "integrations.find_vanished"}
    events.enqueue("integrations.find_vanished", {}, key="night")
    events.run_due()
    assert numbers() == ["#1", "#3"] and Twin.objects.filter(gone=True).count() == 1
    assert set(pulling.progress()) == set(pulling.RESOURCES)
