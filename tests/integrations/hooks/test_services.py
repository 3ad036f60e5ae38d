"""Every service that tells by itself: what is not genuine, not ours or not new has no effect, whoever sends it."""

import importlib
import json
import pkgutil
from contextlib import suppress
from datetime import timedelta

import pytest
from django.test import Client as Browser

from events.models import Event, Job
from integrations import connectors, hooks, registry, vault
from integrations.errors import Refused
from integrations.hooks import receiving, throttle
from integrations.hooks.contract import Incoming, News
from integrations.http import pace
from integrations.models import Delivery
from tenants import clock
from tenants.models import LedgerEntry
from tests.integrations.hooks.senders import AT, SENDERS, hubspot_body, hubspot_event
from tests.isolation.test_canaries import found

SLUGS = sorted(SENDERS)
AWAY, URL = "203.0.113.7", "https://client.example/hooks/x/1/"


def with_webhooks() -> list[str]:
    places = [module.name for module in pkgutil.iter_modules(connectors.__path__) if module.ispkg]
    return sorted(slug for slug in places if hooks.signing_names(slug))


def told(client) -> int:
    with client.active():
        return Delivery.objects.count()


def nothing_kept(*clients) -> bool:
    return not any(told(client) for client in clients) and not Job.objects.filter(handler=receiving.HANDLER).exists()


def test_every_service_with_webhooks_is_tested_here():
    assert with_webhooks() == SLUGS


@pytest.mark.parametrize("slug", SLUGS)
def test_each_declares_how_a_signed_request_looks(slug):
    module = receiving.webhooks_of(slug)
    names = {credential.name for credential in registry.get(slug).credentials}
    spec = registry.get(slug).oauth
    assert module.SIGNED and set(module.SECRETS) <= names | ({spec.client_secret_name} if spec else set())


@pytest.mark.parametrize("slug", SLUGS)
def test_a_genuine_delivery_is_kept_once_however_often_it_comes(both, post, client_a, slug):
    row, body = both(slug)[client_a.slug], SENDERS[slug].body
    for turn in range(3):
        answer = post(client_a, row, body, now=clock.now() + timedelta(seconds=turn))
        assert (answer.status_code, answer.content) == (200, b"")
    with client_a.active():
        assert bytes(Delivery.objects.get().body) == body
    assert found("canary-") == set()


@pytest.mark.parametrize("slug", SLUGS)
def test_a_changed_byte_another_secret_or_no_signature_leaves_no_row(both, post, client_a, client_b, slug):
    rows, sender = both(slug), SENDERS[slug]
    row, body = rows[client_a.slug], sender.body
    other = {**sender.values, **sender.at_b}
    assert post(client_a, row, body.replace(b"1", b"2", 1), signed=body).status_code == 401
    assert post(client_a, row, body + b" ", signed=body).status_code == 401
    assert post(client_a, row, body, values=other).status_code == 401
    for name in receiving.webhooks_of(slug).SIGNED:
        for bad in (None, "", "é" * 20, "0"):
            assert post(client_a, row, body, head={name: bad}).status_code == 401, (name, bad)
    assert nothing_kept(client_a, client_b)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_genuine_delivery_of_a_does_not_hold_at_b(both, post, client_a, client_b, slug):
    rows = both(slug)
    address = client_a.url(f"/hooks/{slug}/{rows[client_a.slug].pk}/")
    assert post(client_b, rows[client_b.slug], SENDERS[slug].body, url=address).status_code == 401
    assert nothing_kept(client_a, client_b)


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if SENDERS[slug].another])
def test_what_is_signed_but_says_another_account_is_refused(both, post, client_a, slug):
    row = both(slug)[client_a.slug]
    assert post(client_a, row, SENDERS[slug].another).status_code == 401
    assert nothing_kept(client_a)


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if SENDERS[slug].timed])
@pytest.mark.parametrize("away", [-301, 301])
def test_a_genuine_delivery_from_another_time_is_refused(both, post, client_a, slug, away):
    row = both(slug)[client_a.slug]
    assert post(client_a, row, SENDERS[slug].body, now=clock.now() + timedelta(seconds=away)).status_code == 401
    assert nothing_kept(client_a)


