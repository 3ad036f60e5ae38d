"""A client under pressure, and an automation that answers."""

import pytest

from tests.automations.autonomy.shopkeeping import install, under_pressure


@pytest.fixture
def probe(monkeypatch):
    return install(monkeypatch)


@pytest.fixture
def pressed(in_a, noon, probe):
    """Client A under pressure, with an automation that answers it."""
    under_pressure(noon)
    return in_a
