"""Outside services of one client, played on this machine over HTTP and connected without a test of their own.

A fake is started once per session and asked by every test; each test begins with the replies of
the service's contract (`tests/integrations/connectors/contracts`) and changes what it needs.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import translation

from integrations import registry
from integrations.models import Connection
from sensors import registry as sensors
from sensors import services
from sensors.base import Read
from sensors.models import Reading
from sensors.tools import Tools
from tenants import clock, context
from tests.fakes import faults
from tests.fakes.server import Fake
from tests.integrations.connectors.conftest import specs
from tests.integrations.connectors.contracts import Contracted, contracted
from tests.integrations.waits import slept

__all__ = ["Outside", "outside", "served", "slept"]
State = Connection.State


class Played:
    """One service's fakes: the main one, and those of its other hosts by name."""

    def __init__(self, told: Contracted) -> None:
        self.told = told
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
    """`connect` lets client A use a service and gives its fake; `measure` and `read` speak English.

    `measure` is all that happens before a reading is stored, and the cheaper one.
    """

    def __init__(self, started: dict[object, Played], monkeypatch: pytest.MonkeyPatch) -> None:
        self._started, self._monkeypatch = started, monkeypatch
        self._playing: dict[str, Played] = {}

    def connect(
        self, slug: str, replies: Mapping[str, Any] | None = None, *, told: Contracted | None = None, **values: str
    ) -> Fake:
        """The main fake, with `replies` put over those of the contract (or of `told`, a contract of the test's own).

        Skips by name where the vendor's specification is needed and absent.
        """
        declared = [method.spec for method in registry.get(slug).methods]
        if told is None and any(spec != "unverified" for spec in declared) and not specs().is_dir():
            pytest.skip("SHARED_DIR is absent: the vendors' specifications are not part of the product")
        key = slug if told is None else id(told)
        if key not in self._started:
            self._started[key] = Played(told or contracted(slug, specs()))
        played = self._playing[slug] = self._started[key]
        played.fresh()
        for name, fake in played.fakes.items():
            variable = "_".join(part for part in (slug.upper(), name.upper(), "API_BASE") if part)
            self._monkeypatch.setenv(variable, fake.url + getattr(played.hosts[name].contract, "base_path", ""))
        now = clock.now()
        # All values lie open beside the connection: what the vault does has its own tests, and takes its time.
        fields = {"config": {**played.told.values, **values}, "state": State.CONNECTED, "since": now, "checked_at": now}
        Connection.objects.update_or_create(connector=slug, defaults=fields)
        played.fakes[""].replies |= dict(replies or {})
        return played.fakes[""]

    def unplug(self, slug: str, calls: int = 40) -> None:
        """From now on the service hangs up on every call."""
        cache.clear()
        for fake in self._playing[slug].fakes.values():
            fake.fail(*[faults.DROP] * calls)

    def answer(self, slug: str) -> None:
        """It answers again, as it did before."""
        for fake in self._playing[slug].fakes.values():
            fake._faults.clear()

    def calls(self) -> dict[str, int]:
        """How many calls each connected service has received."""
        return {slug: sum(len(fake.calls) for fake in each.fakes.values()) for slug, each in self._playing.items()}

    def hang(self, slug: str) -> None:
        """The next call is taken and never answered."""
        self._playing[slug].fakes[""].fail(faults.STALL)

    def measure(self, slug: str) -> Read:
        with translation.override("en"):
            return services.measure(sensors.get(slug), Tools(context.current(), clock.now()))

    def read(self, slug: str) -> Reading:
        return services.read(slug)


@pytest.fixture(scope="session")
def served() -> Iterator[dict[object, Played]]:
    """The fakes that were started so far."""
    started: dict[object, Played] = {}
    yield started
    for played in started.values():
        played.stop()


@pytest.fixture
def outside(
    in_a: Any, noon: Any, slept: list[float], served: dict[object, Played], monkeypatch: pytest.MonkeyPatch
) -> Outside:
    """Client A at noon, who reads English, with no service connected yet."""
    in_a.language = "en"
    return Outside(served, monkeypatch)
