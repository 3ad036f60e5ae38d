"""Autonomy's look when nothing has changed: as many looks at one client, and one at each of many clients."""

import time
from collections.abc import Iterator, Sequence

from django.db import connection, transaction

import events
from automations.models import DecisionRecord
from sensors.goals import set_goal
from sensors.models import Reading
from tenants import clock
from tenants.models import Client
from tests.bench import world
from tests.bench.report import Line

CLIENTS = 300
READING = {
    "sensor": "retention-sensor",
    "sector": "retention",
    "status": "ok",
    "pressure": 52.0,
    "facts": {"repeat_buyers_90d": 48.0},
    "source_slug": "bench",
    "source_label": "bench",
    "latency_ms": 1,
    "trace_id": "00000000-0000-0000-0000-000000000001",
}


def shop(number: int) -> Client:
    """A client with a goal that is missed, whose automation lacks orders: a look finds that, and starts nothing."""
    client = world.client(f"bench-look-{number}")
    with client.active():
        if not Reading.objects.exists():
            Reading.objects.create(at=clock.now(), **READING)
            set_goal("repeat_buyers_90d", 60)
        # What a new client is to have later is known to the dispatcher before it is measured.
        events.run_due(client=client)
    return client


def looks_ms(clients: Sequence[Client], turn: str) -> tuple[float, float]:
    """Milliseconds, and of them CPU here, for each of `CLIENTS` due looks shared out among `clients`."""
    for number in range(CLIENTS):
        with clients[number % len(clients)].active(), transaction.atomic():
            events.enqueue("automations.tick", key=f"look:{turn}:{number}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE events_job, events_lane")
    begun, begun_cpu = time.perf_counter(), time.process_time()
    ran = events.run_due()
    wall, cpu = time.perf_counter() - begun, time.process_time() - begun_cpu
    assert ran >= CLIENTS, ran
    return 1000 * wall / CLIENTS, 1000 * cpu / CLIENTS


def measure() -> Iterator[Line]:
    first = [shop(0)]
    looks_ms(first, "warm")
    one, one_cpu = looks_ms(first, "one")
    everybody = first + [shop(number) for number in range(1, CLIENTS)]
    many, many_cpu = looks_ms(everybody, "many")
    with everybody[-1].active():
        assert DecisionRecord.objects.get().outcome == DecisionRecord.Outcome.NOTHING
    yield Line(f"a look, {CLIENTS} at 1 client", f"{one:.1f} ms ({one_cpu:.1f} CPU)")
    ratio = f"{many / one:.2f} x"
    yield Line(f"a look, 1 at each of {CLIENTS} clients", f"{many:.1f} ms ({many_cpu:.1f} CPU)", ratio, "flat")
    yield Line(f"an hour's looks of {CLIENTS} clients", f"{many * CLIENTS / 1000:.1f} s", "", "of an hour, one worker")
