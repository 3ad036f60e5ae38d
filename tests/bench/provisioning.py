"""A new client: the first (which makes the template), the second, the hundredth."""

import time
from collections.abc import Iterator

from tenants.models import SchemaTemplate
from tests.bench import world
from tests.bench.report import Line

CLIENTS = 100


def measure() -> Iterator[Line]:
    SchemaTemplate.objects.all().delete()
    taken = []
    for number in range(CLIENTS):
        begun = time.perf_counter()
        world.client(f"bench-new-{number}")
        taken.append(time.perf_counter() - begun)
    early, late = sorted(taken[1:11])[5], sorted(taken[-10:])[5]
    yield Line("1st client after new migrations (makes the template)", f"{taken[0]:.2f} s")
    yield Line("clients 2 to 11, median", f"{early:.3f} s", "", "at most 0.3 s")
    yield Line(f"clients {CLIENTS - 9} to {CLIENTS}, median", f"{late:.3f} s", f"{late / early:.2f} x", "flat")
