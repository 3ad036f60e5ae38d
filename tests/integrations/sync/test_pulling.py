"""Reading a shop: everything once, from where it stopped, and honest about how fresh it is."""

from datetime import timedelta

import pytest

from crm.mirror import Mirror
from crm.models import Cart, Consent, Contact, Order, OrderLine, Product, Source
from integrations import connections
from integrations.errors import Refused, Temporary
from integrations.models import SyncCursor, Twin
from integrations.sync import pulling
from tenants import clock
from tests.fakes.shopify_shop import FIRST


def filled(shop, orders=3):
    for number in range(1, orders + 1):
        person = shop.customer(number % 7 + 1, f"p{number % 7 + 1}@shop.example")
        shop.order(1000 + number, person)


def test_a_first_reading_brings_people_articles_orders_and_carts(shop):
    salma = shop.customer(1, "Salma@Shop.example")
    shop.product(5, ["CJ-0", "CJ-9"])
    shop.order(1001, salma)
    shop.checkout(9, salma, FIRST + timedelta(days=1))
    pulling.pull()
    order = Order.objects.get()
    assert (order.source, order.number, order.total_cents, order.currency) == ("shopify", "#1001", 24000, "MAD")
    assert OrderLine.objects.get().sku == "CJ-0"
    person = Contact.objects.get()
    assert (person.external_id, person.first_name, person.country) == ("salma@shop.example", "Salma", "MA")
    assert (person.language, person.timezone, person.email_consent) == ("fr", "Africa/Casablanca", Consent.OPTED_IN)
    assert set(Product.objects.values_list("sku", flat=True)) == {"CJ-0", "CJ-9"}
    cart = Cart.objects.get()
    assert (cart.state, cart.contact, cart.url) == ("open", person, "https://shop.example/c/9")


def test_only_a_whole_reading_counts_as_fresh(shop, in_a):
    filled(shop, 120)
    row = pulling.Connection.objects.get(connector="shopify")
    client = pulling.connections.bound("shopify")
    assert pulling.step(row, client, "orders") == 50
    assert Source.objects.get().last_imported_at is None and pulling.progress() == {"orders": 41}
    pulling.pull()
    facts = Mirror(clock.now()).source()
    assert (facts.slug, facts.last_imported_at) == ("shopify", clock.now())
    assert facts.last_happened_at == FIRST + timedelta(minutes=1120)
    assert pulling.progress()["orders"] == 100


def test_a_reading_that_was_cut_off_goes_on_where_it_stopped(shop):
    filled(shop, 260)
    row = pulling.Connection.objects.get(connector="shopify")
    client = pulling.connections.bound("shopify")
    for _page in range(3):
        pulling.step(row, client, "orders")
    asked = len(shop.fake.calls)
    pulling.pull()
    pages = [call.json()["variables"] for call in shop.fake.calls[asked:] if "Orders(" in call.json()["query"]]
    assert [page["after"] is not None for page in pages] == [True, True, True], "no page is read twice"
    assert Order.objects.count() == 260 == Order.objects.values("number").distinct().count()


def test_a_page_is_either_written_and_remembered_or_neither(shop, monkeypatch):
    filled(shop, 60)
    row, client = pulling.Connection.objects.get(connector="shopify"), pulling.connections.bound("shopify")

    def broken(cursor, counts, nodes, page):
        raise RuntimeError("killed")

    with monkeypatch.context() as spoilt:
        spoilt.setattr(pulling, "_advance", broken)
        with pytest.raises(RuntimeError):
            pulling.step(row, client, "orders")
    assert (Order.objects.count(), SyncCursor.objects.get().page) == (0, "")
    pulling.pull()
    assert Order.objects.count() == 60


def test_of_two_readers_at_once_one_stops(shop, monkeypatch):
    filled(shop, 120)
    row, client = pulling.Connection.objects.get(connector="shopify"), pulling.connections.bound("shopify")
    honest = client.orders

    def meanwhile(**asked):
        monkeypatch.setattr(client, "orders", honest)
        assert pulling.step(row, client, "orders") == 50
        return honest(**asked)

    monkeypatch.setattr(client, "orders", meanwhile)
    assert pulling.step(row, client, "orders") is None
    assert (SyncCursor.objects.get().done, Order.objects.count()) == (50, 50)


def test_a_second_reading_asks_for_changes_only(shop):
    filled(shop, 60)
    pulling.pull()
    asked = len(shop.fake.calls)
    later = FIRST + timedelta(days=3)
    shop.order(1005, shop.held["orders"][1005]["customer"], "99.00", at=FIRST + timedelta(minutes=1005), changed=later)
    pulling.pull()
    pages = [call.json()["variables"] for call in shop.fake.calls[asked:] if "Orders(" in call.json()["query"]]
    assert len(pages) == 1 and pages[0]["query"].startswith("updated_at:>='2026-09-0")
    assert Order.objects.get(number="#1005").total_cents == 9900 and Order.objects.count() == 60


def test_a_refund_and_a_cancellation_take_their_part(shop, in_a):
    person = shop.customer(1, "a@shop.example")
    shop.order(1, person, "240.00", refunded="40.0")
    shop.order(2, person, cancelledAt="2026-09-03T10:00:00Z")
    shop.order(3, person, displayFinancialStatus="VOIDED")
    pulling.pull()
    assert Order.objects.get(number="#1:refund").total_cents == -4000
    assert Order.objects.standing().total_cents() == 20000
    pulling.pull()
    assert Order.objects.count() == 4


