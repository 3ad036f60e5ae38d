"""Wrong files end in a clear sentence; wrong rows in a line number and a reason."""

import csv
import re
import tracemalloc
from pathlib import Path

import pytest

from crm.importers import import_shop
from crm.importers.progress import Meter
from crm.importers.text import LINE_BYTES, Lines
from crm.models import Contact, Order, OrderLine, Product
from tenants.errors import Refused

HEAD = (
    "Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Billing Name"
)
GOOD = "#1,a@example.com,paid,EUR,10.00,2026-05-01 10:00:00 +0200,1,Cup,10.00,Ann Lee"


def export(folder: Path, *rows: str | bytes, head: str = HEAD) -> Path:
    path = folder / "orders.csv"
    lines = [head, *rows]
    path.write_bytes(b"".join((line if isinstance(line, bytes) else line.encode()) + b"\n" for line in lines))
    return path


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_common_encoding_is_read_alike(in_shop, tmp_path, codec):
    path = tmp_path / "orders.csv"
    path.write_bytes(f"{HEAD}\n{GOOD.replace('Cup', 'Tasse à café')}\n".encode(codec))
    report = import_shop(path)
    assert report.skipped_total == 0
    assert OrderLine.objects.get().title == "Tasse à café"
    assert len(report.notes) == (codec == "cp1252")


def test_a_file_of_mixed_encodings_is_read_line_by_line_and_the_report_says_so(in_shop, tmp_path):
    latin = GOOD.replace("#1", "#2").replace("Cup", "Café").encode("cp1252")
    report = import_shop(export(tmp_path, GOOD.replace("Cup", "Café"), latin))
    assert list(OrderLine.objects.values_list("title", flat=True)) == ["Café", "Café"]
    assert report.notes == ["orders.csv: 1 lines were not UTF-8 and were read as Windows-1252."]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (f"{HEAD}\n{GOOD}\n".encode("utf-16-le"), "looks like UTF-16 without a mark"),
        (b"PK\x03\x04rest of a workbook", "is a workbook or an archive"),
        (b"", "is empty"),
        (b"Name;Mail\n1;2\n", "lacks the column.* Email, Financial Status"),
        (b"x" * (LINE_BYTES + 1), "longer than a megabyte"),
    ],
)
def test_what_is_no_order_export_is_refused_with_a_sentence(in_shop, tmp_path, content, words):
    path = tmp_path / "orders.csv"
    path.write_bytes(content)
    with pytest.raises(Refused, match=words):
        import_shop(path)
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("10.00,2026", "ten,2026", "Total “ten” is not an amount"),
        ("10.00,2026", "NaN,2026", "is not an amount"),
        ("10.00,2026", "1e999,2026", "is not an amount"),
        ("10.00,2026", "9" * 5000 + ",2026", "is not an amount"),
        ("10.00,2026", '"1,234.50",2026', "is not an amount"),
        ("10.00,2026", "-10.00,2026", "below zero"),
        ("2026-05-01", "2026-02-30", "is not a real date"),
        ("2026-05-01", "2926-05-01", "before 1995 or in the future"),
        ("2026-05-01", "0001-01-01", "not a real date|before 1995"),
        ("2026-05-01", "2026-11-19", "in the future"),
        ("2026-05-01 10:00:00 +0200", "01/05/2026 10:00", "is not a time such as"),
        ("Ann Lee", "Ann\0Lee", "Billing Name holds a NUL"),
        ("EUR", "E1", "currency is missing"),
        ("#1", "", "Name is empty"),
        ("Ann Lee", "x" * 200, "longer than 160 characters"),
        ("Ann Lee", "Ann Lee,surplus", "11 cells where the header has 10"),
        ("Ann Lee", '"Ann"Lee', "expected after"),
        ("Ann Lee", "x" * 200_000, "field larger than field limit"),
    ],
)
def test_a_bad_order_is_skipped_with_its_line_and_the_next_one_is_taken(in_shop, tmp_path, old, new, reason):
    report = import_shop(export(tmp_path, GOOD.replace(old, new), GOOD.replace("#1", "#2")))
    assert list(Order.objects.values_list("number", flat=True)) == ["#2"]
    (skipped,) = report.skipped
    assert skipped.line == 2
    assert re.search(reason, skipped.reason), skipped.reason


