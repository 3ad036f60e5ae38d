"""`manage.py import_shop` in the words of whoever types it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from crm.importers.progress import Bar, Meter
from crm.models import Order
from tests.crm.conftest import FIXTURES

EXPORT = str(FIXTURES / "orders_export.csv")


def typed(*words: str) -> str:
    out = StringIO()
    call_command("import_shop", *words, stdout=out)
    return out.getvalue()


def test_it_says_what_came_in(client_b):
    said = typed("--client", "velmora", EXPORT)
    assert "Orders: 7 new, 0 changed, 0 unchanged" in said
    assert "Order lines: 7 new" in said
    with client_b.active():
        assert Order.objects.count() == 7


def test_repeated_it_says_that_nothing_is_new(client_b):
    typed("--client", "velmora", EXPORT)
    assert "Orders: 0 new, 0 changed, 7 unchanged" in typed("--client", "velmora", EXPORT)


def test_it_shows_skipped_rows_with_line_and_reason(client_b, tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text((FIXTURES / "orders_export.csv").read_text().replace("37.90,,0.00", "lots,,0.00"))
    said = typed("--client", "velmora", str(path))
    assert "1 rows were skipped" in said
    assert "orders.csv, line 2: Total “lots” is not an amount" in said


def test_a_mistyped_client_is_named(client_b):
    with pytest.raises(CommandError, match="There is no client “velmoora”"):
        typed("--client", "velmoora", EXPORT)


def test_a_refusal_is_a_sentence_and_not_a_traceback(client_b):
    with pytest.raises(CommandError, match="not marked as a rehearsal"):
        typed("--client", "velmora", "--rehearsal", EXPORT)


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_a_bar_and_a_log_gets_a_line_per_tenth():
    terminal, log = Terminal(), StringIO()
    for stream in (terminal, log):
        meter = Meter(1000, Bar(stream, "Reading"))
        for _ in range(1000):
            meter.advance(1)
    assert terminal.getvalue().count("\n") == 1
    assert terminal.getvalue().endswith(" 100 %\n")
    assert log.getvalue().splitlines() == [f"Reading {tenth} %" for tenth in range(0, 101, 10)]
