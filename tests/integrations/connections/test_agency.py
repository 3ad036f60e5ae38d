"""Where the agency's own account serves its clients, and where it does not."""

from dataclasses import replace

import pytest

from integrations import connections, registry
from integrations.connections import agency
from integrations.models import Call, Connection
from tenants import clock, context
from tenants.errors import Refused
from tenants.models import Client, LedgerEntry
from tests.integrations.sample_service import KEY, SITE

VALUES = {"SAMPLE_SITE": SITE, "SAMPLE_KEY": KEY}
State = Connection.State


@pytest.fixture
def platform(service, client_b, monkeypatch):
    """The sample at platform level; client B is the agency's own record and has it connected."""
    registry._found()["sample"] = replace(registry.get("sample"), level="platform")
    Client.objects.filter(pk=client_b.pk).update(is_agency=True)
    client_b.refresh_from_db()
    with client_b.active():
        connections.configure("sample", VALUES, by=None)
        connections.test("sample")
    return client_b


def test_the_agencys_account_serves_a_client_without_one(platform, client_a):
    with client_a.active():
        found = connections.status("sample")
        assert found.state == State.CONNECTED and found.by_agency and connections.is_connected("sample")
        connections.bound("sample").probe()
        assert context.current() == client_a
        assert not Connection.objects.exists() and not Call.objects.exists()
    assert LedgerEntry.objects.filter(client=platform, what="secret.read.call").count() == 1


def test_a_clients_own_account_goes_first(platform, client_a):
    with client_a.active():
        connections.configure("sample", {**VALUES, "SAMPLE_KEY": "its own"}, by=None)
        assert not connections.status("sample").by_agency
        with pytest.raises(Refused):
            connections.bound("sample").probe()


def test_at_client_level_nobody_stands_in(platform, client_a):
    registry._found()["sample"] = replace(registry.get("sample"), level="client")
    with client_a.active():
        assert connections.status("sample").state == State.MISSING
        with pytest.raises(Refused):
            connections.bound("sample")


def test_without_an_agency_nothing_is_there(service, client_a):
    with client_a.active():
        assert agency.at_agency(lambda: 1) is None


def test_the_list_names_every_connector_once(platform, client_a):
    with client_a.active():
        found = connections.statuses()
    assert [each.connector for each in found] == [manifest.slug for manifest in registry.all()]
    assert {each.connector: each.state for each in found}["sample"] == State.CONNECTED
    assert all(each.sentence for each in found if each.state == State.MISSING)
    assert clock.now()
