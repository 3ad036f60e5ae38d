"""Outside services of one client, played on this machine over HTTP and connected without a test of their own.

A fake is started once per session and asked by every test; each test begins with the replies of
the service's contract (`tests/integrations/connectors/contracts`) and changes what it needs.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.core.cache import cache

from integrations import connections, registry
from integrations.models import Connection
from integrations.vault import memory
from sensors import services
from sensors.models import Reading
from tenants import clock
from tests.fakes import faults
from tests.fakes.server import Fake
from tests.integrations.connectors.conftest import slept, specs
from tests.integrations.connectors.contracts import Contracted, contracted

__all__ = ["Outside", "outside", "served", "slept"]
State = Connection.State


class Played:
    """One service's fakes: the main one, and those of its other hosts by name."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        self.told: Contracted = contracted(slug, specs())
        self.hosts = {"": self.told.main, **self.told.others}
        self.fakes = {name: host.start() for name, host in self.hosts.items()}

    def fresh(self) -> None:
        for name, host in self.hosts.items():
            fake = self.fakes[name]
            fake.replies, fake.auth = dict(host.replies), dict(host.auth)
            for kept in (fake.calls, fake.operations, fake.ledger, fake.problems, fake._faults):
                kept.clear()
            fake._known.clear()

    def stop(self) -> None:
        for fake in self.fakes.values():
            fake.stop()


class Outside:
    """`connect` lets client A use a service and gives its fake; `read` takes a reading in English words."""

    def __init__(self, started: dict[str, Played], monkeypatch: pytest.MonkeyPatch) -> None:
        self._started, self._monkeypatch = started, monkeypatch

    def connect(self, slug: str, replies: Mapping[str, Any] | None = None, **values: str) -> Fake:
        """The main fake, with `replies` put over those of the contract. Skips by name without the specification."""
        declared = [method.spec for method in registry.get(slug).methods]
        if any(spec != "unverified" for spec in declared) and not specs().is_dir():
            pytest.skip("SHARED_DIR is absent: the vendors' specifications are not part of the product")
        played = self._started.get(slug) or self._started.setdefault(slug, Played(slug))
        played.fresh()
        for name, fake in played.fakes.items():
            variable = "_".join(part for part in (slug.upper(), name.upper(), "API_BASE") if part)
            self._monkeypatch.setenv(variable, fake.url + getattr(played.hosts[name].contract, "base_path", ""))
        row = connections.configure(slug, {**played.told.values, **values}, by=None)
        Connection.objects.filter(pk=row.pk).update(state=State.CONNECTED, checked_at=clock.now())
        played.fakes[""].replies |= dict(replies or {})
        return played.fakes[""]

    def unplug(self, slug: str, calls: int = 40) -> None:
        """From now on the service hangs up on every call."""
        cache.clear()
        for fake in self._started[slug].fakes.values():
            fake.fail(*[faults.DROP] * calls)

    def read(self, slug: str) -> Reading:
        return services.read(slug)


@pytest.fixture(scope="session")
def served() -> Iterator[dict[str, Played]]:
    """The fakes that were started so far."""
    started: dict[str, Played] = {}
    yield started
    for played in started.values():
        played.stop()


@pytest.fixture
def outside(
    in_a: Any, noon: Any, slept: list[float], served: dict[str, Played], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Outside]:
    """Client A at noon, who reads English, with no service connected yet."""
    in_a.language = "en"
    cache.clear()
    memory._values.clear()
    yield Outside(served, monkeypatch)
    memory._values.clear()
