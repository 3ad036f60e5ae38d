"""The services a client works with: honest states, values that go in and never come out, and who may do what."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from integrations import connections, registry
from integrations.connections import changing, is_connected
from integrations.models import Call, Connection, Secret, SyncCursor
from surfaces.web.client import integrations_facts as facts
from tenants import clock
from tests.integrations.sample_service import KEY, SITE, Service, service
from tests.surfaces.web.client.conftest import text

__all__ = ["service"]
VALUES = {"SAMPLE_SITE": SITE, "SAMPLE_KEY": KEY}
CANARY = "canary-typed-secret-77"
HOME, PAGE = "/integrations/", "/integrations/sample/"


@pytest.fixture
def sample(service: Service, monkeypatch: pytest.MonkeyPatch) -> Service:
    """The sample service, which belongs to the first group of the page."""
    monkeypatch.setattr(facts, "GROUPS", (("Shop", ("sample", "shopify")),))
    return service


def test_the_page_shows_the_18_and_no_other_of_a_client():
    shown = [slug for _title, slugs in facts.GROUPS for slug in slugs]
    assert len(shown) == len(set(shown)) == 18
    assert set(shown) == {manifest.slug for manifest in registry.all() if manifest.level == "client"}


def test_without_anything_connected_all_are_missing_and_say_what(enter, owner, client_a):
    page = text(enter(owner, client_a).get(HOME))
    assert "No service is connected yet." in page
    assert "Missing: 18." in page
    assert "SHOPIFY_ACCESS_TOKEN" in page and "2026-07" in page
    assert "Used by: " in page
    assert "Infisical" not in page


def test_what_is_saved_is_tried_at_once(enter, owner, client_a, sample):
    page = text(enter(owner, client_a).post(f"{PAGE}save/", VALUES, follow=True))
    assert "Sample answers: it is connected." in page
    assert "Sample: Connected" in page
    assert "GET /me" in page or "probe" in page
    with client_a.active():
        assert is_connected("sample")
        assert Call.objects.count() == 1
    assert "1 of 2 services answers." in text(enter(owner, client_a).get(HOME))


def test_a_secret_never_comes_back(enter, owner, client_a, sample):
    browser = enter(owner, client_a)
    answers = [
        browser.post(f"{PAGE}save/", {**VALUES, "SAMPLE_KEY": CANARY}, follow=True),
        browser.post(f"{PAGE}save/", {"SAMPLE_SITE": "no address", "SAMPLE_KEY": CANARY}),
        *(browser.get(path) for path in (HOME, PAGE)),
    ]
    for answer in answers:
        assert CANARY not in text(answer)
        assert KEY not in text(answer)
    assert "Saved. Leave empty to keep it." in text(answers[-1])
    assert SITE in text(answers[-1])


def test_a_value_that_cannot_be_right_is_told_and_nothing_is_kept(enter, owner, client_a, sample):
    answer = enter(owner, client_a).post(f"{PAGE}save/", {"SAMPLE_SITE": "no address", "SAMPLE_KEY": CANARY})
    assert answer.status_code == 422
    assert "SAMPLE_SITE cannot be used" in text(answer)
    assert 'value="no address"' in text(answer)
    with client_a.active():
        assert not Secret.objects.exists()


def test_nothing_entered_changes_nothing(enter, owner, client_a, sample):
    answer = enter(owner, client_a).post(f"{PAGE}save/", {"SAMPLE_KEY": "  ", "OTHER": "x"})
    assert answer.status_code == 422
    with client_a.active():
        assert not Connection.objects.exists()


def test_a_refused_key_is_broken_and_comes_first(enter, owner, client_a, sample):
    browser = enter(owner, client_a)
    page = text(browser.post(f"{PAGE}save/", {**VALUES, "SAMPLE_KEY": "wrong"}, follow=True))
    assert "no longer accepts the credentials" in page
    assert "Sample: Broken" in page
    home = text(browser.get(HOME))
    assert home.index("Connect again") < home.index("Shopify")


def test_a_service_that_is_away_keeps_its_state_and_says_so(enter, owner, client_a, sample, monkeypatch):
    browser = enter(owner, client_a)
    browser.post(f"{PAGE}save/", VALUES, follow=True)
    monkeypatch.setenv("SAMPLE_API_BASE", "http://127.0.0.1:9")
    page = text(browser.post(f"{PAGE}test/", follow=True))
    assert "Nothing new is known about the credentials" in page
    assert "Sample answers" not in page


def test_an_old_test_no_longer_counts(enter, owner, client_a, sample):
    browser = enter(owner, client_a)
    browser.post(f"{PAGE}save/", VALUES)
    with clock.frozen(clock.now() + timedelta(hours=25)):
        browser = enter(owner, client_a)
        assert "Sample: Configured" in text(browser.get(PAGE))
        assert "was last reached more than a day ago" in text(browser.get(HOME))


def test_disconnecting_is_confirmed_first_and_forgets_the_values(enter, owner, client_a, sample):
    browser = enter(owner, client_a)
    browser.post(f"{PAGE}save/", VALUES)
    assert "Tick that you mean it" in text(browser.post(f"{PAGE}disconnect/", follow=True))
    with client_a.active():
        assert is_connected("sample")
    assert "is disconnected" in text(browser.post(f"{PAGE}disconnect/", {"confirm": "1"}, follow=True))
    assert "was not connected" in text(browser.post(f"{PAGE}disconnect/", {"confirm": "1"}, follow=True))
    with client_a.active():
        assert not Secret.objects.exists()


def test_consent_asks_for_the_shops_address_first(enter, owner, client_a, service):
    page = text(enter(owner, client_a).get("/integrations/shopify/"))
    assert 'action="/oauth/shopify/start/"' in page
    assert 'id="consent-SHOPIFY_STORE"' in page
    assert "Ends in .myshopify.com" in page


def test_others_look_and_change_nothing(enter, owner, viewer, client_a, sample, request):
    enter(owner, client_a).post(f"{PAGE}save/", VALUES)
    browser = enter(viewer, client_a)
    page = text(browser.get(PAGE))
    assert "Sample: Connected" in page and "Last calls" in page
    assert "<form" not in page.split("<main")[1]
    manager = request.getfixturevalue("manager")
    assert enter(manager, client_a).post(f"{PAGE}test/").status_code == 403
    for verb in ("save", "test", "disconnect"):
        assert browser.post(f"{PAGE}{verb}/", {**VALUES, "confirm": "1"}).status_code == 403
    with client_a.active():
        assert is_connected("sample")


def test_another_client_sees_its_own_alone(enter, owner, manager_b, client_a, client_b, sample):
    enter(owner, client_a).post(f"{PAGE}save/", VALUES)
    page = text(enter(manager_b, client_b).get(PAGE))
    assert "Sample: Missing" in page
    assert SITE not in page


@pytest.mark.parametrize("slug", ["fax", "infisical"])
def test_a_service_that_is_not_shown_has_no_page(enter, owner, client_a, slug):
    browser = enter(owner, client_a)
    assert browser.get(f"/integrations/{slug}/").status_code == 404
    for verb in ("save", "test", "disconnect"):
        assert browser.post(f"/integrations/{slug}/{verb}/", {"confirm": "1"}).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_connections(enter, viewer, client_a):
    browser = enter(viewer, client_a)

    def queries() -> int:
        browser.get(HOME)
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(HOME).status_code == 200
        return len(seen)

    with client_a.active():
        connections.configure("apify", {"APIFY_TOKEN": "a"}, by=None)
    one = queries()
    with client_a.active():
        for slug in ("bigbuy", "xai", "klaviyo", "telnyx", "stripe"):
            manifest = registry.get(slug)
            names = manifest.required() or manifest.alternatives[0][:1]
            kinds = {credential.name: credential.kind for credential in manifest.credentials}
            connections.configure(slug, {name: "x" for name in names if kinds[name] != "url"}, by=None)
    assert queries() == one


def test_every_page_of_a_service_can_be_read(enter, owner, client_a):
    browser = enter(owner, client_a)
    for manifest in registry.all():
        import_module(f"integrations.connectors.{manifest.slug}.client")
        if facts.is_shown(manifest.slug):
            page = browser.get(f"/integrations/{manifest.slug}/")
            assert page.status_code == 200
            for credential in manifest.credentials:
                assert credential.name in text(page)


def test_how_far_the_reading_of_a_shop_is_stands_on_its_page_and_moves_by_itself(enter, owner, client_a, noon):
    with client_a.active():
        row = Connection.objects.create(connector="shopify", since=noon, state="connected", checked_at=noon)
        values = {"connection": row, "account": "x"}
        SyncCursor.objects.create(resource="products", done=12, finished_at=noon, **values)
        cursor = SyncCursor.objects.create(resource="orders", done=41, total=100, **values)
    browser = enter(owner, client_a)
    page = text(browser.get("/integrations/shopify/"))
    assert "Orders: 41" in page and "41%" in page and "Products: 12" in page and 'hx-trigger="every 1s"' in page
    with client_a.active():
        cursor.done, cursor.finished_at = 100, noon
        cursor.save()
    page = text(browser.get("/integrations/shopify/reading/"))
    assert "Orders: 100" in page and "hx-trigger" not in page
    assert browser.get("/integrations/fax/reading/").status_code == 404


def test_an_ai_service_names_its_model_and_the_others_their_version(enter, owner, client_a, settings):
    settings.LLM_MODELS = {**settings.LLM_MODELS, "anthropic": "a-model-7"}
    browser = enter(owner, client_a)
    assert "a-model-7" in text(browser.get("/integrations/")) and "2026-07" in text(browser.get("/integrations/"))
    assert "a-model-7" in text(browser.get("/integrations/anthropic/"))
    assert "2026-07" in text(browser.get("/integrations/shopify/"))


def test_a_consent_that_is_renewed_by_itself_is_not_said_to_end(enter, owner, client_a, noon):
    ends = noon + timedelta(minutes=40)
    values = {"SHOPIFY_STORE": "x.myshopify.com", "SHOPIFY_ACCESS_TOKEN": "canary-1"}
    browser = enter(owner, client_a)
    with client_a.active():
        changing.store(registry.get("shopify"), values, by=None, expires_at=ends)
    assert "the consent ends" in text(browser.get("/integrations/shopify/"))
    with client_a.active():
        changing.store(registry.get("shopify"), {"SHOPIFY_REFRESH_TOKEN": "canary-2"}, by=None, expires_at=ends)
    assert "the consent ends" not in text(browser.get("/integrations/shopify/"))


def test_disconnecting_says_before_and_after_what_becomes_of_the_access_there(enter, owner, client_a, sample):
    browser = enter(owner, client_a)
    browser.post(f"{PAGE}save/", VALUES)
    assert "Sample goes on accepting them until you delete them there." in text(browser.get(PAGE))
    after = text(browser.post(f"{PAGE}disconnect/", {"confirm": "1"}, follow=True))
    assert "its values are deleted here. Delete them there as well." in after
    with client_a.active():
        consent = {"asked": ["read"], "granted": ["read"]}
        changing.store(registry.get("sample"), VALUES, by=None, consent=consent)
    assert "consent is given back to Sample" in text(browser.get(PAGE))
    sample.stop()
    after = text(browser.post(f"{PAGE}disconnect/", {"confirm": "1"}, follow=True))
    assert "could not be told: remove our access there yourself" in after


def test_each_method_is_listed_with_what_it_is_checked_against_or_as_unverified(enter, owner, client_a):
    browser = enter(owner, client_a)
    page = text(browser.get("/integrations/shopify/"))
    assert "What is asked of this service" in page
    methods = registry.get("shopify").methods
    assert f"{len(methods)} methods, 0 unverified" in page
    assert page.count("graphql/shopify_admin_2026-07.graphql.gz") == len(methods)
    page = text(browser.get("/integrations/klaviyo/"))
    for method in registry.get("klaviyo").methods:
        assert method.name in page and method.source in page
    assert page.count("unverified") > len(registry.get("klaviyo").methods)


def test_what_shopify_holds_back_is_said_with_what_to_do(enter, owner, client_a):
    page = text(enter(owner, client_a).get("/integrations/shopify/"))
    assert "read_all_orders" in page and "60 days" in page and "CSV" in page


def test_rights_that_were_not_ticked_are_named_where_the_person_can_connect_again(enter, owner, client_a, sample):
    consent = {"asked": ["read", "write"], "granted": ["read"]}
    with client_a.active():
        changing.store(registry.get("sample"), VALUES, by=None, consent=consent)
        connections.test("sample")
    browser = enter(owner, client_a)
    assert "connected only in part: connect it again and tick write" in text(browser.get(PAGE))
    assert "Sample: Connected" not in text(browser.get(PAGE))
    home = text(browser.get(HOME))
    assert "tick write" in home and "Connect again" in home


def test_what_a_newer_version_asks_for_besides_is_said_and_stops_nothing(enter, owner, client_a, sample):
    consent = {"asked": ["read"], "granted": ["read"]}
    with client_a.active():
        changing.store(registry.get("sample"), VALUES, by=None, consent=consent)
        connections.test("sample")
    page = text(enter(owner, client_a).get(PAGE))
    assert "connect again to allow write" in page and "Sample: Connected" in page


@pytest.mark.parametrize("path", ["save/", "test/"])
def test_a_service_that_answers_oddly_is_no_error_page(enter, owner, client_a, sample, monkeypatch, path):
    browser = enter(owner, client_a)
    browser.post(f"{PAGE}save/", VALUES)
    client = import_module("integrations.connectors.sample.client").Sample
    monkeypatch.setattr(client, "probe", lambda _client: [][0])
    page = text(browser.post(f"{PAGE}{path}", VALUES, follow=True))
    assert "answered in a way that is not understood" in page and "Sample: Broken" in page
