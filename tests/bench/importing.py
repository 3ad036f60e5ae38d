"""Importing 100,000 order lines, in a process of its own: seconds and memory."""

import csv
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench import world
from tests.bench.report import Line

LINES = 100_000
PER_ORDER = 4


def write(folder: Path) -> None:
    """Four CSV files of an invented shop."""
    draw, first = random.Random(7), datetime(2025, 1, 1, tzinfo=UTC)
    orders, lines = [], []
    for number in range(LINES // PER_ORDER):
        at = first + timedelta(minutes=20 * number)
        customer, total = draw.randrange(6000), 0.0
        for sku in draw.sample(range(1500), PER_ORDER):
            price, quantity = 1 + sku % 40, draw.randint(1, 4)
            total += price * quantity
            lines.append((number, f"S{sku}", quantity, f"{price}.00"))
        orders.append((number, customer, at.strftime("%Y-%m-%dT%H:%M"), "sale", f"{total:.2f}"))
    save(folder / "customers.csv", ("customer_id", "country"), ((n, "Belgium") for n in range(6000)))
    save(
        folder / "products.csv",
        ("sku", "name", "list_price_eur"),
        ((f"S{n}", f"Thing {n}", n % 40 + 1) for n in range(1500)),
    )
    save(folder / "orders.csv", ("order_no", "customer_id", "ordered_at", "kind", "total_eur"), orders)
    save(folder / "order_lines.csv", ("order_no", "sku", "quantity", "unit_price_eur"), lines)


def save(path: Path, head: tuple[str, ...], rows: object) -> None:
    with path.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(head)
        writer.writerows(rows)  # type: ignore[arg-type]


def run(folder: Path) -> tuple[float, float]:
    """Seconds and peak memory (MB) of one import, start of the interpreter included."""
    begun = time.perf_counter()
    command = [sys.executable, "manage.py", "import_shop", "--client", "bench-import", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    if status:
        raise RuntimeError("The import failed.")
    return time.perf_counter() - begun, usage.ru_maxrss / 1024


def measure() -> Iterator[Line]:
    world.client("bench-import")
    folder = Path(os.environ["VAR_DIR"]) / "shop"
    folder.mkdir()
    write(folder)
    first_s, memory = run(folder)
    again_s, _ = run(folder)
    yield Line(f"import of {LINES:,} lines (four CSV files)", f"{first_s:.1f} s", "", "at most 30 s")
    yield Line("peak memory of that process", f"{memory:.0f} MB", "", "at most 300 MB")
    yield Line("the same files again (nothing new)", f"{again_s:.1f} s", f"{again_s / first_s:.2f} x")
