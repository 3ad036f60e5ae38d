"""A folder of four CSV files becomes a shop's history."""

from datetime import UTC, datetime

import pytest

from crm.importers import import_shop
from crm.models import Contact, Order, OrderLine, Product, Source
from events.models import Event
from tenants.errors import Refused
from tenants.models import LedgerEntry


def rewrite(folder, noun, old, new):
    path = next(folder.glob(f"*{noun}.csv"))
    path.write_text(path.read_text().replace(old, new))


def test_four_files_bring_customers_products_sales_and_returns(in_shop, four_files):
    report = import_shop(four_files)
    assert report.skipped_total == 0
    flat = report.counts.flat()
    assert [flat[f"{noun}_new"] for noun in ("contacts", "products", "orders", "lines")] == [3, 2, 4, 5]
    back = Order.objects.get(number="C103")
    assert (back.kind, back.total_cents, back.lines.get().quantity) == ("return", -2500, -1)
    assert OrderLine.objects.get(order__number="101").title == "Ethiopian beans 1 kg"


def test_times_are_read_as_local_to_the_client(in_shop, four_files):
    import_shop(four_files)
    assert Order.objects.get(number="100").happened_at == datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    assert Order.objects.get(number="101").happened_at == datetime(2026, 6, 15, 10, 30, tzinfo=UTC)


def test_every_row_is_known_from_when_it_happened(in_shop, four_files):
    import_shop(four_files)
    assert all(order.known_at == order.happened_at for order in Order.objects.all())
    assert Contact.objects.get(external_id="1").known_at == datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    assert Product.objects.get(sku="B2").known_at == datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def test_a_customer_without_address_stays_without_and_without_consent(in_shop, four_files):
    import_shop(four_files)
    contact = Contact.objects.get(external_id="1")
    assert (contact.email, contact.first_name, contact.is_synthetic) == ("", "", False)
    assert (contact.email_consent, contact.consent_at) == ("unknown", None)
    assert (contact.country, contact.language) == ("FR", "fr")


def test_addresses_and_dated_consent_are_taken_where_the_files_have_them(in_shop, four_files):
    rewrite(four_files, "customers", "country\n", "country,email,accepts_marketing,accepts_marketing_at\n")
    rewrite(four_files, "customers", "1,France\n", "1,France,Anne@Example.com,yes,2026-03-01 10:00\n")
    rewrite(four_files, "customers", "2,Belgium\n", "2,Belgium,bob@example.com,yes,\n")
    rewrite(four_files, "customers", "3,EIRE\n", "3,EIRE,,,\n")
    report = import_shop(four_files)
    assert report.skipped_total == 0
    assert list(Contact.objects.order_by("external_id").values_list("email_key", "email_consent")) == [
        ("anne@example.com", "opted_in"),
        ("bob@example.com", "unknown"),
        ("", "unknown"),
    ]


def test_lines_may_come_in_any_order(in_shop, four_files):
    path = next(four_files.glob("*order_lines.csv"))
    head, *lines = path.read_text().splitlines()
    path.write_text("\n".join([head, *reversed(lines)]) + "\n")
    import_shop(four_files)
    lines = Order.objects.get(number="100").lines.order_by("position")
    assert list(lines.values_list("sku", flat=True)) == ["B2", "A1"], "as the file lists them"


def test_importing_the_folder_again_changes_nothing(in_shop, four_files):
    import_shop(four_files)
    flat = import_shop(four_files).counts.flat()
    assert [name for name, count in flat.items() if count and not name.endswith("_same")] == []


def test_a_folder_in_another_currency_is_refused_and_both_are_named(in_shop, four_files):
    rewrite(four_files, "orders", "total_eur", "total_gbp")
    with pytest.raises(Refused, match=r"tiny_orders\.csv is in GBP, but this client's currency is EUR"):
        import_shop(four_files)
    assert not Contact.objects.exists()


def test_missing_columns_are_named_before_anything_is_written(in_shop, four_files):
    rewrite(four_files, "order_lines", "sku,quantity", "article,number")
    with pytest.raises(Refused, match=r"lacks the column.* sku, quantity"):
        import_shop(four_files)
    assert not Contact.objects.exists()


def test_a_missing_or_doubled_file_is_named(in_shop, four_files):
    (four_files / "tiny_products.csv").rename(four_files / "products.txt")
    with pytest.raises(Refused, match=r"products\.csv; there are 0"):
        import_shop(four_files)


@pytest.mark.parametrize(
    ("noun", "good", "bad", "line", "reason"),
    [
        (
            "orders",
            "101,2,2026-06-15T12:30,sale,18.50",
            "101,9,2026-06-15T12:30,sale,18.50",
            3,
            "its customer is not among",
        ),
        ("orders", "101,2,2026-06-15T12:30,sale,18.50", "101,2,2026-06-15T12:30,gift,18.50", 3, "neither sale nor"),
        ("orders", "101,2,2026-06-15T12:30,sale,18.50", "101,2,2026-06-15T12:30,sale,-18.50", 3, "below zero"),
        ("orders", "101,2,2026-06-15T12:30,sale,18.50", ",2,2026-06-15T12:30,sale,18.50", 3, "order_no is empty"),
        ("orders", "101,2,2026-06-15T12:30,sale,18.50", "101,2,15/06/2026,sale,18.50", 3, "is not a time such as"),
    ],
)
def test_a_bad_order_is_skipped_with_line_and_reason_and_its_lines_too(
    in_shop, four_files, noun, good, bad, line, reason
):
    rewrite(four_files, noun, good, bad)
    report = import_shop(four_files)
    first, orphan = report.skipped
    assert (first.file, first.line) == ("tiny_orders.csv", line)
    assert reason in first.reason
    assert (orphan.file, orphan.line) == ("tiny_order_lines.csv", 4)
    assert Order.objects.count() == 3


def test_one_event_and_one_ledger_entry_tell_of_an_import_in_counts_only(in_shop, four_files):
    import_shop(four_files)
    event = Event.objects.get(type="shop.imported")
    assert event.data["orders_new"] == 4
    assert event.data["skipped"] == 0
    assert all(isinstance(value, int) for value in event.data.values())
    entry = LedgerEntry.objects.get(what="shop.imported")
    assert entry.subject_id == str(Source.objects.get().pk)
