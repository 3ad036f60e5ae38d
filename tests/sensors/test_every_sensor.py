"""What holds for all sensors: what they declare, and that none shows yesterday's figure as today's."""

import pytest

from integrations import dependents as integrations
from sensors import dependents, matrix, registry, services
from sensors.base import Cost, Sensor
from sensors.needs import Connector
from tenants import clock
from tests.sensors.everything import SERVICES, connect_everything, spend

COMPLETE = [sensor for sensor in registry.all() if type(sensor).read is not Sensor.read]
SAYS_SO = ("UNKNOWN", "WARNING", "DEGRADED", "ERROR", "STALE", "BLOCKED")


def readers(slug: str) -> set[str]:
    """The sensors that read a service, also as one of several or where it is there."""
    return {each.slug for each in integrations.of(slug) if each.kind == "sensor"}


def only_way(slug: str) -> set[str]:
    """The sensors that have no other way than this service."""
    return {each.slug for each in COMPLETE if Connector(slug) in each.needs}


@pytest.mark.parametrize("sensor", COMPLETE, ids=lambda sensor: sensor.slug)
def test_each_sensor_declares_its_formula_its_rules_its_source_and_its_cost(sensor):
    words = type(sensor).__doc__ or ""
    assert "Pressure:" in words, "the formula"
    assert any(number in words for number in ("0 ", "100 ", "percent")), "its reference points"
    assert sum(status in words for status in SAYS_SO) >= 1, "when it is not OK"
    assert type(sensor).read.__doc__
    assert isinstance(vars(type(sensor)).get("cost"), Cost), "what a reading costs, even if nothing"
    asks = list(dependents.connectors([*sensor.needs, *sensor.also]))
    assert (sensor.cost.calls > 0) == bool(asks) or sensor.slug == "retention-sensor", "it reads what was mirrored"


def test_the_voice_sensor_says_that_there_is_nothing_to_measure():
    words = type(registry.get("voice-quality-sensor")).__doc__
    assert "BLOCKED, always" in words and "Pressure: none" in words


@pytest.fixture
def everything(outside, in_a):
    """Every service is there and every sensor measures."""
    connect_everything(outside)
    spend()
    return outside


def measured_with(served: set[str]) -> set[str]:
    """The sensors that can be OK with these services."""
    return {each.slug for each in COMPLETE if set(dependents.connectors(each.needs)) & served or not each.needs}


def test_a_sensor_asks_those_it_declares_and_no_other_service(everything):
    """So what happens to another service cannot reach it."""
    for sensor in registry.all():
        before = everything.calls()
        read = everything.measure(sensor.slug)
        asked = {slug for slug, calls in everything.calls().items() if calls > before[slug]}
        assert asked <= set(dependents.connectors([*sensor.needs, *sensor.also])), sensor.slug
        assert read.status == "ok" or sensor.slug not in measured_with(set(SERVICES)), (sensor.slug, read.reason)


def test_unplugging_a_service_turns_those_that_have_no_other_way_and_no_stranger(everything):
    for slug, connect in SERVICES.items():
        everything.unplug(slug)
        after = {each: everything.measure(each) for each in readers(slug)}
        turned = {each for each, read in after.items() if read.status in ("error", "degraded")}
        assert only_way(slug) <= turned, (slug, after)
        assert all(after[each].reason for each in turned)
        connect(everything)


def test_no_old_figure_stands_unmarked_where_a_service_is_gone(everything, in_a):
    services.read_all()
    for slug in SERVICES:
        everything.unplug(slug, calls=200)
    services.read_all()
    for state in matrix.sensor_states(clock.now()):
        asks = [each for slug in SERVICES for each in only_way(slug)]
        assert state.sensor not in asks or (state.level, state.may_act) == (None, False), state
        assert state.status == "ok" or state.reason
    speaking = {pressure.sector: pressure for pressure in matrix.pressures(clock.now())}
    assert (speaking["ads"].level, speaking["ads"].status) == (None, "error")


def test_a_service_that_hangs_holds_one_reading_up_for_its_time_and_no_other(everything, monkeypatch):
    shop = registry.get("shopify-sensor")
    monkeypatch.setattr(shop, "timeout_s", 0.1, raising=False)
    everything.hang("shopify")
    read = {reading.sensor: reading for reading in services.read_all([shop.slug, "product-seo-sensor", "gsc-sensor"])}
    assert (read[shop.slug].status, read[shop.slug].pressure) == ("error", None)
    assert "0.1 seconds" in read[shop.slug].reason
    assert read[shop.slug].latency_ms < 2_000
    assert [read[slug].status for slug in ("product-seo-sensor", "gsc-sensor")] == ["ok", "ok"]


def test_all_sensors_blocked_is_a_matrix_without_a_figure(outside, in_a):
    services.read_all()
    found = matrix.pressures(clock.now())
    assert [pressure.level for pressure in found] == [None] * len(found)
    assert matrix.acting(clock.now()) and not any(each.may_act for each in matrix.acting(clock.now()).values())
