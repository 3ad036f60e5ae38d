"""The first reading of a shop, page by page from the realistic fake; killed half-way, and gone on with.

`SYNC_ORDERS=100000` measures the whole promise; the default is what fits a usual run.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

from crm.models import Contact, Order, OrderLine
from events.wake import quiet
from integrations import connections
from integrations.models import Connection
from tenants.models import Client
from tests.bench import serving, shopify, world
from tests.bench.report import Line
from tests.fakes.shopify_shop import STORE, TOKEN

ORDERS = int(os.environ.get("SYNC_ORDERS", "5000"))
MEMORY_MB = 300


def read(client: Client, *, kill_at: int | None = None) -> tuple[float, float]:
    """Seconds and peak memory (MB) of a reading in its own process; with `kill_at`, until so many orders are here."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "tests.bench.reading", str(client.pk)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while kill_at is not None and orders(client) < kill_at:
        time.sleep(0.2)
    if kill_at is not None:
        os.kill(process.pid, signal.SIGKILL)
    _pid, status, usage = os.wait4(process.pid, 0)
    if status and kill_at is None:
        raise RuntimeError("The reading failed.")
    return time.perf_counter() - begun, usage.ru_maxrss / 1024


def orders(client: Client) -> int:
    with client.active():
        return Order.objects.count()


def measure() -> Iterator[Line]:
    if not shopify.specs().is_dir():
        yield Line("reading a shop", "not measured", "", "SHARED_DIR with the shop's published schema is absent")
        return
    client = world.client("bench-sync")
    with serving.speaking("tests.bench.shopify", str(ORDERS)) as said:
        os.environ["SHOPIFY_API_BASE"] = said["base"]
        with client.active(), quiet():
            connections.configure("shopify", {"SHOPIFY_STORE": STORE, "SHOPIFY_ACCESS_TOKEN": TOKEN}, by=None)
            Connection.objects.update(state=Connection.State.CONNECTED)
        until_killed, _ = read(client, kill_at=ORDERS // 2)
        at_kill = orders(client)
        rest_s, memory = read(client)
        again_s, _ = read(client)
    check(client)
    rows = ORDERS * 3 + ORDERS // shopify.BUYERS_SHARE
    yield Line(f"first reading of {ORDERS:,} orders", f"{until_killed + rest_s:.1f} s", "", "killed and gone on with")
    yield Line("orders here when it was killed (kill -9)", f"{at_kill:,}")
    yield Line(
        "orders a second", f"{(ORDERS - at_kill) / rest_s:.0f} /s", "", f"rows: {rows / (until_killed + rest_s):.0f} /s"
    )
    yield Line("peak memory of that process", f"{memory:.0f} MB", "", f"at most {MEMORY_MB} MB")
    yield Line("the same shop again (nothing new)", f"{again_s:.1f} s")


def check(client: Client) -> None:
    """Every order, line and person is here once."""
    with client.active():
        found = (Order.objects.count(), Order.objects.values("number").distinct().count(), OrderLine.objects.count())
        people = Contact.objects.count()
    if found != (ORDERS, ORDERS, 2 * ORDERS) or people != ORDERS // shopify.BUYERS_SHARE:
        raise RuntimeError(f"{found} orders, numbers and lines of {people} people are here.")
