"""Files as people really hand them over: saved by a spreadsheet, empty, broken, or hostile."""

import tracemalloc
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crm.importers import cells, import_shop
from crm.importers.progress import Meter
from crm.importers.shopify import REQUIRED
from crm.importers.shopify_order import LINES_PER_ORDER
from crm.importers.table import BadRow, Table
from crm.models import Contact, Order, OrderLine, Source
from tenants import clock
from tenants.errors import Refused
from tests.crm.test_import_bad_input import GOOD, HEAD, export

MORE = "#1,a@example.com,,,,,1,Saucer,3.00,"


@pytest.mark.parametrize(
    ("save", "line"),
    [
        (lambda text: text.replace(",", ";").replace("10.00", "10,00").encode("utf-8-sig"), 3),
        (lambda text: text.replace(",", ";").replace("\n", "\r\n").encode("cp1252"), 3),
        (lambda text: text.replace(",", "\t").encode("utf-16"), 3),
        (lambda text: b"sep=;\r\n" + text.replace(",", ";").replace("\n", "\r\n").encode(), 4),
        (lambda text: b"\xef\xbb\xbfSEP=,\n" + text.encode(), 4),
        (lambda text: '"' + text.strip().replace(",", '","').replace("\n", '"\n"') + '"\n', 3),
    ],
    ids=["french excel", "windows excel", "unicode text", "excel with its separator", "separator and mark", "quoted"],
)
def test_a_file_saved_by_a_spreadsheet_reads_like_the_shops_own(in_shop, tmp_path, save, line):
    bad = GOOD.replace("#1", "#2").replace("10.00,2026", "lots,2026")
    saved = save(f"{HEAD}\n{bad}\n{GOOD.replace('Cup', 'Tasse à café')}\n{bad}\n")
    path = tmp_path / "orders.csv"
    path.write_bytes(saved if isinstance(saved, bytes) else saved.encode())
    report = import_shop(path)
    order = Order.objects.get()
    assert (order.number, order.total_cents, order.lines.get().title) == ("#1", 1000, "Tasse à café")
    assert [skipped.line for skipped in report.skipped] == [line - 1, line + 1]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", r"orders\.csv is empty"),
        (b"\xef\xbb\xbf", r"orders\.csv is empty"),
        (b"\n\r\n\n", r"orders\.csv is empty"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", r"orders\.csv is a PDF"),
        (b"sep=;\n", r"orders\.csv is empty"),
        (b"<!doctype html><html>Sign in</html>", "lacks the column"),
        ((HEAD + "\n" + GOOD).replace("\n", "\r").encode(), "lacks the column"),
    ],
)
def test_what_holds_no_orders_is_called_what_it_is(in_shop, tmp_path, content, words):
    path = tmp_path / "orders.csv"
    path.write_bytes(content)
    with pytest.raises(Refused, match=words):
        import_shop(path)
    assert not Source.objects.exists()


def broken_link(path: Path) -> None:
    path.symlink_to(path.parent / "moved away.csv")


@pytest.mark.parametrize("make", [Path.mkdir, broken_link])
def test_a_folder_whose_file_cannot_be_opened_says_which_and_why(in_shop, four_files, make):
    orders = four_files / "tiny_orders.csv"
    orders.unlink()
    make(orders)
    with pytest.raises(Refused, match=r"tiny_orders\.csv cannot be read"):
        import_shop(four_files)
    assert not Contact.objects.exists()


def test_a_path_that_no_system_takes_is_a_sentence(in_shop):
    with pytest.raises(Refused, match="cannot be read: File name too long"):
        import_shop(Path("x" * 300))


def test_an_import_that_took_nothing_fails_and_still_shows_why(client_b, tmp_path):
    path = export(tmp_path, GOOD.replace("2026-05-01 10:00:00 +0200", "01/05/2026 10:00"))
    out = StringIO()
    with pytest.raises(CommandError, match="Nothing could be taken"):
        call_command("import_shop", "--client", "velmora", str(path), stdout=out)
    assert "line 2: Created at “01/05/2026 10:00” is not a time" in out.getvalue()


