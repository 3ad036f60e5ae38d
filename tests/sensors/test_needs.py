"""What is missing is named exactly, and never more than is missing."""

import pytest

from sensors.connectors import CONNECTORS
from sensors.needs import Connector, ImportedOrders, Missing, OneOf, all_missing
from sensors.tools import Tools
from tests.sensors.shop import shop


class Met:
    def missing(self, tools):
        return None


@pytest.fixture
def tools(in_a, noon) -> Tools:
    return Tools(in_a, noon)


@pytest.mark.parametrize("slug", sorted(CONNECTORS))
def test_a_connector_names_its_service_the_client_and_each_credential(tools, slug):
    missing = Connector(slug).missing(tools)
    wanted = CONNECTORS[slug]
    assert missing.credentials == wanted.credentials
    for word in (wanted.title, tools.client.name, *wanted.credentials):
        assert word in missing.sentence


def test_a_connector_nobody_knows_is_a_mistake(tools):
    with pytest.raises(KeyError):
        Connector("fax").missing(tools)


def test_imported_orders_are_there_after_an_import(in_a, noon):
    assert isinstance(ImportedOrders().missing(Tools(in_a, noon)), Missing)
    shop(noon, [1])
    assert ImportedOrders().missing(Tools(in_a, noon)) is None


def test_another_clients_orders_meet_no_need(client_a, client_b, noon):
    with client_b.active():
        shop(noon, [1])
    with client_a.active():
        assert ImportedOrders().missing(Tools(client_a, noon)) is not None


def test_alternatives_are_named_in_the_order_declared(tools):
    missing = OneOf(Connector("ga4"), ImportedOrders(), Connector("apify")).missing(tools)
    assert missing.credentials == (*CONNECTORS["ga4"].credentials, "APIFY_TOKEN")
    assert missing.sentence.index("Google Analytics") < missing.sentence.index("Apify")


@pytest.mark.parametrize("ways", [(Met(), Connector("ga4")), (Connector("ga4"), Met())])
def test_any_alternative_will_do(tools, ways):
    assert OneOf(*ways).missing(tools) is None


def test_alternatives_may_hold_alternatives(tools):
    assert OneOf(Connector("ga4"), OneOf(Connector("gsc"), Met())).missing(tools) is None


def test_every_unmet_need_is_told_and_no_other(tools):
    found = all_missing([Connector("ga4"), Met(), Connector("gsc")], tools)
    assert [one.credentials for one in found] == [CONNECTORS["ga4"].credentials, CONNECTORS["gsc"].credentials]
    assert all_missing([], tools) == []


def test_no_credential_has_a_value_here():
    """Names only: a value in the code would be everybody's."""
    for wanted in CONNECTORS.values():
        for name in wanted.credentials:
            assert name == name.upper()
            assert name.replace("_", "").isalnum()
