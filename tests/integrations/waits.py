"""How tests wait for a service: not at all."""

import pytest

from integrations.http import pace


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Waits are written down instead of kept; the counters' time moves on by them."""
    waits: list[float] = []
    start = pace.now()
    monkeypatch.setattr(pace, "sleep", waits.append)
    monkeypatch.setattr(pace, "now", lambda: start + sum(waits))
    return waits
