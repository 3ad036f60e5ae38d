"""What is missing is named exactly, and never more than is missing."""

from datetime import timedelta

import pytest

from integrations import connections, registry
from sensors import dependents
from sensors import registry as sensors
from sensors.needs import Connector, ImportedOrders, Missing, OneOf, VoiceGateway, all_missing
from sensors.tools import Tools
from tenants import clock
from tenants.errors import Refused
from tests.integrations.sample_service import KEY, SITE, service
from tests.sensors.shop import shop

__all__ = ["service"]
ASKED = sorted({slug for sensor in sensors.all() for slug in dependents.connectors(sensor.needs)})
VALUES = {"SAMPLE_SITE": SITE, "SAMPLE_KEY": KEY}


class Met:
    def missing(self, tools):
        return None


@pytest.fixture
def tools(in_a, noon) -> Tools:
    return Tools(in_a, noon)


def names(slug: str) -> tuple[str, ...]:
    """What the manifest says is needed."""
    manifest = registry.get(slug)
    return manifest.required() or tuple(name for group in manifest.alternatives for name in group)


@pytest.mark.parametrize("slug", ASKED)
def test_a_connector_names_its_service_the_client_and_each_credential(tools, slug):
    missing = Connector(slug).missing(tools)
    assert missing.credentials == names(slug)
    for word in (registry.get(slug).title, tools.client.name, *names(slug)):
        assert word in missing.sentence


def test_a_connector_nobody_knows_is_a_mistake(tools):
    with pytest.raises(Refused, match="fax"):
        Connector("fax").missing(tools)


def test_imported_orders_are_there_after_an_import(in_a, noon):
    assert isinstance(ImportedOrders().missing(Tools(in_a, noon)), Missing)
    shop(noon, [1])
    assert ImportedOrders().missing(Tools(in_a, noon)) is None


def test_orders_that_a_connected_shop_told_are_no_import(in_a, noon):
    source = shop(noon, [1])
    source.slug = "shopify"
    source.save()
    assert isinstance(ImportedOrders().missing(Tools(in_a, noon)), Missing)


def test_another_clients_orders_meet_no_need(client_a, client_b, noon):
    with client_b.active():
        shop(noon, [1])
    with client_a.active():
        assert ImportedOrders().missing(Tools(client_a, noon)) is not None


def test_alternatives_are_named_in_the_order_declared(tools):
    missing = OneOf(Connector("ga4"), ImportedOrders(), Connector("apify")).missing(tools)
    assert missing.credentials == (*names("ga4"), "APIFY_TOKEN")
    assert missing.sentence.index("Google Analytics") < missing.sentence.index("Apify")


@pytest.mark.parametrize("ways", [(Met(), Connector("ga4")), (Connector("ga4"), Met())])
def test_any_alternative_will_do(tools, ways):
    assert OneOf(*ways).missing(tools) is None


def test_alternatives_may_hold_alternatives(tools):
    assert OneOf(Connector("ga4"), OneOf(Connector("gsc"), Met())).missing(tools) is None


def test_every_unmet_need_is_told_and_no_other(tools):
    found = all_missing([Connector("ga4"), Met(), Connector("gsc")], tools)
    assert [one.credentials for one in found] == [names("ga4"), names("gsc")]
    assert all_missing([], tools) == []


def test_a_connected_service_meets_the_need(in_a, noon, service):
    connections.configure("sample", VALUES, by=None)
    missing = Connector("sample").missing(Tools(in_a, noon))
    assert missing is not None and missing.credentials == ()
    assert "was not tested yet" in missing.sentence
    connections.test("sample")
    assert Connector("sample").missing(Tools(in_a, noon)) is None


def test_a_connection_that_broke_or_grew_old_meets_no_need(in_a, noon, service):
    connections.configure("sample", VALUES, by=None)
    connections.test("sample")
    with clock.frozen(noon + timedelta(hours=25)):
        old = Connector("sample").missing(Tools(in_a, clock.now()))
    assert old is not None and "more than a day ago" in old.sentence
    service.keys = set()
    connections.test("sample")
    broken = Connector("sample").missing(Tools(in_a, noon))
    assert broken is not None and "no longer accepts" in broken.sentence


def test_another_clients_connection_meets_no_need(client_a, client_b, noon, service):
    with client_b.active():
        connections.configure("sample", VALUES, by=None)
        connections.test("sample")
    with client_a.active():
        assert Connector("sample").missing(Tools(client_a, noon)) is not None


def test_there_is_no_voice_gateway_to_be_had(tools):
    missing = VoiceGateway().missing(tools)
    assert missing.credentials == ("VOICE_GATEWAY_URL", "VOICE_GATEWAY_TOKEN")
    assert all(name in missing.sentence for name in missing.credentials)