def test_an_order_with_many_lines_is_whole(shop):
    shop.order(1, shop.customer(1, "a@shop.example"), lines=130)
    pulling.pull()
    assert OrderLine.objects.count() == 130


def test_an_imported_order_is_the_same_order(shop, noon):
    from crm.services import Batch, ContactRow, OrderRow, upsert_orders

    person = ContactRow("a@shop.example", FIRST, FIRST, FIRST, email="a@shop.example")
    order = OrderRow("#1", "a@shop.example", "sale", 100, "MAD", FIRST, FIRST)
    upsert_orders(Batch("shopify", [person], [], [order]))
    shop.order(1, shop.customer(1, "A@shop.example"))
    pulling.pull()
    assert (Order.objects.get().total_cents, Contact.objects.count()) == (24000, 1)


def test_an_address_that_changes_makes_no_second_person(shop):
    person = shop.customer(1, "old@shop.example")
    shop.order(1, person)
    pulling.pull()
    shop.customer(1, "new@shop.example", FIRST + timedelta(days=2), state="UNSUBSCRIBED")
    pulling.pull()
    found = Contact.objects.get()
    assert (found.external_id, found.email_key) == ("old@shop.example", "new@shop.example")
    assert found.email_consent == Consent.OPTED_OUT


def test_an_order_without_a_person_belongs_to_nobody_and_a_guest_to_their_address(shop):
    shop.order(1, None)
    shop.order(2, None, email="guest@shop.example")
    pulling.pull()
    assert Order.objects.get(number="#1").contact is None
    assert Order.objects.get(number="#2").contact.email_key == "guest@shop.example"


def test_an_order_ends_the_cart_of_its_buyer(shop):
    person = shop.customer(1, "a@shop.example")
    shop.checkout(9, person, FIRST)
    pulling.pull()
    shop.order(1, person, at=FIRST + timedelta(hours=1), changed=FIRST + timedelta(hours=1))
    pulling.pull()
    assert Cart.objects.get().state == "bought"
    shop.checkout(9, person, FIRST + timedelta(hours=2))
    pulling.pull()
    assert Cart.objects.get().state == "bought", "a late word of the cart does not open it again"


def test_throttling_stops_the_reading_and_the_next_one_goes_on(shop):
    filled(shop, 120)
    row, client = pulling.Connection.objects.get(connector="shopify"), pulling.connections.bound("shopify")
    pulling.step(row, client, "orders")
    shop.throttle = 3
    with pytest.raises(Temporary):
        pulling.step(row, client, "orders")
    pulling.pull()
    assert Order.objects.count() == 120


def test_a_place_the_shop_forgot_costs_no_order(shop):
    filled(shop, 120)
    row, client = pulling.Connection.objects.get(connector="shopify"), pulling.connections.bound("shopify")
    pulling.step(row, client, "orders")
    shop.forget_cursors = True
    assert pulling.step(row, client, "orders") == 0
    assert SyncCursor.objects.get().since is not None, "what was read is not read again"
    pulling.pull()
    assert Order.objects.count() == 120


def test_a_shop_in_another_currency_is_refused_with_both_names(shop):
    shop.currency = "EUR"
    filled(shop, 1)
    with pytest.raises(Refused) as refusal:
        pulling.pull()
    assert refusal.value.code == "other_currency" and "EUR" in refusal.value.sentence
    assert not Order.objects.exists()


def test_no_real_row_comes_beside_made_up_ones(shop, in_a):
    filled(shop, 2)
    in_a.is_demo = True
    assert pulling.pull() == {} and not Order.objects.exists()


def test_another_shop_begins_from_the_start(shop):
    filled(shop, 3)
    pulling.pull()
    SyncCursor.objects.update(account="other.myshopify.com")
    pulling.pull()
    assert set(SyncCursor.objects.values_list("account", flat=True)) == {"maison.myshopify.com"}
    assert Order.objects.count() == 3 and Twin.objects.filter(kind="order").count() == 3


def test_an_article_that_left_its_product_leaves_unless_another_sells_it(shop):
    shop.product(1, ["A", "B", "C"])
    shop.product(2, ["C"])
    pulling.pull()
    shop.product(1, ["A"], FIRST + timedelta(days=1))
    pulling.pull()
    assert set(Product.objects.values_list("sku", flat=True)) == {"A", "C"}


def test_a_product_with_many_variants_is_whole_and_stays_so(shop):
    shop.product(1, [f"S-{place}" for place in range(230)])
    pulling.pull()
    assert Product.objects.count() == 230 == Twin.objects.filter(kind="variant", parent="1").count()
    pulling.pull()
    assert Product.objects.count() == 230
    shop.product(1, [f"S-{place}" for place in range(130)], FIRST + timedelta(days=1))
    pulling.pull()
    assert Product.objects.count() == 130, "those that were taken out leave"


def test_a_long_reading_takes_its_token_anew(shop, monkeypatch):
    monkeypatch.setattr(pulling, "REBIND_AFTER", 2)
    filled(shop, 260)
    bound, taken = connections.bound, []
    monkeypatch.setattr(connections, "bound", lambda slug, **more: taken.append(slug) or bound(slug, **more))
    pulling.pull()
    assert Order.objects.count() == 260
    assert taken == ["shopify"] * 5, "one page of products, people and carts each, and six of orders"
