"""Sensors read in one go share what they ask outside services for."""

import time

import pytest

from integrations import connections
from integrations.connections import changing
from integrations.models import Connection
from sensors import services
from sensors.base import registered
from sensors.models import Reading
from sensors.tools import Tools
from tenants.errors import Refused, Temporary
from tests.integrations.sample_service import KEY, SITE, service
from tests.sensors.shop import Probe, install, measured

__all__ = ["service"]


@pytest.fixture
def tools(client_a, noon):
    return Tools(client_a, noon)


@pytest.fixture
def asked() -> list[str]:
    return []


def pair(monkeypatch, answer, **attributes) -> list[str]:
    """Two sensors that do the same."""
    install(monkeypatch, answer, **attributes)
    second = Probe(answer, slug="second-probe-sensor", **attributes)
    monkeypatch.setitem(registered, second.slug, second)
    return ["probe-sensor", second.slug]


def test_one_key_is_fetched_once(tools, asked):
    def fetch():
        asked.append("report")
        return 7

    assert [tools.shared(("ga4", 28), fetch) for _sensor in range(3)] == [7, 7, 7]
    assert asked == ["report"]
    assert tools.shared(("ga4", 7), lambda: 8) == 8, "another key is another question"


@pytest.mark.parametrize("failure", [Temporary("down"), Refused("no"), ValueError("odd")], ids=lambda each: str(each))
def test_a_failed_fetch_fails_for_everyone_and_is_tried_once(tools, asked, failure):
    def fetch():
        asked.append("report")
        raise failure

    for _sensor in range(3):
        with pytest.raises(type(failure)):
            tools.shared("report", fetch)
    assert asked == ["report"]


def test_nothing_is_remembered_as_nothing(tools, asked):
    assert [tools.shared("none", lambda: asked.append("x")) for _sensor in range(2)] == [None, None]
    assert asked == ["x"]


def test_a_service_is_bound_once_and_a_missing_one_refused(tools, monkeypatch):
    bound = []
    monkeypatch.setattr(connections, "bound", lambda slug, why: bound.append((slug, why)) or object())
    assert tools.bound("ga4") is tools.bound("ga4")
    assert bound == [("ga4", "sensor")]
    monkeypatch.undo()
    with tools.client.active(), pytest.raises(Refused) as caught:
        Tools(tools.client, tools.now).bound("gsc")
    assert caught.value.code == "not_connected"


def test_only_what_was_set_up_can_be_lost(in_a, noon, service):
    def lost() -> str:
        return Tools(in_a, noon).lost("sample")

    assert lost() == "", "nobody ever set it up"
    connections.configure("sample", {"SAMPLE_SITE": SITE, "SAMPLE_KEY": KEY}, by=None)
    assert "not tested yet" in lost()
    assert connections.test("sample").works and lost() == ""
    changing.move(Connection.objects.get(), Connection.State.BROKEN, code="unreachable")
    assert "does not answer" in lost()


def test_sensors_read_in_one_go_share_a_fetch(in_a, noon, monkeypatch, asked):
    def answer(tools):
        tools.shared("report", lambda: asked.append("report"))
        return measured(3)

    both = pair(monkeypatch, answer)
    assert [reading.status for reading in services.read_all(both)] == ["ok", "ok"]
    assert asked == ["report"]
    services.read_all(both)
    assert asked == ["report", "report"], "the next go asks anew"


def test_a_hanging_fetch_is_waited_for_once(in_a, noon, monkeypatch):
    both = pair(monkeypatch, lambda tools: tools.shared("slow", lambda: time.sleep(30)), timeout_s=0.05)
    started = time.perf_counter()
    first, second = services.read_all(both)
    assert time.perf_counter() - started < 5
    assert (first.status, second.status) == ("error", "error")
    assert second.reason not in ("", first.reason), "it says whom it waited behind"
    assert second.latency_ms < 40


def test_each_reading_is_stored_before_the_next_is_taken(in_a, noon, monkeypatch):
    both = pair(monkeypatch, lambda tools: measured(3))
    one_by_one = services.read_each(both)
    next(one_by_one)
    assert Reading.objects.count() == 1
    assert len(list(one_by_one)) == 1
