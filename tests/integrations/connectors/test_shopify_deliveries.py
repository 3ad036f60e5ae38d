"""Whose deliveries of Shopify are believed: one application signs for every shop that it is installed in."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest

from integrations.connectors.shopify import webhooks
from integrations.errors import Refused
from integrations.hooks.contract import Incoming

NOW = datetime(2026, 11, 18, 11, tzinfo=UTC)
OURS, OTHER = "a.myshopify.com", "b.myshopify.com"
PERSON = {"customer": {"id": 1, "email": "x@y.example"}}


def told(said, topic="orders/updated", *, at=NOW, domain=OURS, secret="app"):
    body = json.dumps(said).encode()
    headers = {
        "x-shopify-topic": topic,
        "x-shopify-hmac-sha256": base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode(),
        "x-shopify-shop-domain": domain,
        "x-shopify-webhook-id": "w-1",
    }
    if at:
        headers["x-shopify-triggered-at"] = at.isoformat().replace("+00:00", "Z")
    return Incoming("https://a.example/hooks/shopify/1/", headers, body, config={"SHOPIFY_STORE": OURS})


def believed(incoming):
    try:
        webhooks.verify(incoming, ["app"], NOW)
    except Refused as refusal:
        return refusal.code
    return True


def test_what_is_signed_for_our_shop_is_believed():
    assert believed(told({"id": 1})) is True
    assert believed(told({"shop_id": 2, "shop_domain": OURS, **PERSON}, "customers/redact")) is True
    assert believed(told({"id": 2, "myshopify_domain": OURS, "domain": "lamps.example"}, "app/uninstalled")) is True


@pytest.mark.parametrize(("name", "topic"), [
    ("shop_domain", "customers/redact"), ("shop_domain", "customers/data_request"), ("shop_domain", "shop/redact"),
    ("myshopify_domain", "app/uninstalled"), ("shop_domain", "orders/updated"),
])  # fmt: skip
def test_what_was_signed_for_another_shop_is_refused_whatever_its_headers_say(name, topic):
    assert believed(told({"id": 2, "shop_id": 2, name: OTHER, **PERSON}, topic)) == "bad_signature"
    assert believed(told({"id": 2, "shop_id": 2, name: None, **PERSON}, topic)) == "bad_signature"


def test_the_word_in_somebodys_note_is_no_shop():
    note = {"id": 1, "note": "shop_domain", "note_attributes": [{"name": "shop_domain", "value": OTHER}]}
    assert believed(told(note)) is True


@pytest.mark.parametrize("body", [b"[]", b"shop_domain", b"[" * 100_000 + b'"shop_domain"'])
def test_a_signed_body_that_is_no_object_is_kept_to_be_looked_at(body):
    incoming = told({})
    mark = base64.b64encode(hmac.new(b"app", body, hashlib.sha256).digest()).decode()
    signed = Incoming(
        incoming.url, {**incoming.headers, "x-shopify-hmac-sha256": mark}, body, config=dict(incoming.config)
    )
    assert believed(signed) is True


@pytest.mark.parametrize(("age", "expected"), [
    (timedelta(), True), (timedelta(hours=48), True), (timedelta(days=2, hours=23), True),
    (timedelta(days=3, seconds=1), "too_old"), (timedelta(days=2000), "too_old"),
    (-timedelta(minutes=4), True), (-timedelta(minutes=6), "too_old"),
])  # fmt: skip
def test_repetitions_are_believed_as_long_as_shopify_repeats_itself(age, expected):
    assert believed(told({"id": 1}, at=NOW - age)) == expected


def test_a_time_that_is_none_is_refused():
    incoming = told({"id": 1})
    wrong = Incoming(incoming.url, {**incoming.headers, "x-shopify-triggered-at": "yesterday"}, incoming.body,
                     config=dict(incoming.config))  # fmt: skip
    assert believed(wrong) == "nonsense"


@pytest.mark.parametrize("mark", ["", "x", "a" * 44, "a" * 43 + "=\n", "é" * 43 + "="])
def test_what_does_not_look_signed_is_told_apart_without_a_secret(mark):
    assert not webhooks.SIGNED["x-shopify-hmac-sha256"].fullmatch(mark)
    assert webhooks.SIGNED["x-shopify-hmac-sha256"].fullmatch(told({}).headers["x-shopify-hmac-sha256"])