@pytest.mark.parametrize("slug", SLUGS)
def test_signed_nonsense_breaks_nothing(slug):
    sender, module, now = SENDERS[slug], receiving.webhooks_of(slug), AT
    secrets = [sender.values[name] for name in module.SECRETS]
    for body in (b"", b"null", b"[]", b"[1]", b"{}", b'{"data": 1}', b"\xff\x00", b"[" * 20_000, *spoilt(sender.body)):
        headers = sender.sign(sender.values, URL, body, now)
        with suppress(Refused):
            module.verify(Incoming(URL, headers, body, config=sender.values), secrets, now)
        for topic in ("", "events", "messages", "received", "failed", "message.finalized", topic_of(slug)):
            with suppress(Refused):
                assert all(isinstance(each, News) for each in module.read(topic, body))


def topic_of(slug: str) -> str:
    sender, module = SENDERS[slug], receiving.webhooks_of(slug)
    secrets = [sender.values[name] for name in module.SECRETS]
    headers = sender.sign(sender.values, URL, sender.body, AT)
    return module.verify(Incoming(URL, headers, sender.body, config=sender.values), secrets, AT).topic


def spoilt(body: bytes) -> list[bytes]:
    """The body with each of its parts in turn gone, or something else."""
    if body[:1] not in b"{[":
        return [b"&".join(part for part in body.split(b"&") if part != gone) for gone in body.split(b"&")]
    found = []
    for path in paths(json.loads(body)):
        for bad in (None, "", "x y", -1, 10**400, True, [], [None], {}, "\ud800"):
            said = json.loads(body)
            place = said
            for step in path[:-1]:
                place = place[step]
            place[path[-1]] = bad
            found.append(json.dumps(said).encode())
    return found


def paths(said) -> list[list]:
    steps = said.items() if isinstance(said, dict) else enumerate(said) if isinstance(said, list) else ()
    return [[step, *rest] for step, part in steps for rest in ([], *paths(part))]


@pytest.mark.parametrize("slug", SLUGS)
def test_what_does_not_look_signed_reads_no_secret(both, post, client_a, slug):
    row = both(slug)[client_a.slug]
    name = next(iter(receiving.webhooks_of(slug).SIGNED))
    before = LedgerEntry.objects.count()
    for bad in (None, "x", "sha256=", "t=1,v1=0"):
        assert post(client_a, row, SENDERS[slug].body, head={name: bad}).status_code == 401
    assert LedgerEntry.objects.count() == before


def test_who_is_refused_again_and_again_waits_and_others_do_not(both, post, client_a, client_b, monkeypatch):
    rows, body, now = both("stripe"), SENDERS["stripe"].body, float(int(pace.now()))
    monkeypatch.setattr(pace, "now", lambda: now)
    row = rows[client_a.slug]
    for _turn in range(throttle.AT_ONCE):
        assert post(client_a, row, body, head={"stripe-signature": None}, REMOTE_ADDR=AWAY).status_code == 401
    answer = post(client_a, row, body, REMOTE_ADDR=AWAY)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "6")
    assert post(client_a, row, body).status_code == 200, "from elsewhere"
    assert post(client_b, rows[client_b.slug], b"", REMOTE_ADDR=AWAY).status_code == 401, "at another connection"
    monkeypatch.setattr(pace, "now", lambda: now + 6.01)
    assert post(client_a, row, SENDERS["stripe"].body, REMOTE_ADDR=AWAY).status_code == 200


def test_a_network_of_ipv6_is_one_sender_and_no_address_breaks_nothing():
    assert throttle._neighbourhood("2001:db8::1") == throttle._neighbourhood("2001:db8::ffff:1")
    assert throttle._neighbourhood("2001:db8:0:1::1") != throttle._neighbourhood("2001:db8::1")
    assert throttle._neighbourhood("") == throttle._neighbourhood("nonsense") == "unknown"


