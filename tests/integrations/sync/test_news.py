"""What the shop tells by itself: seen at once, once, and in the end as it was last so there."""

import json
import random
from datetime import timedelta

import pytest

import events
from crm.models import Cart, Contact, Order, Product, Source
from events.models import Job
from integrations import connections
from integrations.models import Connection, Delivery
from integrations.sync import news, pulling
from tenants import clock
from tests.fakes.shopify_shop import FIRST, TOKEN, Shop, gid, stamp

CART = {
    "id": 9, "token": "t", "currency": "MAD", "total_price": "120.00", "completed_at": None,
    "email": "a@shop.example", "abandoned_checkout_url": "https://shop.example/c/9", "customer": {"id": 1},
    "line_items": [{"sku": "CJ-1", "title": "Lamp", "quantity": 2, "price": "60.00"}],
}  # fmt: skip


def cart(minutes, **more):
    return CART | {"updated_at": stamp(FIRST + timedelta(minutes=minutes))} | more


def test_an_order_is_here_at_once_without_a_call(shop, tell):
    shop.order(1, shop.customer(1, "a@shop.example"), "99.90")
    asked = len(shop.fake.calls)
    assert tell("orders/create", shop.told(1)) == 200
    order = Order.objects.get()
    assert (order.number, order.total_cents, order.contact.email_key) == ("#1", 9990, "a@shop.example")
    assert order.lines.get().unit_price_cents == 12000
    assert len(shop.fake.calls) == asked
    source = Source.objects.get()
    assert (source.slug, source.last_happened_at, source.rows) == ("shopify", order.happened_at, 1)
    assert source.last_imported_at is None, "one order told says nothing of the others"


@pytest.mark.parametrize("spoil", [{"secret": "another"}, {"shop": "other.myshopify.com"}])
def test_a_delivery_of_another_application_or_shop_is_refused(shop, tell, spoil):
    shop.order(1, shop.customer(1, "a@shop.example"))
    assert tell("orders/create", shop.told(1), **spoil) == 401
    assert not Delivery.objects.exists() and not Order.objects.exists()


def test_told_and_read_is_the_same_order(shop, tell):
    shop.order(1, shop.customer(1, "a@shop.example"))
    tell("orders/create", shop.told(1))
    pulling.pull()
    tell("orders/updated", shop.told(1))
    assert (Order.objects.count(), Contact.objects.count()) == (1, 1)


def test_late_shuffled_and_repeated_news_end_as_it_was_last(shop, tell):
    rng, person = random.Random(3), shop.customer(1, "a@shop.example")
    sent = []
    for number in range(1, 21):
        shop.order(number, person)
        for change in range(4):
            when = stamp(FIRST + timedelta(hours=change, minutes=number))
            body = shop.told(number, updated_at=when, total_price=f"{change + 1}00.00")
            sent += [("orders/create" if change == 0 else "orders/updated", body, f"{number}-{change}")] * 2
    rng.shuffle(sent)
    for topic, body, identity in sent:
        assert tell(topic, body, identity=identity, run=rng.random() < 0.1) == 200
    events.run_due()
    assert Order.objects.count() == 20 and set(Order.objects.values_list("total_cents", flat=True)) == {40000}
    assert Source.objects.get().rows == 20 and not Job.objects.dead().exists()


def test_old_news_does_not_undo_what_was_read_since(shop, tell):
    person = shop.customer(1, "a@shop.example")
    shop.order(1, person, "100.00")
    old = shop.told(1)
    shop.order(1, person, "300.00", changed=FIRST + timedelta(days=1))
    pulling.pull()
    tell("orders/create", old)
    assert Order.objects.get().total_cents == 30000


def test_a_cancellation_counts(shop, tell):
    shop.order(1, shop.customer(1, "a@shop.example"))
    tell("orders/create", shop.told(1))
    later = stamp(FIRST + timedelta(days=1))
    tell("orders/cancelled", shop.told(1, cancelled_at=later, updated_at=later))
    assert not Order.objects.standing().exists()


def test_a_refund_is_read_in_the_shops_currency(shop, tell):
    person = shop.customer(1, "a@shop.example")
    shop.order(1, person)
    tell("orders/create", shop.told(1))
    shop.order(1, person, refunded="40.0", changed=FIRST + timedelta(days=1))
    tell("refunds/create", {"id": 7, "order_id": 1})
    assert Order.objects.get(number="#1:refund").total_cents == -4000
    tell("orders/updated", shop.told(1, refunds=[{"id": 7}]))
    assert Order.objects.count() == 2


def test_a_deleted_order_is_gone_for_good(shop, tell):
    person = shop.customer(1, "a@shop.example")
    shop.order(1, person, refunded="40.0")
    late = shop.told(1, updated_at=stamp(FIRST + timedelta(days=2)))
    pulling.pull()
    tell("orders/delete", {"id": 1})
    assert not Order.objects.exists()
    tell("orders/updated", late)
    del shop.held["orders"][1]
    pulling.pull()
    assert not Order.objects.exists()


