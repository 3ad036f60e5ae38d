"""There and back: consent in the browser, over both hosts, and every way of abusing it."""

from datetime import timedelta
from importlib import import_module
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client as Browser

from integrations import connections, vault
from integrations.connectors.shopify import oauth as shopify
from integrations.connectors.shopify.manifest import MANIFEST
from integrations.models import Authorisation, Connection
from integrations.oauth import application, authorising, carrying, returning, states
from integrations.vault import sealing
from tenants import clock
from tenants.errors import Refused
from tenants.models import LedgerEntry
from tests.integrations.sample_service import APP, APP_SECRET, SITE, refreshed, stored
from tests.world import PASSWORD

GIVEN = {"SAMPLE_SITE": SITE}


@pytest.fixture
def browser(owner, client_a):
    return signed_in(owner, "maison.localhost")


def signed_in(user, host) -> Browser:
    browser = Browser(headers={"host": host})
    browser.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return browser


def go(browser) -> str:
    """Press connect; the address at the service."""
    return browser.post("/oauth/sample/start/", GIVEN).context["url"]


def come_back(params) -> str:
    """The service sends the browser to the agency's host; where it leads on."""
    answer = Browser(headers={"host": "localhost"}).get("/oauth/callback/", params)
    assert answer.status_code == 302, answer.status_code
    return answer.headers["Location"]


def refused_coming_back(params) -> bool:
    return Browser(headers={"host": "localhost"}).get("/oauth/callback/", params).status_code == 400


def not_connected(client) -> bool:
    with client.active():
        row = Connection.objects.filter(connector="sample").first()
        return row is None or not vault.names(row)


def said(browser) -> str:
    return " ".join(str(each) for each in browser.get("/").context["messages"])


def test_a_person_consents_and_is_connected(service, browser, client_a, noon):
    url = go(browser)
    asked = parse_qs(urlsplit(url).query)
    assert url.startswith(service.url + "/authorize?")
    assert asked["redirect_uri"] == ["http://localhost:8000/oauth/callback/"] and asked["scope"] == ["read write"]
    assert (asked["code_challenge_method"], asked["response_type"], asked["client_id"]) == (["S256"], ["code"], [APP])
    assert asked["access_type"] == ["offline"] and "client_secret" not in asked
    onward = come_back(service.consent(url))
    assert onward.startswith("http://maison.localhost:8000/oauth/return/")
    assert browser.get(urlsplit(onward).path).status_code == 302
    with client_a.active():
        assert connections.is_connected("sample")
        assert (stored("SAMPLE_KEY"), stored("SAMPLE_REFRESH_TOKEN")) == ("canary-token-1", "canary-refresh-1")
        assert refreshed().config == GIVEN and refreshed().expires_at == clock.now() + timedelta(hours=1)
        assert Authorisation.objects.get().details == {}
    assert not service.problems
    assert LedgerEntry.objects.filter(client=client_a, what__in=("oauth.begun", "oauth.connected")).count() == 2


def test_the_page_in_between_leads_on_without_a_form(service, browser):
    page = browser.post("/oauth/sample/start/", GIVEN)
    assert (
        'http-equiv="refresh"' in page.content.decode()
        and "<form method" not in page.content.decode().split("<main")[1].split("</main")[0]
    )


@pytest.mark.parametrize("spoil", [
    lambda params: {name: value for name, value in params.items() if name != "state"},
    lambda params: {**params, "state": ""},
    lambda params: {**params, "state": "1.guessed"},
    lambda params: {**params, "state": params["state"] + "x"},
    lambda params: {**params, "state": "2" + params["state"]},
    lambda params: {**params, "state": "\x00" * 50},
    lambda params: {**params, **{f"p{number}": "x" for number in range(30)}},
    lambda params: {**params, "error_description": "x" * 5000},
])  # fmt: skip
def test_without_the_very_state_nobody_comes_back(service, browser, client_a, spoil):
    params = service.consent(go(browser))
    assert refused_coming_back(spoil(params))
    assert not_connected(client_a)


def test_a_state_counts_once(service, browser, client_a):
    params = service.consent(go(browser))
    come_back(params)
    assert refused_coming_back(params)


def test_a_state_counts_for_ten_minutes(service, browser, client_a, noon):
    params = service.consent(go(browser))
    clock.advance(states.LIFE + timedelta(seconds=1))
    assert refused_coming_back(params) and not_connected(client_a)


