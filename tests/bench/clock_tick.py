"""The dispatcher's tick: the same due work among 1, 300 and 1,000 clients."""

import time
from collections.abc import Iterator
from statistics import median

from django.db import connection, transaction

import events
from events import dispatcher
from tenants import clock
from tenants.models import Client
from tests.bench import world
from tests.bench.report import Line

DUE = 10
TICKS = 30
CLIENTS = (300, 1_000)


def tick_ms(client: Client) -> float:
    """Median milliseconds of a tick that finds `DUE` due jobs; what it marked is undone."""
    taken = []
    for _ in range(TICKS):
        with client.active(), transaction.atomic():
            for number in range(DUE):
                events.enqueue("automations.plan", {"run_id": "none"}, key=f"tick:{time.time_ns()}:{number}")
        begun = time.perf_counter()
        dispatcher.dispatch(clock.now())
        taken.append(1000 * (time.perf_counter() - begun))
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM events_job WHERE key LIKE 'tick:%%'")
    return median(taken)


def add_clients(first: int, last: int) -> None:
    """Client rows with a lane each and work due tomorrow; no schemas: the tick reads none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO tenants_client (schema_name, slug, name, vertical, country, language, currency, timezone,"
            " state, is_agency, is_demo, is_rehearsal, created_at)"
            " SELECT 'client_row_' || n, 'row-' || n, 'Row', 'shop', 'BE', 'en', 'EUR', 'Europe/Brussels',"
            " 'active', false, false, false, now() FROM generate_series(%s, %s) n",
            [first, last],
        )
        cursor.execute(
            "INSERT INTO events_lane (client_id, next_due_at) SELECT id, now() + interval '1 day' FROM tenants_client"
            " WHERE slug LIKE 'row-%%' ON CONFLICT DO NOTHING"
        )
        cursor.execute("ANALYZE")


def remove_clients() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM events_lane WHERE client_id IN (SELECT id FROM tenants_client WHERE slug LIKE 'row-%%')"
        )
        cursor.execute("DELETE FROM tenants_client WHERE slug LIKE 'row-%%'")


def measure() -> Iterator[Line]:
    client = world.client("bench-tick")
    one, before = tick_ms(client), 1
    yield Line(f"tick with {DUE} due jobs, 1 client", f"{one:.2f} ms")
    for clients in CLIENTS:
        add_clients(before, clients)
        many, before = tick_ms(client), clients + 1
        yield Line(f"tick with {DUE} due jobs, {clients:,} clients", f"{many:.2f} ms", f"{many / one:.2f} x", "flat")
    remove_clients()