def test_a_question_without_the_word_reads_no_secret_and_the_right_one_is_answered(both, client_a):
    path = f"/hooks/whatsapp/{both('whatsapp')[client_a.slug].pk}/"
    browser = Browser(headers={"host": f"{client_a.slug}.localhost"})
    question = {"hub.mode": "subscribe", "hub.verify_token": "canary-word", "hub.challenge": "1158201444"}
    answer = browser.get(path, question)
    assert (answer.status_code, answer.content) == (200, b"1158201444")
    assert browser.get(path, {**question, "hub.verify_token": "guessed"}).status_code == 401
    before = LedgerEntry.objects.count()
    for spoil in ({"hub.mode": "x"}, {"hub.challenge": "<script>"}, {"hub.verify_token": ""}):
        assert browser.get(path, {**question, **spoil}).status_code == 401
    assert LedgerEntry.objects.count() == before


def test_the_agency_lends_its_application_but_no_secret_of_its_own_account(both, post, client_a, monkeypatch):
    """Its own deliveries would otherwise be genuine at every client."""
    monkeypatch.setenv("STRIPE_WEBHOOK_SECRET", "canary-whsec-a")
    monkeypatch.setenv("HUBSPOT_CLIENT_SECRET", "canary-hs-a")
    monkeypatch.setenv("KLAVIYO_WEBHOOK_SECRET", "canary-klaviyo-secret-a")
    for slug, expected in (("stripe", 401), ("klaviyo", 401), ("hubspot", 200)):
        row = both(slug)[client_a.slug]
        with client_a.active():
            vault.delete(row, name=receiving.webhooks_of(slug).SECRETS[0], by=None)
        assert post(client_a, row, SENDERS[slug].body).status_code == expected, slug


def test_an_account_that_was_not_entered_is_nobodys(both, post, client_a):
    row = both("hubspot")[client_a.slug]
    with client_a.active():
        row.config.pop("HUBSPOT_PORTAL_ID")
        row.save(update_fields=["config"])
    assert post(client_a, row, SENDERS["hubspot"].body).status_code == 401


def test_another_attempt_of_hubspot_is_the_same_delivery(both, post, client_a):
    row = both("hubspot")[client_a.slug]
    for attempt in range(2):
        body = hubspot_body(hubspot_event(attemptNumber=attempt), hubspot_event(eventId=2, objectId=8))
        assert post(client_a, row, body).status_code == 200
    assert told(client_a) == 1


def test_a_field_that_comes_twice_is_refused_though_its_last_value_is_signed(both, post, client_a):
    row, body = both("twilio")[client_a.slug], SENDERS["twilio"].body
    assert post(client_a, row, b"Body=STOP&" + body, signed=body).status_code == 401


def test_nobody_is_told_apart_by_what_they_are_refused_for(both, post, client_a):
    row = both("stripe")[client_a.slug]
    answers = {
        post(client_a, row, SENDERS["stripe"].body, **how).content
        for how in ({"head": {"stripe-signature": None}}, {"values": {"STRIPE_WEBHOOK_SECRET": "x"}})
    }
    assert answers == {b""} and not Event.objects.filter(type__startswith="hook.stripe").exists()


def test_every_value_that_signs_can_be_entered():
    """And every one that a form asks for is used: by the client or here."""
    asked = {
        credential.name
        for slug in with_webhooks()
        for credential in registry.get(slug).credentials
        if any(word in credential.name for word in ("WEBHOOK", "VERIFY", "PUBLIC", "APP_SECRET", "PORTAL"))
    }
    used = {
        name
        for slug in with_webhooks()
        for module in [importlib.import_module(f"integrations.connectors.{slug}.webhooks")]
        for name in (*module.SECRETS, *getattr(module, "WORDS", ()))
    }
    assert asked - {"HUBSPOT_PORTAL_ID"} <= used