def test_a_ticket_counts_once_and_for_a_minute(service, browser, client_a, noon):
    path = urlsplit(come_back(service.consent(go(browser)))).path
    clock.advance(returning.TICKET_LIFE + timedelta(seconds=1))
    browser.get(path)
    assert not_connected(client_a)
    path = urlsplit(come_back(service.consent(go(browser)))).path
    browser.get(path)
    asked = len(service.calls)
    browser.get(path)
    assert len(service.calls) == asked and "already used" in said(browser)


def test_a_state_of_b_leads_to_b_and_never_to_a(service, browser, client_a, client_b):
    """The state is signed with its client: nobody turns it into another one's."""
    with client_b.active():
        state = states.issue(client_b)
    assert states.client_of(state) == client_b
    signature = state.partition(":")[2]
    forged = f"{client_a.pk}.{state.partition('.')[2].partition(':')[0]}:{signature}"
    with pytest.raises(Refused):
        states.client_of(forged)
    assert refused_coming_back({"state": state, "code": "x"}), "nobody at B began one"


def test_another_person_cannot_finish_it(service, browser, client_a, admin):
    """Neither a colleague nor a victim who was sent the address: whoever began it has to be the one."""
    from tenants.models import User
    from tenants.services import add_member

    other = User.objects.create_user("second@maison.example", PASSWORD)
    add_member(client_a, other, "owner")
    path = urlsplit(come_back(service.consent(go(browser)))).path
    signed_in(other, "maison.localhost").get(path)
    assert not_connected(client_a) and not service.ledger
    browser.get(path)
    assert not not_connected(client_a), "the one who began it still can"


def test_signed_out_people_and_managers_cannot_finish_it(service, browser, client_a, manager):
    path = urlsplit(come_back(service.consent(go(browser)))).path
    assert Browser(headers={"host": "maison.localhost"}).get(path).status_code == 302
    assert signed_in(manager, "maison.localhost").get(path).status_code == 403
    assert not_connected(client_a)


def test_a_ticket_of_a_opens_nothing_at_b(service, browser, client_a, client_b):
    from tenants.models import User
    from tenants.services import add_member

    twice = User.objects.create_user("both@firms.example", PASSWORD)
    for client in (client_a, client_b):
        add_member(client, twice, "owner")
    path = urlsplit(come_back(service.consent(go(signed_in(twice, "maison.localhost"))))).path
    signed_in(twice, "velmora.localhost").get(path)
    assert not_connected(client_a) and not_connected(client_b)


def test_somebody_elses_code_is_refused_by_pkce(service, browser, client_a):
    """A code caught on its way and put into another person's way back: the verifier does not fit."""
    stolen = service.consent(go(browser))["code"]
    params = service.consent(go(browser))
    browser.get(urlsplit(come_back({**params, "code": stolen})).path)
    assert not_connected(client_a) and "connect it again" in said(browser)


def test_the_proof_is_never_left_out_or_weakened(service, in_a, owner):
    url = authorising.begin("sample", GIVEN, by=owner)
    asked = parse_qs(urlsplit(url).query)
    state = asked["state"][0]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["code_challenge"] == [authorising.create_s256_code_challenge(states.verifier(state))]
    assert states.verifier(state) not in url and len(states.verifier(state)) == 43
    assert states.verifier(state) != states.verifier(state + "x")


def test_a_code_that_was_used_is_refused_by_the_service_and_nothing_is_kept(service, browser, client_a):
    params = service.consent(go(browser))
    service.codes.clear()
    browser.get(urlsplit(come_back(params)).path)
    assert not_connected(client_a) and "connect it again" in said(browser)


@pytest.mark.parametrize("given", [{"error": "access_denied"}, {"error": "access_denied", "code": "x"}, {"code": ""}])
def test_consent_that_was_not_given_connects_nothing(service, browser, client_a, given):
    state = service.consent(go(browser))["state"]
    browser.get(urlsplit(come_back({"state": state, **given})).path)
    assert not_connected(client_a) and not service.calls and "consent was not given" in said(browser)


@pytest.mark.parametrize("suffix", ["", "?next=//evil.example", "/..//evil.example", "@evil.example"])
def test_nothing_that_comes_back_decides_where_it_leads(service, browser, client_a, suffix):
    """Not the address, not a parameter, not a header: the state's client alone."""
    params = {**service.consent(go(browser)), "redirect_uri": f"https://evil.example{suffix}", "next": "//evil.example"}
    other = Browser(
        headers={"host": "localhost", "x-forwarded-host": "evil.example", "referer": "https://evil.example/"}
    )
    onward = other.get("/oauth/callback/", params).headers["Location"]
    assert urlsplit(onward).netloc == "maison.localhost:8000" and "evil" not in onward


