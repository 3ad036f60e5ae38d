"""When a service is connected or lost, the sensors that need it say so at once."""

import pytest

import events
from integrations import connections
from sensors.base import Connector
from sensors.models import Reading
from tests.integrations.sample_service import KEY, SITE, service
from tests.sensors.shop import install

__all__ = ["service"]
VALUES = {"SAMPLE_SITE": SITE, "SAMPLE_KEY": KEY}


@pytest.fixture
def probe(monkeypatch):
    """One sensor that needs the sample service and has no code to read it with."""
    from sensors.base import Sensor

    return install(monkeypatch, lambda tools: Sensor.read(None, tools), needs=(Connector("sample"),))


def last(client) -> str:
    events.run_due(client=client)
    return Reading.objects.order_by("pk").last().status


def test_a_sensor_follows_its_service(in_a, noon, service, probe):
    connections.configure("sample", VALUES, by=None)
    assert last(in_a) == "blocked"
    connections.test("sample")
    assert last(in_a) == "unknown", "connected, and never OK without code that reads"
    connections.disconnect("sample", by=None)
    assert last(in_a) == "blocked"
