"""One call to a service through our HTTP seam against the same call by bare httpx: same server, same process."""

import logging
import os
import time
from collections.abc import Callable, Iterator
from io import StringIO
from statistics import median

import httpx
from django.test.utils import override_settings

from integrations.http import Http
from integrations.http.auth import bearer
from integrations.manifest import Manifest, Rate
from integrations.models import Connection
from tenants import clock
from tests.bench import serving, world
from tests.bench.report import Line

CALLS = 600
ROUNDS = 5
MANIFEST = Manifest(
    slug="bench",
    title="Bench",
    level="client",
    version="1",
    base_url="https://bench.example",
    credentials=(),
    setup_url="",
    docs="",
    rate=Rate(per_s=1_000_000, per_minute=60_000_000),
)


def call_us(call: Callable[[], object]) -> tuple[float, float]:
    """Microseconds of one call by the wall and of CPU: the median of rounds, after some calls to warm up."""
    for _ in range(50):
        call()
    walls, cpus = [], []
    for _ in range(ROUNDS):
        wall, cpu = time.perf_counter(), time.process_time()
        for _ in range(CALLS // ROUNDS):
            call()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    share = 1_000_000 * ROUNDS / CALLS
    return median(walls) * share, median(cpus) * share


def quiet_log() -> None:
    """Lines are made and written, but nobody has to read them."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler, logging.StreamHandler):
            handler.setStream(StringIO())


def measure() -> Iterator[Line]:
    quiet_log()
    client = world.client("bench-seam")
    with serving.uvicorn("tests.bench.answering:app") as port, override_settings(DEVELOPMENT=True), client.active():
        base = f"http://127.0.0.1:{port}"
        os.environ["BENCH_API_BASE"] = base
        row = Connection.objects.create(connector="bench", since=clock.now())
        with httpx.Client(trust_env=False) as bare:
            bare_us, bare_cpu = call_us(
                lambda: bare.get(f"{base}/things", headers={"Authorization": "Bearer t"}).json()
            )
        seam = Http(MANIFEST, bearer("t"))
        seam_us, seam_cpu = call_us(lambda: seam.get("/things").json())
        known = Http(MANIFEST, bearer("t"), connection_id=row.pk)
        known_us, known_cpu = call_us(lambda: known.get("/things").json())
    yield Line("a call by bare httpx", f"{bare_us:.0f} us", "", f"{bare_cpu:.0f} us CPU")
    yield Line("the same through the seam", f"{seam_us:.0f} us", f"{seam_us / bare_us:.2f} x", f"{seam_cpu:.0f} us CPU")
    yield Line(
        "and kept among the connection's last calls",
        f"{known_us:.0f} us",
        f"{known_us / bare_us:.2f} x",
        f"{known_cpu:.0f} us CPU; at most 5,000 us more than bare",
    )
