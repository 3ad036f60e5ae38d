"""Values kept in Infisical: asked for now and then, and the last good one while it is away."""

from contextvars import Context
from datetime import timedelta
from importlib import import_module

import pytest

from integrations import connections, registry, vault
from integrations.connections import changing
from integrations.hooks import receiving
from integrations.models import Connection, Secret
from integrations.vault import Sensitive, infisical, memory
from tenants import clock
from tenants.errors import Refused, Temporary
from tests.fakes import faults
from tests.fakes.documented import documented
from tests.fakes.server import Fake, Reply
from tests.integrations.sample_service import KEY, SITE, service

__all__ = ["service"]
CANARY = "canary-kept-elsewhere"


class Store(Fake):
    """Universal auth and secrets v4, folder by folder."""

    def __init__(self) -> None:
        query = {"projectId": str, "environment": str, "secretPath": str, "viewSecretValue?": str}
        contract = documented(
            {
                "POST /api/v1/auth/universal-auth/login": {"body": {"clientId": str, "clientSecret": str}},
                "GET /api/v4/secrets": {"query": query},
            }
        )
        self.folders: dict[str, dict[str, str]] = {}
        super().__init__(contract, {"GET /api/v4/secrets": self.listed,
                                    "POST /api/v1/auth/universal-auth/login": self.login})  # fmt: skip

    def login(self, call, operation):
        good = call.json() == {"clientId": "machine", "clientSecret": "canary-machine"}
        return {"accessToken": "canary-bearer", "expiresIn": 7200, "tokenType": "Bearer"} if good else Reply(401, {})

    def listed(self, call, operation):
        if call.headers.get("authorization") != "Bearer canary-bearer":
            return Reply(401, {})
        folder = self.folders.get(call.query["secretPath"][0], {})
        return {"secrets": [{"secretKey": name, "secretValue": value} for name, value in folder.items()], "imports": []}


@pytest.fixture
def store(service, in_a, noon, monkeypatch, settings):
    registry._found()["infisical"] = import_module("integrations.connectors.infisical.manifest").MANIFEST
    settings.VAULT_BACKEND = "infisical"
    running = Store().start()
    for name, value in zip(infisical.NAMES, ("machine", "canary-machine", "project-1", "prod"), strict=True):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("INFISICAL_API_BASE", running.url)
    running.folders["/maison"] = {"SAMPLE_KEY": CANARY, "SAMPLE_SITE": SITE, "UNKNOWN": "x"}
    yield running
    running.stop()


def row() -> Connection:
    return Connection.objects.get(connector="sample")


def read(name: str = "SAMPLE_KEY") -> str:
    memory._values.clear()
    return vault.read(row(), name, why="probe").reveal()


def listings(store) -> int:
    return store.operations.count("GET /api/v4/secrets")


def test_what_lies_there_is_set_up_here_and_sealed(store):
    assert infisical.pull() == 2 and infisical.pull() == 0
    found = connections.status("sample")
    assert (found.state, found.missing) == (Connection.State.CONFIGURED, ())
    assert read() == CANARY and row().config == {"SAMPLE_SITE": SITE}
    assert CANARY not in str(list(Secret.objects.values())) and not store.problems


def test_one_clients_folder_says_nothing_about_anothers(client_b, store):
    infisical.pull()

    def at_b():
        with client_b.active():
            return infisical.pull(), Connection.objects.count()

    assert Context().run(at_b) == (0, 0)


def test_it_is_asked_once_in_a_while(store):
    infisical.pull()
    for _turn in range(3):
        read()
    assert listings(store) == 1
    clock.advance(infisical.ASK_EVERY)
    read(), read()
    assert listings(store) == 2


def test_a_changed_value_is_noticed_and_has_to_be_tested_again(store, service):
    infisical.pull()
    service.keys = {CANARY}
    assert connections.test("sample").works
    store.folders["/maison"]["SAMPLE_KEY"] = "another-canary"
    clock.advance(infisical.ASK_EVERY)
    assert read() == "another-canary"
    assert connections.status("sample").state == Connection.State.CONFIGURED


def test_a_value_that_is_gone_there_is_gone_here(store):
    infisical.pull()
    store.folders["/maison"].pop("SAMPLE_KEY")
    clock.advance(infisical.ASK_EVERY)
    with pytest.raises(Refused) as refusal:
        read()
    assert refusal.value.code == "secret_missing"
    assert connections.status("sample").missing == ("SAMPLE_KEY",)


def test_what_was_entered_here_and_is_not_there_stays(store):
    infisical.pull()
    vault.put(row(), "SAMPLE_REFRESH_TOKEN", Sensitive("canary-own"), by=None)
    clock.advance(infisical.ASK_EVERY)
    infisical.pull()
    assert read("SAMPLE_REFRESH_TOKEN") == "canary-own"


