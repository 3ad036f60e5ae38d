"""Setting up and taking down: what is secret lies in the vault, what cannot work is refused at once."""

import pytest

from events.models import Board, Event
from integrations import connections, registry, vault
from integrations.connections import changing
from integrations.models import Connection, Secret
from integrations.oauth import revoking
from integrations.oauth.revoking import Ending
from integrations.vault import memory
from tenants.errors import Refused
from tenants.models import LedgerEntry
from tests.integrations.sample_service import KEY, SITE, stored

State = Connection.State
VALUES = {"SAMPLE_SITE": SITE, "SAMPLE_KEY": KEY}


def state() -> str:
    return connections.status("sample").state


def test_what_is_set_up_is_told_apart_from_what_works(service, in_a, owner):
    assert (state(), connections.status("sample").missing) == (State.MISSING, ("SAMPLE_SITE", "SAMPLE_KEY"))
    connections.configure("sample", {"SAMPLE_SITE": SITE}, by=owner)
    assert (state(), connections.status("sample").missing) == (State.MISSING, ("SAMPLE_KEY",))
    connections.configure("sample", {"SAMPLE_KEY": KEY}, by=owner)
    assert state() == State.CONFIGURED
    assert connections.test("sample").state == State.CONNECTED and connections.is_connected("sample")


def test_secrets_go_to_the_vault_and_nowhere_else(service, in_a, owner):
    row = connections.configure("sample", {**VALUES, "SAMPLE_NOTE": " a note "}, by=owner)
    assert row.config == {"SAMPLE_SITE": SITE, "SAMPLE_NOTE": "a note"}
    assert vault.names(row) == {"SAMPLE_KEY"} and stored("SAMPLE_KEY") == KEY


def test_what_is_left_empty_stays_as_it_is(service, in_a, owner):
    connections.configure("sample", VALUES, by=owner)
    connections.configure("sample", {"SAMPLE_SITE": "https://other.example", "SAMPLE_KEY": " "}, by=owner)
    assert stored("SAMPLE_KEY") == KEY
    assert Connection.objects.get().config["SAMPLE_SITE"] == "https://other.example"


def test_new_values_have_to_be_tested_again(service, in_a, owner):
    connections.configure("sample", VALUES, by=owner)
    connections.test("sample")
    connections.configure("sample", {"SAMPLE_KEY": "another"}, by=owner)
    assert state() == State.CONFIGURED and not connections.is_connected("sample")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SAMPLE_SITE", "shop.example"),
        ("SAMPLE_SITE", "file:///etc/passwd"),
        ("SAMPLE_SITE", "https:///no-host"),
        ("SAMPLE_SITE", "https://a b.example"),
        ("SAMPLE_PLAN", "huge"),
        ("SAMPLE_NOTE", "two\nlines"),
        ("SAMPLE_KEY", "with\x00nul"),
        ("SAMPLE_KEY", "x" * 70_000),
        ("UNKNOWN", "xyzzy"),
    ],
)
def test_what_cannot_work_is_refused_by_name_without_its_value(service, in_a, owner, name, value):
    with pytest.raises(Refused) as refusal:
        connections.configure("sample", {**VALUES, name: value}, by=owner)
    assert name in refusal.value.sentence and value not in refusal.value.sentence
    assert not Connection.objects.exists() and not Secret.objects.exists()


@pytest.mark.parametrize("change", [lambda by: connections.configure("sample", VALUES, by=by),
                                    lambda by: connections.disconnect("sample", by=by)])  # fmt: skip
def test_only_an_owner_or_administrator_may(
    service, client_b, in_a, manager, viewer, outsider, manager_b, approver, change
):
    for person in (manager, viewer, outsider, manager_b, approver):
        with pytest.raises(Refused) as refusal:
            change(person)
        assert refusal.value.code == "not_allowed"
    assert not Connection.objects.exists()


def test_an_unknown_connector_is_no_connector(service, in_a, owner):
    for attempt in (lambda: connections.configure("nothing", {}, by=owner), lambda: connections.status("nothing")):
        with pytest.raises(Refused) as refusal:
            attempt()
        assert refusal.value.code == "unknown_connector"


def test_disconnecting_forgets_everything_and_says_that_an_entered_key_counts_on_there(service, in_a, owner):
    connections.configure("sample", VALUES, by=owner)
    assert connections.disconnect("sample", by=owner) is Ending.STAYS
    memory.changed()
    row = Connection.objects.get()
    assert (row.config, vault.names(row), state()) == ({}, set(), State.MISSING)
    assert not service.calls, "a key that somebody made there is theirs to delete"
    assert connections.disconnect("sample", by=owner) is None


def test_a_service_that_is_away_does_not_keep_anybody_from_disconnecting(service, in_a, owner):
    connections.configure("sample", VALUES, by=owner)
    by_consent()
    service.stop()
    assert connections.disconnect("sample", by=owner) is Ending.NOT_TOLD and state() == State.MISSING


def by_consent() -> None:
    """As consent leaves it."""
    values = {**VALUES, "SAMPLE_REFRESH_TOKEN": "canary-refresh"}
    consent = {"asked": ["read"], "granted": ["read"]}
    changing.store(registry.get("sample"), values, by=None, consent=consent)


def test_a_key_entered_after_a_consent_ends_the_consent_here(service, in_a, owner):
    by_consent()
    connections.configure("sample", {"SAMPLE_KEY": "canary-entered"}, by=owner)
    assert vault.names(Connection.objects.get()) == {"SAMPLE_KEY"}
    assert connections.disconnect("sample", by=owner) is Ending.STAYS


def test_it_is_said_before_what_disconnecting_will_do(service, in_a, owner):
    connections.configure("sample", VALUES, by=owner)
    assert "goes on accepting them" in str(revoking.promise(Connection.objects.get()))
    by_consent()
    assert "consent is given back to Sample" in str(revoking.promise(Connection.objects.get()))


def test_each_change_of_state_is_told_once_and_without_any_value(service, in_a, owner):
    connections.configure("sample", VALUES, by=owner)
    connections.test("sample"), connections.test("sample")
    told = [event.data for event in Event.objects.filter(type="connection.changed").order_by("pk")]
    assert [each["state"] for each in told] == ["configured", "connected"]
    assert {each["connector"] for each in told} == {"sample"}
    assert Board.objects.get(kind="connection", client=in_a).state == "connected"
    assert LedgerEntry.objects.filter(client=in_a, what="connection.configured", by_user_id=owner.pk).count() == 1
    assert KEY not in str(told)


def test_b_has_nothing_of_what_a_set_up(service, client_a, client_b, owner):
    with client_a.active():
        connections.configure("sample", VALUES, by=owner)
        connections.test("sample")
    with client_b.active():
        assert connections.status("sample").state == State.MISSING
        with pytest.raises(Refused) as refusal:
            connections.bound("sample")
        assert refusal.value.code == "not_connected"
