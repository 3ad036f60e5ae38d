"""Shopify's order export becomes contacts, products, orders and refunds."""

import shutil
from datetime import UTC, datetime

import pytest

from crm.importers import import_shop
from crm.mirror import Mirror
from crm.models import Consent, Contact, Order, OrderLine, Product, Source
from tenants import clock
from tenants.errors import Refused
from tests.crm.conftest import FIXTURES

EXPORT = FIXTURES / "orders_export.csv"


def test_an_export_brings_orders_with_all_their_lines_and_their_buyers(in_shop):
    report = import_shop(EXPORT)
    assert report.skipped_total == 0
    order = Order.objects.get(number="#1003")
    assert [(line.sku, line.quantity, line.unit_price_cents) for line in order.lines.order_by("position")] == [
        ("ETH-1KG", 1, 3900),
        ("ETH-250", 1, 1150),
    ]
    assert (order.total_cents, order.contact.email) == (5050, "tom@example.com")
    assert order.happened_at == order.known_at == datetime(2026, 8, 30, 19, 14, 40, tzinfo=UTC)
    assert Product.objects.get(sku="TAS-GRE").title == "Tasse en grès"


def test_the_same_buyer_in_two_spellings_is_one_contact_with_the_newest_name(in_shop):
    import_shop(EXPORT)
    lena = Contact.objects.get(email_key="lena.wouters@example.com")
    assert lena.name == "Lena Wouters"
    assert lena.phone == "+3225550101", "the older order fills what the newer one leaves open"
    assert lena.happened_at == datetime(2026, 2, 11, 9, 4, 12, tzinfo=UTC)
    assert Order.objects.of_contacts([lena.pk]).count() == 2


def test_a_buyer_without_address_is_known_by_telephone_and_gets_no_invented_address(in_shop):
    import_shop(EXPORT)
    sara = Contact.objects.get(external_id="tel:+32470123456")
    assert (sara.email, sara.email_key, sara.first_name, sara.last_name) == ("", "", "Sara", "Ben Ali")


def test_a_sale_at_the_till_without_a_name_belongs_to_nobody(in_shop):
    import_shop(EXPORT)
    assert Order.objects.get(number="#1005").contact is None


def test_cash_on_delivery_is_a_sale_and_a_voided_order_is_none(in_shop):
    import_shop(EXPORT)
    standing = set(Mirror(clock.now()).orders.sales().values_list("number", flat=True))
    assert "#1002" in standing
    assert "#1004" not in standing


def test_a_refund_is_taken_off_what_the_buyer_has_spent_from_the_day_it_is_known(in_shop, noon):
    import_shop(EXPORT)
    tom = Contact.objects.get(email_key="tom@example.com")
    assert Mirror(noon).lifetime_value_cents([tom.pk]) == {tom.pk: 3900}
    assert Mirror(datetime(2026, 10, 1, tzinfo=UTC)).lifetime_value_cents([tom.pk]) == {tom.pk: 5050}


def test_the_newest_answer_about_mail_counts_although_the_export_lists_newest_first(in_shop):
    import_shop(EXPORT)
    lena = Contact.objects.get(email_key="lena.wouters@example.com")
    assert lena.email_consent == Consent.UNKNOWN, "the box was ticked in February and left empty in October"


def test_importing_the_same_export_again_changes_nothing(in_shop):
    import_shop(EXPORT)
    before = list(Order.objects.order_by("id").values()), list(Contact.objects.order_by("id").values())
    flat = import_shop(EXPORT).counts.flat()
    assert [name for name, count in flat.items() if count and not name.endswith("_same")] == []
    assert (list(Order.objects.order_by("id").values()), list(Contact.objects.order_by("id").values())) == before


