"""What single services do differently, and what must not go wrong with it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache

from integrations import registry
from integrations.connectors.google_calendar.client import event_id
from integrations.connectors.stripe.form import flat
from integrations.errors import Refused, Rejected, Temporary, Unknown
from integrations.http import breaker
from tests.fakes import faults
from tests.fakes.server import Reply

NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)
INSERT = "POST /calendars/{calendarId}/events"
GET = "GET /calendars/{calendarId}/events/{eventId}"


def book(client, key="k"):
    return client.book(key=key, title="Call", start=NOW, end=NOW + timedelta(hours=1))


def test_one_key_is_one_appointment_even_when_the_answer_is_lost(bound):
    calendar = bound("google_calendar")
    known: dict[str, object] = {}

    def insert(call, _operation):
        body = call.json()
        if body["id"] in known:
            return Reply(409, {"error": {"code": 409}})
        known[body["id"]] = body
        return body

    calendar.fake.replies |= {INSERT: insert, GET: lambda _call, operation: known[operation.values["eventId"]]}
    calendar.fake.fail(faults.DROP_AFTER_ACCEPT)
    assert book(calendar.client)["id"] == event_id("k")
    assert book(calendar.client)["id"] == event_id("k")
    assert len(known) == 1


def test_an_event_id_has_only_the_signs_google_takes():
    assert set(event_id("any key: é/1")) <= set("abcdefghijklmnopqrstuv0123456789")
    assert event_id("a") != event_id("b")


def test_an_unreadable_calendar_is_not_free(bound):
    calendar = bound("google_calendar")
    calendar.fake.replies["POST /freeBusy"] = {
        "calendars": {"shop@group.example": {"errors": [{"reason": "notFound"}], "busy": []}}
    }
    with pytest.raises(Rejected):
        calendar.client.busy(NOW, NOW + timedelta(hours=1))


def test_a_cancelled_or_unknown_appointment_is_none_and_cancelling_twice_is_fine(bound):
    calendar = bound("google_calendar")
    calendar.fake.replies[GET] = {"status": "cancelled"}
    assert calendar.client.event("k") is None
    calendar.fake.fail(faults.status(404), faults.status(410))
    assert calendar.client.event("k") is None
    calendar.client.cancel("k")


def test_googles_403_for_pace_means_later(bound):
    ads = bound("google_calendar")
    slower = b'{"error": {"code": 403, "errors": [{"reason": "userRateLimitExceeded"}]}}'
    ads.fake.fail(*[faults.status(403, slower)] * 3)
    with pytest.raises(Temporary) as caught:
        ads.client.probe()
    assert caught.value.code == "rate_limited"


@pytest.mark.parametrize(
    ("number", "kind", "code"),
    [
        (40105, Rejected, "not_authorised"),
        (40100, Temporary, "rate_limited"),
        (50000, Temporary, "tiktok_50000"),
        (40002, Rejected, "tiktok_40002"),
        ("x", Temporary, "bad_answer"),
    ],
)
def test_tiktoks_number_inside_200_decides(bound, number, kind, code):
    ads = bound("tiktok_ads")
    ads.fake.replies["GET /advertiser/info/"] = {"code": number, "message": "no", "data": {}}
    with pytest.raises(kind) as caught:
        ads.client.probe()
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("error", "kind", "code"),
    [
        ("token_revoked", Rejected, "not_authorised"),
        ("channel_not_found", Rejected, "rejected"),
        ("ratelimited", Temporary, "rate_limited"),
        ("", Unknown, "bad_answer"),
    ],
)
def test_slacks_error_inside_200_decides(bound, error, kind, code):
    slack = bound("slack")
    slack.fake.replies["POST /chat.postMessage"] = {"ok": False, "error": error}
    with pytest.raises(kind) as caught:
        slack.client.post("#leads", "x")
    assert caught.value.code == code


def test_slacks_webhook_address_shows_nowhere(bound, caplog):
    slack = bound("slack")
    slack.others["hooks"].fail(faults.status(404, b"no_service /services/T0/B0/canary"))
    with pytest.raises(Rejected) as caught:
        slack.client.notify("x")
    assert "canary" not in f"{caught.value} {caught.value.detail} {caplog.text}"
    with pytest.raises(Refused):
        registry.bind("slack", {"SLACK_WEBHOOK_URL": "https://evil.example/hooks.slack.com/"})


def test_one_token_serves_many_calls_and_lies_encrypted(bound):
    cj = bound("cjdropshipping")
    cj.client.probe()
    registry.bind("cjdropshipping", cj.told.values).probe()
    assert cj.fake.operations.count("POST /authentication/getAccessToken") == 1
    client = cache._cache.get_client()
    kept = [client.get(key) or b"" for key in client.keys("*token:cj*")]
    assert kept
    assert not any(b"canary" in value for value in kept)


def test_a_token_that_is_not_taken_any_more_is_made_anew(bound):
    vault = bound("infisical")
    vault.client.probe()
    vault.fake.fail(faults.status(401))
    assert vault.client.probe() == 1
    assert vault.fake.operations.count("POST /api/v1/auth/universal-auth/login") == 2


def test_a_supplier_order_is_never_paid_by_making_it(bound):
    cj = bound("cjdropshipping")
    case, expected = cj.told.cases["create_order"]
    assert case(cj.client) == expected
    assert cj.fake.ledger[-1].call.json()["payType"] == 3


def test_klaviyos_next_page_on_another_host_is_not_followed(bound):
    klaviyo = bound("klaviyo")
    klaviyo.fake.replies["GET /api/lists"] = {"data": [], "links": {"next": "https://evil.example/api/lists"}}
    with pytest.raises(Refused) as caught:
        list(klaviyo.client.lists())
    assert caught.value.code == "foreign_address"


def test_a_lost_event_is_told_again_with_its_key(bound):
    klaviyo = bound("klaviyo")
    klaviyo.fake.fail(faults.DROP_AFTER_ACCEPT)
    klaviyo.client.create_event("a@shop.example", "Booked", {}, at=NOW, key="k1")
    sent = [call.json()["data"]["attributes"]["unique_id"] for call in klaviyo.fake.calls]
    assert sent == ["k1", "k1"]


@pytest.mark.parametrize("fault", [faults.DROP_AFTER_ACCEPT, faults.status(500), faults.status(429)])
def test_stripe_makes_one_invoice_whatever_happens_to_the_answer(bound, fault):
    stripe = bound("stripe")
    stripe.fake.fail(fault)
    made = stripe.client.create_invoice("cus_1", currency="EUR", days_until_due=14, key="k1", reference="r")
    assert made == "invoices_1"
    assert len(stripe.fake.ledger) == 1
    assert {call.headers["idempotency-key"] for call in stripe.fake.calls} == {"k1"}


def test_nested_values_are_written_as_stripe_reads_them():
    assert flat({"a": [{"b": True}], "c": {"d": None, "e": 1}}) == {"a[0][b]": "true", "c[e]": "1"}


@pytest.mark.parametrize(
    ("slug", "act"),
    [
        ("twilio", lambda c: c.send_message("+212612345678", "x", sender="+1", price=None)),
        ("telnyx", lambda c: c.send_message("+212612345678", "x", sender="+1", price=None)),
        ("whatsapp", lambda c: c.send_text("+212612345678", "x", price=None)),
        ("bigbuy", lambda c: c.create_order("n", address={}, lines=[], carriers=[], price=None)),
        ("apify", lambda c: c.start("a~b", {}, most_items=1, price=None)),
    ],
)
def test_what_has_no_key_is_unknown_after_a_lost_answer_and_sent_once(bound, slug, act):
    service = bound(slug)
    service.fake.fail(faults.DROP_AFTER_ACCEPT)
    with pytest.raises(Unknown):
        act(service.client)
    assert len(service.fake.calls) == 1


def test_a_number_without_country_is_not_written_to(bound):
    whatsapp = bound("whatsapp")
    with pytest.raises(Refused) as caught:
        whatsapp.client.send_text("0612345678", "x", price=None)
    assert (caught.value.code, whatsapp.fake.calls) == ("bad_number", [])


@pytest.mark.parametrize("slug", ["openai", "xai", "featherless", "anthropic", "gemini"])
def test_a_model_that_fails_is_tried_once_so_that_the_next_gets_its_turn(bound, slug):
    model = bound(slug)
    model.fake.fail(*[faults.status(500)] * 3)
    with pytest.raises(Temporary):
        model.client.complete("s", "p", model="m-1")
    assert len(model.fake.calls) == 1
    assert not breaker.is_open(registry.get(slug))


@pytest.mark.parametrize("slug", ["openai", "anthropic", "gemini"])
def test_an_empty_answer_of_a_model_is_no_answer(bound, slug):
    model = bound(slug)
    for name in ("POST /chat/completions", "POST /v1/messages", "POST /models/{model}:generateContent"):
        model.fake.replies[name] = {"choices": [], "content": [], "candidates": []}
    with pytest.raises(Temporary):
        model.client.complete("s", "p", model="m-1")


def test_a_refusing_model_says_so(bound):
    gemini = bound("gemini")
    gemini.fake.replies["POST /models/{model}:generateContent"] = {"promptFeedback": {"blockReason": "SAFETY"}}
    with pytest.raises(Rejected) as caught:
        gemini.client.complete("s", "p", model="m-1")
    assert caught.value.code == "model_refused"


def test_a_formula_stays_a_text_in_a_sheet(bound):
    sheets = bound("google_sheets")
    sheets.client.append("Leads!A1", [["=IMPORTXML()"]])
    assert sheets.fake.calls[0].query["valueInputOption"] == ["RAW"]


def test_no_bound_client_shows_its_credentials(bound):
    for manifest in registry.all():
        if manifest.base_url:
            service = bound(manifest.slug)
            secrets = [value for name, value in service.told.values.items() if "canary" in value]
            shown = (
                repr(service.client)
                + repr(vars(service.client))
                + repr(vars(service.client._http if hasattr(service.client, "_http") else service.client))
            )
            assert not any(secret in shown for secret in secrets), manifest.slug