def test_only_an_owner_begins_it_and_by_post_alone(service, browser, manager, viewer, client_a):
    assert browser.get("/oauth/sample/start/").status_code == 405
    for person in (manager, viewer):
        assert signed_in(person, "maison.localhost").post("/oauth/sample/start/", GIVEN).status_code == 403
    with client_a.active():
        assert not Authorisation.objects.exists()


def test_without_an_application_it_says_which_names_are_missing(service, browser, monkeypatch):
    monkeypatch.delenv("SAMPLE_CLIENT_SECRET")
    assert browser.post("/oauth/sample/start/", GIVEN).status_code == 302
    assert "SAMPLE_CLIENT_ID, SAMPLE_CLIENT_SECRET missing" in said(browser)


def test_a_clients_own_application_goes_first(service, in_a, owner, monkeypatch):
    monkeypatch.setenv("SAMPLE_CLIENT_ID", "the-agencys")
    connections.configure("sample", {"SAMPLE_CLIENT_ID": APP, "SAMPLE_CLIENT_SECRET": APP_SECRET}, by=owner)
    assert f"client_id={APP}&" in authorising.begin("sample", GIVEN, by=owner)
    assert vault.names(refreshed()) == {"SAMPLE_CLIENT_SECRET"}


class TestShopify:
    """Who says to be which shop (threat: `evil.com/x.myshopify.com`)."""

    SHOPS = ("evil.com/x.myshopify.com", "evil.com#.myshopify.com", "x.myshopify.com.evil.com", "x.myshopify.com/evil",
             "-x.myshopify.com", "X.myshopify.com", "x.myshopify.com\n", "a@x.myshopify.com", "https://x.myshopify.com",
             "x.myshopify.com:443", ".myshopify.com", "x..myshopify.com", "xé.myshopify.com", "",
             "x%2emyshopify.com")  # fmt: skip

    @pytest.mark.parametrize("shop", SHOPS)
    def test_nobody_is_sent_to_another_host(self, service, in_a, owner, monkeypatch, shop):
        monkeypatch.setenv("SHOPIFY_API_KEY", "k"), monkeypatch.setenv("SHOPIFY_API_SECRET", "hush-secret")
        if shop.strip() != shop:
            with pytest.raises(Refused):
                shopify.check_values({"SHOPIFY_STORE": shop})
            return
        with pytest.raises(Refused) as refusal:
            authorising.begin("shopify", {"SHOPIFY_STORE": shop}, by=owner)
        assert refusal.value.code == "bad_shop" and not Authorisation.objects.exists()

    def test_the_real_one_is_asked_for_its_scopes(self, service, in_a, owner, monkeypatch):
        monkeypatch.setenv("SHOPIFY_API_KEY", "k"), monkeypatch.setenv("SHOPIFY_API_SECRET", "hush-secret")
        url = authorising.begin("shopify", {"SHOPIFY_STORE": "my-shop.myshopify.com"}, by=owner)
        assert url.startswith("https://my-shop.myshopify.com/admin/oauth/authorize?")
        assert "read_orders,read_customers" in parse_qs(urlsplit(url).query)["scope"][0]

    PLAYED = "http://127.0.0.1:7001"

    @pytest.fixture
    def played(self, service, monkeypatch):
        for name, value in {"SHOPIFY_API_KEY": "k", "SHOPIFY_API_SECRET": "hush-secret"}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("SHOPIFY_API_BASE", "http://127.0.0.1:7001/admin/api/2026-07")
        monkeypatch.setenv("SHOPIFY_OAUTH_API_BASE", self.PLAYED)

    def test_where_it_is_played_people_and_the_exchange_go_there(self, played, in_a, owner, settings):
        url = authorising.begin("shopify", {"SHOPIFY_STORE": "my-shop.myshopify.com"}, by=owner)
        assert url.startswith(f"{self.PLAYED}/admin/oauth/authorize?")
        app = application.application(MANIFEST)
        http, path, _proof = application.endpoint(
            MANIFEST, MANIFEST.oauth.token_url, {"SHOPIFY_STORE": "my-shop.myshopify.com"}, app
        )
        assert http._url(path) == f"{self.PLAYED}/admin/oauth/access_token"

    @pytest.mark.parametrize(
        "shop", ["evil.com/x.myshopify.com", "127.0.0.1:7001/x.myshopify.com", "x.myshopify.com.evil.com"]
    )
    def test_playing_it_loosens_nothing_about_the_shop(self, played, in_a, owner, shop):
        with pytest.raises(Refused) as refusal:
            authorising.begin("shopify", {"SHOPIFY_STORE": shop}, by=owner)
        assert refusal.value.code == "bad_shop" and not Authorisation.objects.exists()

    @pytest.mark.parametrize("base", ["http://evil.example", "http://127.0.0.1.evil.example", "ftp://127.0.0.1"])
    def test_it_is_played_on_this_machine_alone(self, played, in_a, owner, monkeypatch, base):
        monkeypatch.setenv("SHOPIFY_OAUTH_API_BASE", base)
        with pytest.raises(Refused) as refusal:
            authorising.begin("shopify", {"SHOPIFY_STORE": "my-shop.myshopify.com"}, by=owner)
        assert refusal.value.code == "bad_api_base"

    def test_outside_development_it_is_not_played_at_all(self, played, in_a, owner, settings):
        settings.DEBUG = settings.TESTING = False
        with pytest.raises(Refused) as refusal:
            authorising.begin("shopify", {"SHOPIFY_STORE": "my-shop.myshopify.com"}, by=owner)
        assert refusal.value.code == "bad_api_base"

    @pytest.mark.parametrize("shop", [*SHOPS, "other.myshopify.com"])
    def test_a_way_back_for_another_shop_is_refused_even_when_it_is_signed(self, shop):
        params = {"shop": shop, "code": "c", "state": "s", "timestamp": "1"}
        params["hmac"] = shopify.signature(params, "hush-secret")
        with pytest.raises(Refused) as refusal:
            shopify.check_return(params, "hush-secret", {"SHOPIFY_STORE": "my-shop.myshopify.com"})
        assert refusal.value.code == "bad_shop"

    @pytest.mark.parametrize(
        "change", [{"hmac": "0" * 64}, {"hmac": ""}, {"code": "other"}, {"added": "1"}, {"hmac": "é"}]
    )
    def test_a_way_back_that_was_changed_is_refused(self, change):
        params = {"shop": "my-shop.myshopify.com", "code": "a b/c", "state": "s", "timestamp": "1"}
        params["hmac"] = shopify.signature(params, "hush-secret")
        shopify.check_return(params, "hush-secret", {"SHOPIFY_STORE": "my-shop.myshopify.com"})
        with pytest.raises(Refused) as refusal:
            shopify.check_return({**params, **change}, "hush-secret", {"SHOPIFY_STORE": "my-shop.myshopify.com"})
        assert refusal.value.code == "bad_signature"