@pytest.mark.parametrize("raw", [b"\xed\xa0\x80", b"\x81\xff"])
def test_bytes_that_are_no_text_cost_their_row_only(in_shop, tmp_path, raw):
    report = import_shop(export(tmp_path, GOOD.encode().replace(b"Ann", raw), GOOD.replace("#1", "#2")))
    assert list(Order.objects.values_list("number", flat=True)) == ["#2"]
    assert "holds bytes that are no text" in report.skipped[0].reason


def test_a_bad_line_costs_that_line_and_not_its_order(in_shop, tmp_path):
    more = "#1,a@example.com,,,,,one,Saucer,3.00,"
    report = import_shop(export(tmp_path, GOOD, more))
    assert Order.objects.get().lines.count() == 1
    assert (report.skipped[0].line, "whole number" in report.skipped[0].reason) == (3, True)


@pytest.mark.parametrize(
    ("cell", "stored"),
    [
        ("=cmd|' /C calc'!A0", "cmd|' /C calc'!A0"),
        ("@SUM(1+1)*cmd", "SUM(1+1)*cmd"),
        ("+-=HYPERLINK(0)", "HYPERLINK(0)"),
        ("\t=1+1", "1+1"),
        ('"=""00123"""', "00123"),
        ("Cup\u202egpj", "Cup gpj"),
    ],
)
def test_what_a_spreadsheet_would_run_is_stored_without_its_trigger(in_shop, tmp_path, cell, stored):
    import_shop(export(tmp_path, GOOD.replace("Cup", cell)))
    assert OrderLine.objects.get().title == stored


def test_html_in_a_name_is_stored_as_written_for_the_page_to_escape(in_shop, tmp_path):
    import_shop(export(tmp_path, GOOD.replace("Ann Lee", "<b>Ann</b> Lee")))
    assert Contact.objects.get().first_name == "<b>Ann</b>"


def test_a_line_break_inside_quotes_belongs_to_the_cell_and_later_lines_keep_their_numbers(in_shop, tmp_path):
    broken = GOOD.replace("Ann Lee", '"Ann\nLee"')
    report = import_shop(export(tmp_path, broken, GOOD.replace("#1", "#2").replace("10.00,2026", "x,2026")))
    assert Contact.objects.get().name == "Ann Lee"
    assert report.skipped[0].line == 4


def test_all_skipped_rows_are_in_a_file_and_the_first_twenty_are_shown(in_shop, tmp_path):
    rows = [GOOD.replace("#1", f"#{n}").replace("10.00,2026", "ann@example.com,2026") for n in range(50)]
    report = import_shop(export(tmp_path, *rows))
    assert (report.skipped_total, len(report.skipped)) == (50, 20)
    kept = list(csv.DictReader(report.skipped_path.open()))
    assert [int(row["line"]) for row in kept] == list(range(2, 52))
    assert not any("example.com" in row["reason"] for row in kept), "reasons name nobody"


def test_the_same_order_twice_in_a_file_is_one_order(in_shop, tmp_path):
    import_shop(export(tmp_path, GOOD, GOOD, GOOD.replace("10.00,2026", "12.00,2026")))
    assert Order.objects.get().total_cents == 1200
    assert OrderLine.objects.count() == 1


def test_an_order_without_stock_keeping_unit_makes_no_product(in_shop, tmp_path):
    import_shop(export(tmp_path, GOOD))
    assert not Product.objects.exists()
    assert OrderLine.objects.get().sku == ""


def test_a_large_file_is_never_held_in_memory(tmp_path):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        chunk = (GOOD.encode() + b"\n") * 10_000
        while file.tell() < 20_000_000:
            file.write(chunk)
    tracemalloc.start()
    try:
        assert sum(1 for _line in Lines(path, Meter(path.stat().st_size))) > 200_000
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()
