"""An import that dies half-way is simply started again."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.db import connection

from crm.importers import import_shop
from crm.importers.run import only_import
from crm.models import Contact, Order, OrderLine, Source
from crm.services import Count
from events.models import Event
from tenants.errors import Refused

ROOT = Path(__file__).resolve().parents[2]


def large(folder: Path, orders: int) -> Path:
    """A folder with `orders` orders of two lines each."""
    folder.mkdir()
    (folder / "customers.csv").write_text("customer_id,country\n" + "".join(f"{n},BE\n" for n in range(50)))
    (folder / "products.csv").write_text("sku,name,list_price_eur\nA1,Cup,10.00\n")
    rows = "".join(f"{n},{n % 50},2026-05-{1 + n % 28:02d}T10:00,sale,20.00\n" for n in range(orders))
    (folder / "orders.csv").write_text("order_no,customer_id,ordered_at,kind,total_eur\n" + rows)
    lines = "".join(f"{n},A1,1,10.00\n" * 2 for n in range(orders))
    (folder / "order_lines.csv").write_text("order_no,sku,quantity,unit_price_eur\n" + lines)
    return folder


def command(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`manage.py import_shop` in a process of its own, on the tests' database."""
    place = connection.settings_dict
    password = quote(place["PASSWORD"], safe="")
    url = f"postgres://{place['USER']}:{password}@{place['HOST']}:{place['PORT']}/{place['NAME']}"
    line = [sys.executable, "manage.py", "import_shop", "--client", "velmora", str(folder)]
    return subprocess.run(
        line,
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.django_db(transaction=True)
def test_an_import_killed_half_way_and_repeated_has_every_order_once(client_b, tmp_path, capsys):
    folder = large(tmp_path / "shop", 2_500)
    marker = str(tmp_path / "killed")
    killed = command(folder, FAULT_KILL_AT="crm.import.batch.3", FAULT_MARKER=marker)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    with client_b.active():
        assert Order.objects.count() == 1_000
        assert not Event.objects.filter(type="shop.imported").exists()
    call_command("import_shop", "--client", "velmora", str(folder))
    again = capsys.readouterr()
    assert "Orders: 1500 new, 0 changed, 1000 unchanged" in again.out
    assert "Reading 100 %" in again.err
    with client_b.active():
        assert (Contact.objects.count(), Order.objects.count(), OrderLine.objects.count()) == (50, 2_500, 5_000)
        assert Event.objects.filter(type="shop.imported").count() == 1


def test_a_failing_batch_leaves_none_of_its_rows(in_shop, tmp_path, monkeypatch):
    def fail(source: str, orders: list[object]) -> Count:
        if orders:
            raise RuntimeError("power cut")
        return Count()

    monkeypatch.setattr("crm.services.shop._upsert_lines", fail)
    with pytest.raises(RuntimeError):
        import_shop(large(tmp_path / "shop", 10))
    assert Contact.objects.count() == 50
    assert not Order.objects.exists()
    monkeypatch.undo()
    assert import_shop(tmp_path / "shop").counts.orders.new == 10


def test_a_rehearsal_that_died_keeps_the_shift_of_its_first_start(in_rehearsal, tmp_path, monkeypatch):
    folder = large(tmp_path / "shop", 10)
    monkeypatch.setattr("crm.importers.run.upsert_orders", lambda batch: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        import_shop(folder, rehearsal=True)
    shift = Source.objects.get().shift_days
    monkeypatch.undo()
    assert import_shop(folder, rehearsal=True).shift_days == shift > 0


@pytest.mark.django_db(transaction=True)
def test_a_second_import_of_the_same_client_waits_for_nothing_and_says_why(client_b, four_files):
    with client_b.active(), connection.cursor() as cursor:
        other = connection.copy()
        try:
            with other.cursor() as rival:
                rival.execute("SELECT pg_advisory_lock(%s, %s)", [0x3A10, client_b.pk])
            with pytest.raises(Refused, match="Another import"):
                import_shop(four_files)
        finally:
            with other.cursor() as rival:
                rival.execute("SELECT pg_advisory_unlock_all()")
            other.close()
        with only_import():
            cursor.execute("SELECT 1")