def test_customers_change_merge_and_go(shop, tell):
    one, two = shop.customer(1, "one@shop.example"), shop.customer(2, "two@shop.example")
    shop.order(1, one)
    shop.order(2, two)
    pulling.pull()
    changed = Shop.rest_customer(one) | {"first_name": "Nour", "updated_at": stamp(FIRST + timedelta(days=1))}
    tell("customers/update", changed)
    assert Contact.objects.get(email_key="one@shop.example").first_name == "Nour"
    tell(
        "customers/merge",
        {
            "admin_graphql_api_customer_kept_id": gid("Customer", 1),
            "admin_graphql_api_customer_deleted_id": gid("Customer", 2),
        },
    )
    kept = Contact.objects.get()
    assert kept.email_key == "one@shop.example" and Order.objects.filter(contact=kept).count() == 2
    tell("customers/update", Shop.rest_customer(two) | {"updated_at": stamp(FIRST + timedelta(days=9))})
    assert Contact.objects.count() == 1, "the merged one does not come back"
    tell("customers/delete", {"id": 1})
    assert not Contact.objects.exists() and Order.objects.filter(contact=None).count() == 2


def test_a_merge_into_somebody_not_known_yet_keeps_the_person(shop, tell):
    shop.order(1, shop.customer(2, "two@shop.example"))
    pulling.pull()
    tell(
        "customers/merge",
        {
            "admin_graphql_api_customer_kept_id": gid("Customer", 1),
            "admin_graphql_api_customer_deleted_id": gid("Customer", 2),
        },
    )
    tell("customers/update", Shop.rest_customer(shop.customer(1, "one@shop.example", FIRST + timedelta(days=1))))
    found = Contact.objects.get()
    assert found.email_key == "one@shop.example" and Order.objects.get().contact == found


def test_products_come_and_go(shop, tell):
    red = {"id": 51, "sku": "A", "title": "Red", "price": "10.00"}
    bare = {"id": 52, "sku": "", "title": "x", "price": "1"}
    said = {"id": 5, "title": "Lamp", "updated_at": stamp(FIRST), "variants": [red, bare]}
    tell("products/create", said)
    assert (Product.objects.get().title, Product.objects.get().price_cents) == ("Lamp - Red", 1000)
    tell("products/delete", {"id": 5})
    assert not Product.objects.exists()


def test_a_product_of_which_only_a_part_is_told_keeps_the_rest(shop, tell):
    variants = [{"id": number, "sku": f"S-{number}", "title": "t", "price": "1.00"} for number in range(1, 121)]
    said = {"id": 5, "title": "Lamp", "updated_at": stamp(FIRST), "variants": variants}
    tell("products/create", said)
    ids = [{"admin_graphql_api_id": gid("ProductVariant", number)} for number in range(1, 111)]
    tell("products/update", said | {"variants": variants[:100], "variant_gids": ids})
    assert Product.objects.count() == 110, "named only by its number is still there; not named at all is gone"
    tell("products/delete", {"id": 5})
    assert not Product.objects.exists()


def test_a_cart_is_open_until_it_is_bought_or_thrown_away(shop, tell):
    tell("checkouts/create", cart(0))
    found = Cart.objects.get()
    assert (found.state, found.total_cents, found.contact.email_key) == ("open", 12000, "a@shop.example")
    assert found.lines[0]["unit_price_cents"] == 6000
    tell("checkouts/update", cart(5, completed_at=stamp(FIRST + timedelta(minutes=5))))
    tell("checkouts/update", cart(3))
    assert Cart.objects.get().state == "bought"
    tell("checkouts/create", cart(0, id=10))
    tell("checkouts/delete", {"id": 10})
    assert Cart.objects.get(token="10").state == "gone"


def test_an_application_taken_out_breaks_the_connection_unless_it_is_old_news(shop, tell):
    tell("app/uninstalled", {"id": 77})
    assert connections.status("shopify").state == "broken"
    connections.configure("shopify", {"SHOPIFY_ACCESS_TOKEN": TOKEN}, by=None)
    clock.advance(timedelta(minutes=5))
    connections.test("shopify")
    delivery = Delivery.objects.get()
    news.take("hook.shopify.app.uninstalled", "77", {"connection": delivery.connection_id, "delivery": delivery.pk})
    assert connections.status("shopify").works


@pytest.mark.parametrize(
    ("topic", "said"),
    [("orders/create", {"id": "x"}), ("orders/create", {"id": 1}), ("orders/create", []), ("customers/merge", {})],
)
def test_nonsense_is_refused_and_stays_to_be_looked_at(shop, tell, topic, said):
    assert tell(topic, said) == 200
    assert Job.objects.dead().get().error_code == "nonsense" and not Order.objects.exists()


def test_a_topic_nobody_asked_for_says_nothing(shop, tell):
    assert tell("themes/update", {"id": 1}) == 200
    assert Delivery.objects.get().state == "done"


def test_no_person_reaches_a_shared_row(shop, tell):
    from tests.isolation.test_canaries import found

    shop.order(1, shop.customer(1, "kanarienvogel@shop.example"))
    tell("orders/create", shop.told(1))
    pulling.pull()
    tell("customers/redact", {"customer": {"id": 1, "email": "kanarienvogel@shop.example"}})
    assert found("kanarienvogel") == set()


def test_bodies_are_read_once_only_while_they_are_kept(shop, tell):
    shop.order(1, shop.customer(1, "a@shop.example"))
    tell("orders/create", shop.told(1))
    row = Connection.objects.get(connector="shopify")
    assert news.take("hook.shopify.order.changed", "1", {"connection": row.pk, "delivery": 10**9}) is False
    assert json.loads(bytes(Delivery.objects.get().body))["id"] == 1