def test_ways_that_ended_are_forgotten_and_those_that_are_open_are_not(service, browser, client_a, noon):
    finished = urlsplit(come_back(service.consent(go(browser)))).path
    browser.get(finished)
    go(browser)
    clock.advance(states.LIFE)
    waiting = service.consent(go(browser))
    with client_a.active():
        assert (returning.forget(), returning.forget()) == (2, 0)
    browser.get(urlsplit(come_back(waiting)).path)
    assert not not_connected(client_a)


def test_what_was_brought_back_opens_with_its_own_ticket_alone(service, browser, client_a, noon):
    params = service.consent(go(browser))
    ticket = urlsplit(come_back(params)).path.split("/")[-2]
    with client_a.active():
        begun = Authorisation.objects.get()
        sealed = begun.details["returned"]
        assert params["code"] not in str(begun.details)
        assert carrying.unseal(sealed, ticket, returning.place(begun))["code"] == params["code"]
        for wrong in ((sealed, ticket + "x", returning.place(begun)), (sealed, ticket, "another place")):
            with pytest.raises(sealing.Forged):
                carrying.unseal(*wrong)


@pytest.mark.parametrize("forged", ["bm90IHNlYWxlZCBoZXJlIGF0IGFsbA==", "no base64", "", {"code": "x"}])
def test_what_somebody_put_into_the_table_connects_nothing(service, browser, client_a, noon, forged):
    path = urlsplit(come_back(service.consent(go(browser)))).path
    with client_a.active():
        begun = Authorisation.objects.get()
        Authorisation.objects.update(details={**begun.details, "returned": forged})
    browser.get(path)
    assert not_connected(client_a) and "already used" in said(browser)


def test_coming_back_to_a_service_that_answers_oddly_is_no_error_page(service, browser, client_a, monkeypatch):
    client = import_module("integrations.connectors.sample.client").Sample
    monkeypatch.setattr(client, "probe", lambda _client: {}["data"])
    answer = browser.get(urlsplit(come_back(service.consent(go(browser)))).path)
    assert answer.status_code == 302 and "answered in a way that is not understood" in said(browser)
