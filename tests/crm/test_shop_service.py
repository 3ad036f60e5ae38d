"""What a shop tells us is written once, whoever tells it and however often."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections

from crm.importers import import_shop
from crm.models import Consent, ConsentEvent, Contact, Order, OrderLine, Product
from crm.services import Batch, LineRow, ProductRow, set_consent, upsert_orders
from tests.crm.conftest import FIXTURES, LONG_AGO, contact_row, order_row, tell

MAY = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def batch() -> Batch:
    return Batch(
        "test",
        contacts=[contact_row("ann", MAY, email="ann@example.com", consent="opted_in", consent_at=MAY)],
        products=[ProductRow("A1", "Lamp", 1000, "EUR", MAY, MAY, MAY)],
        orders=[order_row("1", "ann", MAY, 1000), order_row("2", "ann", MAY + DAY, 2000)],
    )


def test_the_first_time_everything_is_new_and_then_nothing(in_shop):
    assert upsert_orders(batch()).flat() == {
        "contacts_new": 1, "contacts_changed": 0, "contacts_same": 0,
        "products_new": 1, "products_changed": 0, "products_same": 0,
        "orders_new": 2, "orders_changed": 0, "orders_same": 0,
        "lines_new": 2, "lines_changed": 0, "lines_same": 0,
    }  # fmt: skip
    flat = upsert_orders(batch()).flat()
    assert {name for name, count in flat.items() if count} == {
        "contacts_same", "products_same", "orders_same", "lines_same",
    }  # fmt: skip
    assert ConsentEvent.objects.count() == 1


def test_an_empty_batch_is_nothing(in_shop):
    assert sum(upsert_orders(Batch("test")).flat().values()) == 0


def test_the_same_number_at_two_sources_is_two_orders(in_shop):
    upsert_orders(Batch("one", orders=[order_row("1", "", MAY)]))
    upsert_orders(Batch("two", orders=[order_row("1", "", MAY)]))
    assert Order.objects.filter(number="1").count() == 2


def test_newer_details_win_and_silence_erases_nothing(in_shop):
    tell(contact_row("ann", MAY, first_name="Ann", last_name="Lee", phone="+321"))
    tell(contact_row("ann", MAY + DAY, first_name="Anne"))
    tell(contact_row("ann", MAY - DAY, first_name="A.", country="BE"))
    ann = Contact.objects.get()
    assert (ann.first_name, ann.last_name, ann.phone, ann.country) == ("Anne", "Lee", "+321", "BE")


def test_a_newer_address_brings_its_own_comparing_form(in_shop):
    tell(contact_row("ann", MAY, email="ann@example.com"))
    tell(contact_row("ann", MAY + DAY, email="Ann.New@Example.com"))
    ann = Contact.objects.get()
    assert (ann.email, ann.email_key) == ("Ann.New@Example.com", "ann.new@example.com")


def test_a_contact_is_known_from_its_oldest_order(in_shop):
    tell(contact_row("ann", MAY + 30 * DAY))
    tell(order_row("2", "ann", MAY + DAY), order_row("1", "ann", MAY))
    assert Contact.objects.get().known_at == MAY


def test_an_order_of_an_unknown_contact_is_kept_and_finds_its_owner_later(in_shop):
    tell(order_row("1", "ann", MAY))
    assert Order.objects.get().contact is None
    tell(contact_row("ann"), order_row("1", "ann", MAY))
    assert Order.objects.get().contact.external_id == "ann"


def test_unsaid_lines_are_kept_and_an_empty_list_removes_them(in_shop):
    tell(order_row("1", "", MAY, lines=[LineRow("A1", 1, 500), LineRow("B2", 1, 500)]))
    tell(order_row("1", "", MAY, lines=None))
    assert OrderLine.objects.count() == 2
    tell(order_row("1", "", MAY, lines=[]))
    assert OrderLine.objects.count() == 0


def test_a_price_follows_the_newest_sale(in_shop):
    for days, cents in ((1, 1200), (0, 900), (2, 1500)):
        at = MAY + days * DAY
        upsert_orders(Batch("test", products=[ProductRow("A1", "Lamp", cents, "EUR", at, at, at)]))
    assert Product.objects.get().price_cents == 1500


def test_the_first_knowledge_of_an_order_is_not_moved_by_repeating_it(in_shop):
    tell(order_row("1", "", MAY, known_at=MAY + DAY))
    tell(order_row("1", "", MAY, 1500, known_at=MAY + 9 * DAY))
    order = Order.objects.get()
    assert (order.known_at, order.total_cents) == (MAY + DAY, 1500)


@pytest.mark.django_db(transaction=True)
def test_four_at_once_telling_the_same_make_one_of_each(client_b):
    def work(_number: int) -> int:
        try:
            with client_b.active():
                return upsert_orders(batch()).orders.new
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(work, range(4))) == 2
    with client_b.active():
        assert (Contact.objects.count(), Order.objects.count(), OrderLine.objects.count()) == (1, 2, 2)
        assert ConsentEvent.objects.count() == 1


def test_an_answer_given_while_a_file_is_read_is_not_lost(in_shop):
    """The file's older answer arrives after the person has unsubscribed here."""
    tell(contact_row("ann", email="ann@example.com", consent="opted_in", consent_at=LONG_AGO))
    set_consent(Contact.objects.get(), Consent.OPTED_OUT, source="unsubscribe-link")
    tell(contact_row("ann", MAY, email="ann@example.com", consent="opted_in", consent_at=MAY))
    assert Contact.objects.get().email_consent == Consent.OPTED_OUT


def test_a_shop_that_hears_a_new_yes_after_an_old_no_may_write_again(in_shop):
    tell(contact_row("ann", consent="opted_in", consent_at=LONG_AGO))
    set_consent(Contact.objects.get(), Consent.OPTED_OUT, source="form", at=MAY)
    tell(contact_row("ann", consent="opted_in", consent_at=MAY + DAY))
    assert Contact.objects.get().email_consent == Consent.OPTED_IN
    assert ConsentEvent.objects.count() == 3


def test_nothing_of_a_customer_reaches_the_rows_that_all_clients_share(in_shop):
    """A canary address goes in; no shared table holds it, nor a name or a number."""
    import_shop(FIXTURES / "orders_export.csv")
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT count(*) FROM public.{table} t WHERE t::text ~* 'wouters|tom@|470 ?12|#100[1-6]'")
            assert cursor.fetchone() == (0,), table


def test_an_import_for_one_client_leaves_the_other_untouched(client_a, client_b, noon):
    with client_b.active():
        import_shop(FIXTURES / "orders_export.csv")
    with client_a.active():
        assert not Contact.objects.exists()
        assert not Order.objects.exists()