def test_a_newer_export_of_the_same_shop_changes_only_what_changed(in_shop, tmp_path):
    import_shop(EXPORT)
    newer = tmp_path / "newer.csv"
    newer.write_text(
        EXPORT.read_text()
        .replace("r6,0.00,", "r6,37.90,")
        .replace(",1,Tasse en grès,18.00,", ",3,Tasse en grès,18.00,")
    )
    counts = import_shop(newer).counts
    assert (counts.orders.new, counts.orders.changed) == (1, 0), "the refund is an order of its own"
    assert (counts.lines.new, counts.lines.changed) == (0, 1)
    assert OrderLine.objects.get(order__number="#1002").quantity == 3


def test_lines_that_left_an_order_are_removed(in_shop, tmp_path):
    import_shop(EXPORT)
    shorter = tmp_path / "shorter.csv"
    shorter.write_text("".join(line for line in EXPORT.open() if not line.startswith("#1003,tom@example.com,,,")))
    assert import_shop(shorter).counts.lines.changed == 1
    assert Order.objects.get(number="#1003").lines.count() == 1


def test_an_export_in_another_currency_is_refused_before_anything_is_written(in_shop, tmp_path):
    pounds = tmp_path / "pounds.csv"
    pounds.write_text(EXPORT.read_text().replace(",EUR,11.50,", ",GBP,11.50,"))
    with pytest.raises(Refused, match=r"line 3 is in GBP, but this client's currency is EUR"):
        import_shop(pounds)
    assert not Order.objects.exists()
    assert not Source.objects.exists()


def test_an_export_that_a_french_spreadsheet_saved_again_is_understood(in_shop, tmp_path):
    saved = tmp_path / "excel.csv"
    text = EXPORT.read_text().replace(",18.00,", "|18,00|").replace(",", ";").replace("|18;00|", ";18,00;")
    saved.write_bytes(text.encode("cp1252"))
    report = import_shop(saved)
    assert report.skipped_total == 0
    assert Product.objects.get(sku="TAS-GRE").title == "Tasse en grès"
    assert OrderLine.objects.get(order__number="#1002").unit_price_cents == 1800
    assert any("Windows-1252" in note for note in report.notes)


def test_a_file_cut_in_the_middle_of_an_order_says_so_and_takes_the_rest(in_shop, tmp_path):
    cut = tmp_path / "cut.csv"
    lines = EXPORT.read_text().splitlines(keepends=True)
    cut.write_text(lines[0] + "".join(lines[5:]))
    report = import_shop(cut)
    assert [(row.line, "begins in the middle" in row.reason) for row in report.skipped] == [(2, True)]
    assert Order.objects.count() == 2


def test_one_source_row_says_how_fresh_the_orders_are(in_shop, noon):
    import_shop(EXPORT)
    facts = Mirror(noon).source()
    assert facts.slug == "imported-orders"
    assert facts.last_happened_at == datetime(2026, 10, 2, 16, 20, 5, tzinfo=UTC)
    assert facts.last_imported_at == noon


def test_a_path_without_a_file_is_named(in_shop, tmp_path):
    with pytest.raises(Refused, match="nothing-here"):
        import_shop(tmp_path / "nothing-here.csv")


def test_two_exports_of_different_months_make_one_history(in_shop, tmp_path):
    lines = EXPORT.read_text().splitlines(keepends=True)
    old, new = tmp_path / "old.csv", tmp_path / "new.csv"
    old.write_text(lines[0] + "".join(lines[4:]))
    new.write_text("".join(lines[:4]))
    import_shop(new)
    import_shop(old)
    apart = list(
        Contact.objects.order_by("external_id").values_list("external_id", "first_name", "phone", "email_consent")
    )
    shutil.copy(EXPORT, old)
    counts = import_shop(old).counts
    assert counts.orders.new == counts.contacts.changed == 0
    together = Contact.objects.order_by("external_id").values_list(
        "external_id", "first_name", "phone", "email_consent"
    )
    assert list(together) == apart


def test_a_buyer_named_by_many_orders_is_counted_once(in_shop, monkeypatch):
    monkeypatch.setattr("crm.importers.shopify.BATCH_ORDERS", 1)
    import_shop(EXPORT)
    flat = import_shop(EXPORT).counts.flat()
    assert (flat["contacts_same"], flat["products_same"], flat["orders_same"]) == (3, 5, 7)