def test_a_rehearsal_without_one_readable_date_is_not_begun(in_rehearsal, tmp_path, four_files):
    """Or the dates of the real history, imported next, would never be moved."""
    with pytest.raises(Refused, match="no order with a readable date"):
        import_shop(export(tmp_path), rehearsal=True)
    import_shop(four_files, rehearsal=True)
    last = Order.objects.get(number="C103").happened_at.astimezone(in_rehearsal.zone)
    assert (clock.today(in_rehearsal) - last.date()).days == 1


def test_one_order_with_endless_lines_is_skipped_and_never_held(in_shop, tmp_path):
    path = tmp_path / "orders.csv"
    with path.open("w") as file:
        file.write(f"{HEAD}\n{GOOD}\n")
        for _ in range(60):
            file.write(f"{MORE}\n" * 1_000)
        file.write(GOOD.replace("#1", "#2") + "\n")
    tracemalloc.start()
    try:
        report = import_shop(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert list(Order.objects.values_list("number", flat=True)) == ["#2"]
    assert [(row.line, row.reason) for row in report.skipped] == [(2, "an order has more than 5000 lines")]
    assert peak < 20_000_000


def test_an_order_of_a_wholesaler_is_taken_whole(in_shop, tmp_path):
    import_shop(export(tmp_path, GOOD, *[MORE] * (LINES_PER_ORDER - 1)))
    assert OrderLine.objects.count() == LINES_PER_ORDER


@pytest.mark.parametrize(
    ("written", "cents"),
    [("1 250,50", 125_050), ("1\u202f250,50", 125_050), ("-12\u00a0000", -1_200_000), ("1 250 000.5", 125_000_050)],
)
def test_a_french_amount_with_spaces_between_thousands_is_read(written, cents):
    assert cells.cents(written, name="total") == cents


@pytest.mark.parametrize(
    "written", ["1 25,50", "12 50", "1234 567,00", "1  250", "1 250,5 0", " 1,250.50", "1 250,505"]
)
def test_spaces_anywhere_else_make_it_no_amount(written):
    with pytest.raises(BadRow):
        cells.cents(written, name="total")


@settings(deadline=None, max_examples=300)
@given(st.integers(-99_999_999_999, 99_999_999_999), st.sampled_from([".", ","]), st.sampled_from(["", " ", "\u202f"]))
@example(-5, ",", "")
def test_every_amount_in_every_spelling_is_read_to_the_cent(amount, point, gap):
    whole, rest = divmod(abs(amount), 100)
    grouped = f"{whole:,}".replace(",", gap)
    written = f"{'-' if amount < 0 else ''}{grouped}{point}{rest:02d}"
    assert cells.cents(written, name="total") == amount


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=400), st.sampled_from([b"", b"\xef\xbb\xbf", b"sep=;\n"]))
def test_no_bytes_whatever_bring_more_than_a_sentence(tmp_path_factory, raw, mark):
    path = tmp_path_factory.mktemp("raw") / "orders.csv"
    path.write_bytes(mark + HEAD.encode() + b"\n" + raw)
    seen: list[str] = []
    try:
        for row in Table(path, REQUIRED, Recorder(seen), Meter(1)):
            assert len(row.cells) >= len(HEAD.split(","))
    except Refused as problem:
        seen.append(problem.sentence)
    assert all(seen)


class Recorder:
    def __init__(self, seen: list[str]) -> None:
        self.seen = seen

    def add(self, path: Path, line: int, reason: str) -> None:
        self.seen.append(reason)


def test_an_article_whose_price_rises_all_year_is_one_new_article(in_shop, tmp_path):
    head = f"{HEAD},Lineitem sku"
    rows = [
        GOOD.replace("#1", f"#{n}")
        .replace("10:00:00", f"{n // 60 % 24:02d}:{n % 60:02d}:00")
        .replace(",10.00,Ann", f",{n}.00,Ann")
        + ",CUP"
        for n in range(2_100)
    ]
    report = import_shop(export(tmp_path, *rows, head=head))
    assert (report.counts.products.new, report.counts.products.changed, report.counts.products.same) == (1, 0, 0)
    assert report.counts.orders.new == 2_100
