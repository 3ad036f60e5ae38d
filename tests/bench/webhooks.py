"""A shop's deliveries over real HTTP through the ASGI application, then worked off by two worker processes."""

import json
import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.db.models import Count, Max
from django.test.utils import override_settings

from crm.models import Order
from events.wake import quiet
from integrations import connections
from integrations.models import Connection, Delivery
from tenants.models import Client
from tests.bench import posting, serving, world
from tests.bench.report import Line
from tests.bench.runs import worker
from tests.fakes.shopify_shop import SECRET, STORE, TOKEN, Shop, stamp

ORDERS, STATES = 2_500, 4
TOGETHER = 16
LIMIT_S = 900.0
FIRST = datetime(2026, 9, 1, 8, tzinfo=UTC)


def delivery(number: int, order: int, state: int) -> posting.Request:
    """One state of an order, signed as the shop signs."""
    said = {
        "id": order + 1, "name": f"#{order + 1}", "created_at": stamp(FIRST + timedelta(minutes=order)),
        "updated_at": stamp(FIRST + timedelta(minutes=order, days=state)), "cancelled_at": None,
        "financial_status": "paid", "email": f"p{order % 700}@shop.example", "phone": None, "currency": "EUR",
        "total_price": f"{state + 1}00.00", "refunds": [], "shipping_address": {"country_code": "BE"},
        "customer": {"id": order % 700 + 1, "email": f"p{order % 700}@shop.example", "first_name": "A",
                     "created_at": stamp(FIRST), "updated_at": stamp(FIRST)},
        "line_items": [{"sku": f"S-{order % 90}", "title": "Lamp", "quantity": 1, "price": "100.00"}],
    }  # fmt: skip
    body = json.dumps(said).encode()
    topic = "orders/create" if state == 0 else "orders/updated"
    return Shop.sign(topic, body, f"d-{number}"), body


def shuffled() -> list[posting.Request]:
    """Each state of each order once, in no order."""
    told = [(order, state) for order in range(ORDERS) for state in range(STATES)]
    random.Random(11).shuffle(told)
    return [delivery(number, order, state) for number, (order, state) in enumerate(told)]


def work_off(client: Client, wanted: int) -> float:
    """Seconds until no delivery waits and every order stands in the mirror as it was last."""
    with worker("config.celery"):
        begun = time.perf_counter()
        while not _done(client, wanted):
            if time.perf_counter() - begun > LIMIT_S:
                raise RuntimeError(f"The deliveries were not worked off in {LIMIT_S:.0f} s.")
            time.sleep(0.1)
        return time.perf_counter() - begun


def _done(client: Client, wanted: int) -> bool:
    from celery import current_app

    current_app.send_task("events.dispatch", ignore_result=True)
    with client.active():
        if Delivery.objects.waiting().exists():
            return False
        last = Order.objects.filter(total_cents=100_00 * STATES)
        return last.aggregate(n=Count("id"), newest=Max("id"))["n"] == wanted


def connected(client: Client) -> Connection:
    """The shop is set up; nobody reads it here."""
    values = {"SHOPIFY_STORE": STORE, "SHOPIFY_ACCESS_TOKEN": TOKEN, "SHOPIFY_API_SECRET": SECRET}
    with client.active(), quiet():
        return connections.configure("shopify", values, by=None)


def measure() -> Iterator[Line]:
    client = world.client("bench-hooks")
    row, requests = connected(client), shuffled()
    path = f"/hooks/shopify/{row.pk}/"
    with serving.uvicorn("config.asgi:application") as port, override_settings(DEVELOPMENT=True):
        posting.post(port, client.host, path, requests[:50], together=1)
        posted = posting.post(port, client.host, path, requests, together=TOGETHER)
    if posted.refused:
        raise RuntimeError(f"{posted.refused} deliveries were refused.")
    rate = f"{len(requests) / posted.seconds:.0f} /s"
    yield Line(f"{len(requests):,} deliveries acknowledged, {TOGETHER} at a time", rate, "", "one web process")
    yield Line("an acknowledgement, median", f"{1000 * posted.at(0.5):.0f} ms")
    yield Line("an acknowledgement, p99", f"{1000 * posted.at(0.99):.0f} ms", "", "under 1,000 ms")
    seconds = work_off(client, ORDERS)
    with client.active():
        kept, orders = Delivery.objects.count(), Order.objects.count()
    if (kept, orders) != (len(requests), ORDERS):
        raise RuntimeError(f"{kept} deliveries and {orders} orders are here.")
    yield Line("worked off, every order as it was last", f"{seconds:.1f} s", "", f"{kept / seconds:.0f} deliveries/s")
