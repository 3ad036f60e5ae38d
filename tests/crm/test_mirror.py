"""The shop as it was known at a moment."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from crm.mirror import Mirror
from crm.models import Contact, Order, Product
from crm.services import Batch, ProductRow, upsert_orders
from tenants.context import NoClient
from tests.crm.conftest import LONG_AGO, contact_row, order_row, tell

JUNE = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def history(in_shop):
    """Ann bought in March and June and sent something back in July; Bob bought in June."""
    tell(
        contact_row("ann", LONG_AGO),
        contact_row("bob", JUNE),
        order_row("1", "ann", datetime(2026, 3, 1, tzinfo=UTC), 4000),
        order_row("2", "ann", JUNE, 2500),
        order_row("3", "bob", JUNE + DAY, 1000),
        order_row("4", "ann", datetime(2026, 7, 1, tzinfo=UTC), -2500, "return"),
        order_row("5", "", JUNE + DAY, 9900),
    )
    return {contact.external_id: contact.pk for contact in Contact.objects.all()}


def test_a_view_never_shows_what_happened_later(history):
    assert set(Mirror(JUNE).orders.values_list("number", flat=True)) == {"1", "2"}
    assert set(Mirror(JUNE - DAY).contacts.values_list("external_id", flat=True)) == {"ann"}


def test_a_view_never_shows_what_became_known_later(history):
    tell(order_row("6", "bob", JUNE - DAY, known_at=JUNE + 5 * DAY))
    assert "6" not in Mirror(JUNE + 4 * DAY).orders.values_list("number", flat=True)
    assert "6" in Mirror(JUNE + 5 * DAY).orders.values_list("number", flat=True)


def test_products_are_known_from_their_first_sale(in_shop, noon):
    lamp = ProductRow("A1", "Lamp", 1000, "EUR", noon, noon, noon)
    upsert_orders(Batch("test", products=[lamp]))
    assert not Mirror(JUNE).products.exists()
    tell(contact_row("ann"), order_row("1", "ann", JUNE))
    assert Mirror(JUNE).products.get() == Product.objects.get(sku="A1")


def test_an_order_stands_until_the_moment_it_was_cancelled(history):
    tell(order_row("7", "bob", JUNE, cancelled_at=JUNE + 2 * DAY))
    assert Mirror(JUNE + DAY).orders.filter(number="7").exists()
    assert not Mirror(JUNE + 2 * DAY).orders.filter(number="7").exists()


def test_the_last_days_end_at_the_view_and_not_today(history):
    view = Mirror(JUNE + 2 * DAY)
    assert set(view.orders.sales().last_days(90).values_list("number", flat=True)) == {"2", "3", "5"}
    assert set(view.orders.last_days(3, JUNE).values_list("number", flat=True)) == {"2"}


def test_buyers_are_counted_by_their_orders_in_the_window(history):
    buyers = Mirror(JUNE + 2 * DAY).orders.sales().last_days(120).buyers_with_order_count()
    assert buyers == {history["ann"]: 2, history["bob"]: 1}
    assert buyers.once == 1


def test_purchases_are_arrays_of_sales_with_a_known_buyer_from_one_query(history, django_assert_num_queries):
    view = Mirror(JUNE + 60 * DAY)
    with django_assert_num_queries(1):
        found = view.purchases()
    assert len(found) == 3
    assert found.contact_ids.dtype == np.int64
    assert list(found.contact_ids) == [history["ann"], history["ann"], history["bob"]]
    assert list(found.amounts) == [40.0, 25.0, 10.0]
    assert found.days[1] == pytest.approx(JUNE.timestamp() / 86_400)


def test_a_shop_without_orders_gives_empty_arrays(in_shop, noon):
    assert len(Mirror(noon).purchases()) == 0
    assert Mirror(noon).source() is None


def test_what_came_back_is_taken_off_the_lifetime_value(history, noon):
    ann, bob = history["ann"], history["bob"]
    assert Mirror(noon).lifetime_value_cents([ann, bob, 999]) == {ann: 4000, bob: 1000, 999: 0}
    assert Mirror(JUNE).lifetime_value_cents([ann]) == {ann: 6500}


def test_it_says_whether_somebody_has_bought_since(history, noon):
    view = Mirror(noon)
    assert view.bought_since(history["bob"], JUNE)
    assert not view.bought_since(history["ann"], JUNE), "a return is no purchase"
    assert not Mirror(JUNE).bought_since(history["bob"], JUNE)


def test_the_last_order_of_each_contact_is_its_newest_sale(history, noon):
    last = Mirror(noon).last_order(history.values())
    assert {contact: order.number for contact, order in last.items()} == {history["ann"]: "2", history["bob"]: "3"}


def test_a_mirror_needs_a_client():
    with pytest.raises(NoClient):
        Mirror(JUNE)


def test_two_clients_never_see_each_others_shop(client_a, client_b):
    with client_a.active():
        tell(contact_row("only-a", email="a@example.com"), order_row("A-1", "only-a", JUNE))
    with client_b.active():
        assert not Order.objects.exists()
        assert not Contact.objects.exists()
        tell(contact_row("only-b"), order_row("B-1", "only-b", JUNE))
    with client_a.active():
        assert list(Order.objects.values_list("number", flat=True)) == ["A-1"]
