"""What a service says inside its answer decides how the call ended: for the caller, the records and the connection."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from integrations import connections, registry
from integrations.connections import agency, changing
from integrations.errors import Problem, Refused, Rejected, Temporary, Unknown
from integrations.http import breaker, calls
from integrations.http.wire import Failed, Raw
from integrations.models import Call, Connection
from tenants import clock
from tenants.models import Client
from tests.integrations.connectors.answers import raw

State = Connection.State
DAY = date(2026, 11, 1)
NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)
META = {"META_ACCESS_TOKEN": "t12345", "META_AD_ACCOUNT_ID": "1"}
WHATSAPP = {"WHATSAPP_ACCESS_TOKEN": "t12345", "WHATSAPP_PHONE_NUMBER_ID": "1"}
SHOPIFY = {"SHOPIFY_STORE": "a.myshopify.com", "SHOPIFY_ACCESS_TOKEN": "shpat_1"}
TIKTOK = {"TIKTOK_ACCESS_TOKEN": "t12345", "TIKTOK_ADVERTISER_ID": "1"}
CALENDAR = {"GOOGLE_CALENDAR_ID": "a@shop.example", "GOOGLE_CALENDAR_ACCESS_TOKEN": "token-1"}


@pytest.fixture
def connected(in_a, noon):
    def make(slug, values):
        row = changing.store(registry.get(slug), values, by=None)
        Connection.objects.filter(pk=row.pk).update(state=State.CONNECTED, checked_at=clock.now())
        return connections.bound(slug)

    return make


def meta_error(number: int) -> dict[str, Any]:
    return {"error": {"code": number, "message": "no"}}


DEAD = {
    "slack": ({"SLACK_BOT_TOKEN": "xoxb-1"}, 200, {"ok": False, "error": "token_revoked"}, lambda c: c.post("c", "hi")),
    "tiktok_ads": (TIKTOK, 200, {"code": 40105, "message": "no"}, lambda c: list(c.report(DAY, DAY, ["spend"]))),
    "meta_ads": (META, 400, meta_error(190), lambda c: c.totals(DAY, DAY)),
    "whatsapp": (WHATSAPP, 400, meta_error(190), lambda c: c.send_text("+33612345678", "hi", price=None)),
    "shopify": (SHOPIFY, 200, {"errors": [{"extensions": {"code": "ACCESS_DENIED"}}]}, lambda c: c.orders()),
    "cjdropshipping": (
        {"CJ_API_KEY": "k12345"},
        200,
        {"result": False, "code": 1600001, "message": "Invalid API key"},
        lambda c: c.probe(),
    ),
}


@pytest.mark.parametrize("slug", DEAD)
def test_dead_credentials_break_the_connection_however_the_service_says_so(connected, answered, slug):
    values, status, body, call = DEAD[slug]
    answered(raw(status, body))
    with pytest.raises(Refused) as caught:
        call(connected(slug, values))
    assert caught.value.code == "not_authorised"
    assert connections.status(slug).state == State.BROKEN
    assert set(Call.objects.values_list("outcome", flat=True)) == {"not_authorised"}


SLOWER = {
    "google": ("google_calendar", CALENDAR, 403, {"error": {"errors": [{"reason": "rateLimitExceeded"}]}}),
    "google by its state": ("google_calendar", CALENDAR, 403, {"error": {"status": "RESOURCE_EXHAUSTED"}}),
    **{f"meta {number}": ("meta_ads", META, status, meta_error(number)) for number, status in [(4, 403), (17, 400)]},
    "meta's accounts": ("meta_ads", META, 400, meta_error(80004)),
    "whatsapp": ("whatsapp", WHATSAPP, 400, meta_error(130429)),
    "slack": ("slack", {"SLACK_BOT_TOKEN": "xoxb-1"}, 200, {"ok": False, "error": "ratelimited"}),
    "cj": ("cjdropshipping", {"CJ_API_KEY": "k12345"}, 200, {"result": False, "code": 1600200}),
}


@pytest.mark.parametrize("way", SLOWER)
def test_who_is_asked_to_slow_down_stays_connected(connected, answered, way):
    slug, values, status, body = SLOWER[way]
    answered(raw(status, body))
    with pytest.raises(Temporary) as caught:
        connected(slug, values).probe()
    assert (caught.value.code, connections.status(slug).state) == ("rate_limited", State.CONNECTED)
    assert not breaker.is_open(registry.get(slug))


def test_a_refusal_inside_a_good_number_is_no_success_in_the_records(answered, monkeypatch):
    told: list[calls.Record] = []
    monkeypatch.setattr(calls, "_listeners", [told.append])
    answered(raw(200, {"ok": False, "error": "channel_not_found"}))
    with pytest.raises(Rejected):
        registry.bind("slack", {"SLACK_BOT_TOKEN": "xoxb-1"}).post("c", "hi")
    assert [(each.outcome, each.code, each.status) for each in told] == [("refused", "rejected", 200)]


def test_a_fault_told_inside_a_good_number_opens_the_breaker(answered):
    answered(raw(200, {"result": False, "code": 1600000}))
    for _each in range(2):
        with pytest.raises(Temporary):
            registry.bind("cjdropshipping", {"CJ_API_KEY": "k12345"}).probe()
    assert breaker.is_open(registry.get("cjdropshipping"))


@pytest.mark.parametrize(
    ("slug", "values", "body", "act"),
    [
        ("whatsapp", WHATSAPP, meta_error(2), lambda c: c.send_text("+33612345678", "hi", price=None)),
        ("shopify", SHOPIFY, {"errors": "Throttled"}, lambda c: c.delete_discount("1")),
    ],
)
def test_a_fault_told_inside_is_asked_again_only_where_that_does_no_harm(answered, slug, values, body, act):
    sent = answered(raw(200 if slug == "shopify" else 400, body))
    with pytest.raises(Unknown if slug == "whatsapp" else Problem):
        act(registry.bind(slug, values))
    assert len(sent) == (1 if slug == "whatsapp" else 3)


def token(request):
    """CJ gives tokens by number; the first is dead by now."""
    token.made += 1
    return raw(
        200,
        {
            "result": True,
            "data": {"accessToken": f"T{token.made}", "accessTokenExpiryDate": "2027-12-01T00:00:00+00:00"},
        },
    )


def test_a_token_that_died_early_is_made_anew_within_the_call(connected, answered):
    token.made, dead = 0, set()

    def cj(request):
        if request.url.path.endswith("getAccessToken"):
            return token(request)
        if request.headers["CJ-Access-Token"] in dead:
            return raw(200, {"result": False, "code": 1600001, "message": "Invalid access token"})
        return raw(200, {"result": True, "data": {"openId": 1}})

    answered(cj)
    bound = connected("cjdropshipping", {"CJ_API_KEY": "k12345"})
    bound.probe()
    dead.add("T1")
    assert connections.bound("cjdropshipping").probe() == {"openId": 1}
    assert (token.made, connections.status("cjdropshipping").state) == (2, State.CONNECTED)
    dead |= {"T2", "T3"}
    with pytest.raises(Rejected):
        connections.bound("cjdropshipping").probe()
    assert (token.made, connections.status("cjdropshipping").state) == (3, State.BROKEN)


def test_a_key_still_at_work_is_waited_for(answered):
    busy = raw(409, {"error": {"code": "idempotency_key_in_use", "type": "idempotency_error"}})
    sent = answered(Failed(sent=True, cause="broke_off"), busy, raw(200, {"id": "in_1"}))
    stripe = registry.bind("stripe", {"STRIPE_SECRET_KEY": "sk_12345"})
    made = stripe.create_invoice("cus_1", currency="EUR", days_until_due=5, key="k1", reference="r")
    assert (made, len(sent)) == ("in_1", 3)


def test_what_hubspot_took_only_in_part_is_told(answered):
    errors = [{"message": "Email b@ is invalid"}]
    answered(raw(207, {"results": [{"id": "1"}], "numErrors": 1, "errors": errors}))
    with pytest.raises(Rejected) as caught:
        registry.bind("hubspot", {"HUBSPOT_ACCESS_TOKEN": "x12345"}).upsert_contacts([{"email": "b@"}])
    assert (caught.value.code, caught.value.detail) == ("partly_refused", "Email b@ is invalid")


def test_a_dead_key_of_the_agency_is_remembered_at_the_agency(client_a, client_b, answered, noon):
    Client.objects.filter(pk=client_b.pk).update(is_agency=True)

    def set_up():
        row = changing.store(registry.get("openai"), {"OPENAI_API_KEY": "sk-12345"}, by=None)
        Connection.objects.filter(pk=row.pk).update(state=State.CONNECTED, checked_at=clock.now())

    agency.at_agency(set_up)
    assert connections.status("openai").works and connections.status("openai").by_agency
    answered(raw(401, {}))
    with pytest.raises(Rejected):
        connections.bound("openai").probe()
    with pytest.raises(Refused) as caught:
        connections.bound("openai")
    assert (caught.value.code, Call.objects.count()) == ("broken", 0)


SUSPENDED = {
    "twilio": ({"TWILIO_ACCOUNT_SID": "AC1", "TWILIO_AUTH_TOKEN": "k12345"}, {"sid": "AC1", "status": "suspended"}),
    "meta_ads": (META, {"id": "act_1", "account_status": 2, "currency": "MAD"}),
    "tiktok_ads": (TIKTOK, {"code": 0, "data": {"list": [{"advertiser_id": "1", "status": "STATUS_DISABLE"}]}}),
}


@pytest.mark.parametrize("slug", SUSPENDED)
def test_a_suspended_account_is_no_passed_test_and_the_sentence_says_it(connected, answered, slug):
    values, body = SUSPENDED[slug]
    connected(slug, values)
    answered(raw(200, body))
    found = connections.test(slug)
    assert (found.state, found.code) == (State.BROKEN, "account_suspended")
    assert "suspended" in found.sentence


def test_a_report_of_many_campaigns_is_read_to_its_last_page(answered):
    def page(number, following=None):
        path = f"https://a.klaviyo.com/api/campaign-values-reports?page_cursor={following}"
        links = {"next": path if following else None}
        return raw(200, {"data": {"attributes": {"results": [{"n": number}]}}, "links": links})

    sent = answered(page(1, "abc"), page(2))
    klaviyo = registry.bind("klaviyo", {"KLAVIYO_API_KEY": "k12345"})
    assert [row["n"] for row in klaviyo.campaign_report("m")] == [1, 2]
    assert [(request.method, request.url.query) for request in sent] == [("POST", b""), ("POST", b"page_cursor=abc")]


def test_what_google_says_of_a_dead_key_breaks_the_connection_though_it_says_400(connected, answered):
    reasons = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID"}]
    error = {"code": 400, "status": "INVALID_ARGUMENT", "message": "API key not valid.", "details": reasons}
    answered(raw(400, {"error": error}))
    with pytest.raises(Rejected):
        connected("gemini", {"GEMINI_API_KEY": "k12345"}).probe()
    assert connections.status("gemini").state == State.BROKEN


@pytest.mark.parametrize("word", ["no_service", "invalid_token"])
def test_a_webhook_that_was_removed_is_told_as_dead_credentials(connected, answered, word):
    answered(Raw(404, {}, word.encode(), False))
    slack = connected("slack", {"SLACK_WEBHOOK_URL": "https://hooks.slack.com/services/T/B/xyz12345"})
    with pytest.raises(Rejected) as caught:
        slack.notify("hi")
    assert caught.value.code == "not_authorised"
