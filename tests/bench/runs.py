"""One durable run (trigger row, one tag_contact action, result, ledger entries), two workers each:

our engine against one Celery task per step and a bare SKIP LOCKED loop. A last line has our engine
plan each run too, from the event that asks for it; the baselines have nothing like it.
"""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction

import events
from automations.services import start_run
from events.wake import quiet
from tenants.models import Client
from tests.bench import engine as our_engine
from tests.bench import rows, stepwise, world
from tests.bench.report import Line

RUNS = 400
LIMIT_S = 120.0


@contextmanager
def worker(app: str) -> Iterator[None]:
    """A Celery worker with two processes, answering before the block begins."""
    words = ["-m", "celery", "--quiet", "-A", app, "worker", "--concurrency", "2", "--queues", "default"]
    words += ["--loglevel", "ERROR", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    process = subprocess.Popen([sys.executable, *words], start_new_session=True, stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        while not stepwise.app.control.ping(timeout=0.5):
            if time.monotonic() > deadline:
                raise RuntimeError("The bench's worker does not answer.")
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def done(client: Client) -> int:
    with client.active(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM automations_run WHERE automation = 'bench-tag' AND state = 'done'")
        return int(cursor.fetchone()[0])


def rate(client: Client, feed: Callable[[], object]) -> float:
    """Runs per second from feeding to the last result."""
    target = done(client) + RUNS
    begun = time.perf_counter()
    feed()
    while done(client) < target:
        if time.perf_counter() - begun > LIMIT_S:
            raise RuntimeError(f"Only {done(client) - target + RUNS} of {RUNS} runs were done in {LIMIT_S:.0f} s.")
        time.sleep(0.02)
    return RUNS / (time.perf_counter() - begun)


def engine(client: Client, people: list[int]) -> float:
    """Our engine, from released actions on."""
    with client.active(), quiet():
        for contact_id in people:
            start_run("bench-tag", {"contact": contact_id}, trigger="manual")
    with worker(our_engine.__name__):
        return rate(client, lambda: stepwise.app.send_task("events.dispatch"))


def engine_from_event(client: Client, people: list[int]) -> float:
    """Our engine, from the event that asks for a run."""

    def feed() -> None:
        with client.active(), transaction.atomic():
            for contact_id in people:
                events.publish("bench.wanted", ("contact", contact_id), key=f"bench:{time.time_ns()}:{contact_id}")

    with worker(our_engine.__name__):
        return rate(client, feed)


def celery_steps(client: Client, people: list[int]) -> float:
    """One Celery task per step."""
    with client.active():
        triggers = rows.stage(people)
    with worker(stepwise.__name__):
        return rate(client, lambda: [stepwise.take.delay(client.pk, each) for each in triggers])


def bare(client: Client, people: list[int]) -> float:
    """Two bare loops; what starting two idle ones takes is subtracted."""
    with client.active():
        rows.stage(people)
    return RUNS / (loops_s(client) - loops_s(client))


def loops_s(client: Client) -> float:
    begun = time.perf_counter()
    command = [sys.executable, "-m", "tests.bench.loop", str(client.pk)]
    for loop in [subprocess.Popen(command) for _ in range(2)]:
        if loop.wait():
            raise RuntimeError("A bare loop failed.")
    return time.perf_counter() - begun


def measure() -> Iterator[Line]:
    client = world.client("bench-runs")
    people = world.contacts(client, RUNS)
    ours, steps, loop = engine(client, people), celery_steps(client, people), bare(client, people)
    yield Line("durable run, our engine", f"{ours:.0f} runs/s")
    yield Line("same rows, one Celery task per step", f"{steps:.0f} runs/s", f"{ours / steps:.2f} x", "at least 1.5 x")
    yield Line("same rows, bare SKIP LOCKED loop", f"{loop:.0f} runs/s", f"{ours / loop:.2f} x", "towards 0.6 x")
    yield Line("our engine, planning each run from its event too", f"{engine_from_event(client, people):.0f} runs/s")
