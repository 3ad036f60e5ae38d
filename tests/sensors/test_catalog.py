"""Every sensor of the catalogue is there, declares what it needs, and is honest without it."""

import csv
from datetime import timedelta

import pytest

from integrations import registry as connectors
from sensors import registry, services
from sensors.base import Sensor
from sensors.needs import Connector, ImportedOrders, OneOf, VoiceGateway
from sensors.sectors import Sector


def needed(needs):
    for need in needs:
        yield from needed(need.needs) if isinstance(need, OneOf) else [need]


def test_each_sensor_of_the_catalogue_is_registered(shared_dir):
    with (shared_dir / "catalogue.csv").open(newline="") as file:
        wanted = {row["id"]: row["name"] for row in csv.DictReader(file) if row["sensor"] == "yes"}
    assert {sensor.slug for sensor in registry.all()} == set(wanted)


def test_a_sensor_lives_in_a_file_of_its_own_name():
    for sensor in registry.all():
        module = type(sensor).__module__
        assert module == f"sensors.catalog.{sensor.slug.replace('-', '_')}"


def test_each_sensor_says_what_it_measures_how_often_and_for_which_sector():
    for sensor in registry.all():
        assert str(sensor.title)
        assert str(sensor.description)
        assert sensor.sector in Sector
        assert timedelta(minutes=15) <= sensor.every <= timedelta(days=1)


def names(need) -> tuple[str, ...]:
    if isinstance(need, VoiceGateway):
        return need.credentials
    if not isinstance(need, Connector):
        return ()
    manifest = connectors.get(need.slug)
    return manifest.required() or tuple(name for group in manifest.alternatives for name in group)


def test_each_connector_asked_for_names_its_credentials():
    asked = [need for sensor in registry.all() for need in needed(sensor.needs)]
    assert all(names(need) for need in asked if not isinstance(need, ImportedOrders))


@pytest.mark.parametrize("sensor", registry.all(), ids=lambda sensor: sensor.slug)
def test_connected_is_not_measured(in_a, noon, sensor, monkeypatch):
    """With every service said to be connected and nothing coming from it, no sensor claims to know anything."""
    monkeypatch.setattr(Connector, "missing", lambda self, tools: None)
    monkeypatch.setattr(VoiceGateway, "missing", lambda self, tools: None)
    in_a.language = "en"
    reading = services.read(sensor.slug)
    assert (reading.status in ("unknown", "error"), reading.pressure) == (True, None)
    if type(sensor).read is Sensor.read:
        assert "cannot read it yet" in reading.reason
    assert reading.reason


def test_metrics_are_named_once():
    slugs = [metric.slug for sensor in registry.all() for metric in sensor.metrics]
    assert len(slugs) == len(set(slugs))
    assert "repeat_buyers_90d" in slugs


@pytest.mark.parametrize("sensor", registry.all(), ids=lambda sensor: sensor.slug)
def test_without_accounts_and_data_nothing_is_made_up(in_a, noon, sensor):
    reading = services.read(sensor.slug)
    assert reading.status == ("blocked" if sensor.needs else "unknown")
    assert reading.pressure is None
    assert reading.reason
    wanted = [name for need in needed(sensor.needs) for name in names(need)]
    assert reading.facts.get("missing", []) == wanted
    assert all(name in reading.reason for name in wanted)


def test_two_sensors_of_one_name_are_a_mistake_at_start_up():
    from sensors.base import register

    with pytest.raises(ValueError, match="retention-sensor"):
        register(type("Other", (Sensor,), {"slug": "retention-sensor", "__module__": __name__}))


def test_imported_orders_are_the_alternative_of_the_shop():
    (need,) = registry.get("retention-sensor").needs
    assert isinstance(need, OneOf)
    assert [type(one) for one in need.needs] == [Connector, ImportedOrders]
