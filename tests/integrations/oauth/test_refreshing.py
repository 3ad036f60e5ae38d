"""Tokens are renewed before they end, once; what cannot be renewed says so and to whom."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection as database

from integrations import connections, registry, vault
from integrations.connections import changing
from integrations.models import Connection
from integrations.oauth import refreshing
from integrations.oauth.revoking import Ending
from tenants import clock
from tenants.errors import Refused, Temporary
from tests.fakes import faults
from tests.integrations.sample_service import SITE, refreshed, stored

State = Connection.State


def connect(service) -> Connection:
    """As consent leaves it: an access token that lasts an hour and the means to renew it."""
    service.keys, service.refresh_token = {"canary-token-0"}, "canary-refresh-0"
    values = {"SAMPLE_SITE": SITE, "SAMPLE_KEY": "canary-token-0", "SAMPLE_REFRESH_TOKEN": "canary-refresh-0"}
    row = changing.store(registry.get("sample"), values, by=None, expires_at=clock.now() + timedelta(hours=1))
    connections.test("sample")
    return row


@pytest.fixture
def row(service, in_a, noon) -> Connection:
    return connect(service)


def test_it_is_renewed_shortly_before_its_end_and_not_earlier(service, row):
    clock.advance(timedelta(minutes=54))
    connections.bound("sample").probe()
    assert service.renewed == 0
    clock.advance(timedelta(minutes=1))
    connections.bound("sample").probe()
    assert service.renewed == 1
    assert (stored("SAMPLE_KEY"), stored("SAMPLE_REFRESH_TOKEN")) == ("canary-token-1", "canary-refresh-1")
    assert refreshed().expires_at == clock.now() + timedelta(hours=1)
    assert connections.is_connected("sample"), "a renewed token is no other connection"


def test_the_regular_job_renews_ahead(service, row):
    clock.advance(timedelta(minutes=46))
    assert refreshing.freshen_due() == 1 and refreshing.freshen_due() == 0


def test_one_that_cannot_be_renewed_does_not_hold_up_the_others(service, row):
    service.refresh_token = "taken back"
    Connection.objects.create(connector="gone-connector", since=clock.now(), expires_at=clock.now(), state="connected")
    clock.advance(timedelta(minutes=50))
    assert refreshing.freshen_due() == 0
    assert refreshed().state == State.BROKEN


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_renews_and_all_go_on(service, client_a):
    """A rotating refresh token that is used twice is lost."""
    with client_a.active():
        row = connect(service)
        Connection.objects.update(expires_at=clock.now() + timedelta(minutes=1))
    service.lasts_s, barrier, results = 3600, Barrier(5), []

    def use() -> None:
        try:
            with client_a.active():
                barrier.wait(20)
                results.append(refreshing.freshen(Connection.objects.get(pk=row.pk)))
        except Exception as error:
            results.append(error)
        finally:
            database.close()

    threads = [Thread(target=use) for _turn in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(results) == [False] * 4 + [True] and service.renewed == 1
    with client_a.active():
        connections.bound("sample").probe()


def test_consent_that_is_gone_breaks_it_and_asks_for_a_new_one(service, row):
    service.refresh_token = "taken back"
    clock.advance(timedelta(minutes=56))
    with pytest.raises(Refused) as refusal:
        connections.bound("sample")
    assert refusal.value.code == "invalid_grant"
    found = connections.status("sample")
    assert (found.state, found.code) == (State.BROKEN, "invalid_grant") and "connect it again" in found.sentence


@pytest.mark.parametrize("fault", [faults.status(503), faults.DROP, faults.HTML, faults.status(429)])
def test_a_service_that_is_away_costs_nothing_while_the_token_lasts(service, row, fault):
    clock.advance(timedelta(minutes=56))
    service.fail(fault, *[fault] * 2)
    assert connections.bound("sample") is not None
    assert refreshed().state == State.CONNECTED
    service._faults.clear()
    service.refresh_token = stored("SAMPLE_REFRESH_TOKEN")
    assert connections.bound("sample") and refreshed().expires_at > clock.now() + timedelta(minutes=30)


def test_after_its_end_it_waits_for_the_service_instead_of_calling_with_nothing(service, row):
    clock.advance(timedelta(minutes=61))
    service.fail(*[faults.status(503)] * 3)
    with pytest.raises(Temporary):
        connections.bound("sample")
    assert refreshed().state == State.CONNECTED


def test_what_has_no_means_to_be_renewed_works_until_its_end_and_says_so_then(service, row):
    vault.delete(refreshed(), name="SAMPLE_REFRESH_TOKEN", by=None)
    clock.advance(timedelta(minutes=58))
    assert connections.bound("sample")
    clock.advance(timedelta(minutes=2))
    with pytest.raises(Refused) as refusal:
        connections.bound("sample")
    assert refusal.value.code == "expired" and connections.status("sample").state == State.BROKEN


@pytest.mark.parametrize("lasts", [None, 0, -1, "soon", True])
def test_an_end_that_is_none_is_none(service, row, lasts):
    service.lasts_s = lasts
    clock.advance(timedelta(minutes=58))
    connections.bound("sample")
    assert service.renewed == 1 and refreshed().expires_at is None


def test_reconnecting_mends_it(service, row, owner):
    service.refresh_token = "taken back"
    clock.advance(timedelta(minutes=61))
    with pytest.raises(Refused):
        connections.bound("sample")
    connect(service)
    assert connections.is_connected("sample") and refreshed().broken_code == ""


def test_disconnecting_gives_the_tokens_back(service, row, owner):
    assert connections.disconnect("sample", by=owner) is Ending.GIVEN_BACK
    (given_back,) = [effect.call.form() for effect in service.ledger if effect.operation == "POST /revoke"]
    assert given_back["token"] == ["canary-refresh-0"] and given_back["token_type_hint"] == ["refresh_token"]
    assert vault.names(refreshed()) == set()