@pytest.mark.parametrize(
    "fault", [faults.status(503), faults.DROP, faults.status(401), faults.HTML, faults.status(429)]
)
def test_while_it_is_away_the_last_good_value_stands_in_for_a_stated_time(store, settings, fault):
    settings.VAULT_LAST_GOOD_S = 3600
    infisical.pull()
    clock.advance(timedelta(minutes=59))
    store.fail(*[fault] * 3)
    assert read() == CANARY
    store._faults.clear()
    clock.advance(timedelta(minutes=2))
    store.fail(*[fault] * 20)
    with pytest.raises(Temporary) as problem:
        read()
    assert problem.value.code in ("vault_away", "circuit_open") and CANARY not in problem.value.sentence


def test_without_a_last_good_value_it_says_so(store):
    changing.row_made("sample")
    store.fail(*[faults.status(503)] * 20)
    with pytest.raises(Temporary):
        read()


def test_a_value_that_cannot_work_holds_no_other_service_up(store):
    store.folders["/maison"] |= {
        "SAMPLE_SITE": "no address",
        "SHOPIFY_STORE": "x.myshopify.com",
        "SHOPIFY_ACCESS_TOKEN": KEY,
    }
    infisical.pull()
    assert connections.status("shopify").state == Connection.State.CONFIGURED
    assert not Connection.objects.filter(connector="sample").exists()


class TestTokensThatAreRenewed:
    """A renewed token lies here alone; what it replaced still lies there, and counts no more."""

    @pytest.fixture
    def renewed(self, store):
        store.folders["/maison"]["SAMPLE_REFRESH_TOKEN"] = "canary-refresh-there"
        infisical.pull()
        fresh = {"SAMPLE_KEY": "canary-token-2", "SAMPLE_REFRESH_TOKEN": "canary-refresh-2"}
        changing.keep_tokens(row(), fresh, clock.now() + timedelta(hours=1))
        clock.advance(infisical.ASK_EVERY)
        return store

    def test_the_one_that_it_replaced_does_not_come_back(self, renewed):
        assert infisical.pull() == 0 and infisical.pull() == 0
        assert (read(), read("SAMPLE_REFRESH_TOKEN")) == ("canary-token-2", "canary-refresh-2")

    def test_also_after_many_renewals(self, renewed):
        changing.keep_tokens(row(), {"SAMPLE_REFRESH_TOKEN": "canary-refresh-3"}, None)
        assert infisical.pull() == 0
        assert read("SAMPLE_REFRESH_TOKEN") == "canary-refresh-3"

    def test_a_new_one_there_is_taken_over_and_forgets_what_lay_there_before(self, renewed):
        renewed.folders["/maison"]["SAMPLE_REFRESH_TOKEN"] = "canary-refresh-newer"
        assert infisical.pull() == 1 and infisical.pull() == 0
        assert read("SAMPLE_REFRESH_TOKEN") == "canary-refresh-newer"
        assert not Secret.objects.filter(name="SAMPLE_REFRESH_TOKEN__PULLED").exists()

    def test_one_that_was_withdrawn_there_is_gone_here(self, renewed):
        renewed.folders["/maison"].pop("SAMPLE_REFRESH_TOKEN")
        infisical.pull()
        assert vault.names(row()) == {"SAMPLE_KEY"}
        assert not Secret.objects.filter(name__startswith="SAMPLE_REFRESH_TOKEN").exists()

    def test_consent_on_the_page_counts_until_something_new_lies_there(self, store):
        infisical.pull()
        clock.advance(timedelta(seconds=1))
        changing.store(registry.get("sample"), {"SAMPLE_KEY": "canary-by-consent"}, by=None)
        assert infisical.pull() == 0 and read() == "canary-by-consent"

    def test_what_lay_there_is_no_value_of_the_connection(self, renewed):
        assert vault.names(row()) == {"SAMPLE_KEY", "SAMPLE_REFRESH_TOKEN"}
        renewed.keys = {"canary-token-2"}
        assert "canary" not in str(list(Secret.objects.values()))


def test_the_signing_secret_before_the_change_stays_good_for_a_day(store):
    store.folders["/maison"]["SAMPLE_WEBHOOK_SECRET"] = "canary-old"
    infisical.pull()
    store.folders["/maison"]["SAMPLE_WEBHOOK_SECRET"] = "canary-new"
    infisical.pull(), infisical.pull()
    accepted = receiving.signing(row(), receiving.webhooks_of("sample"))
    assert accepted == ["canary-new", "canary-old"]
    clock.advance(vault.store.GRACE + timedelta(seconds=1))
    assert receiving.signing(row(), receiving.webhooks_of("sample")) == ["canary-new"]
