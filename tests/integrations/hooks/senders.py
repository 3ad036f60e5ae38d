"""Every service that tells by itself, as it signs: one genuine delivery each, and one of somebody else's account."""

import base64
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

Values = Mapping[str, str]
Headers = dict[str, str]
AT = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
NUMBER, TEXT = "+33612345678", "Kanarienvogel, est-ce arrivé ?"


@dataclass(frozen=True)
class Sender:
    """`values` are A's, `at_b` what B has instead; `another` is genuine but another account's, where bodies say whose.

    `sign(values, url, body, now)` makes the headers as the service does; `timed`: the age is signed.
    """

    values: Values
    at_b: Values
    body: bytes
    sign: Callable[[Values, str, bytes, datetime], Headers]
    another: bytes | None = None
    timed: bool = True
    kind: str = "application/json"


def mac(secret: str, text: bytes, digest: str = "sha256") -> bytes:
    return hmac.new(secret.encode(), text, digest).digest()


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def stamp(now: datetime) -> str:
    return str(int(now.timestamp()))


def stripe_sign(values: Values, url: str, body: bytes, now: datetime) -> Headers:
    mark = mac(values["STRIPE_WEBHOOK_SECRET"], stamp(now).encode() + b"." + body).hex()
    return {"stripe-signature": f"t={stamp(now)},v1={mark},v0=old"}


def stripe_event(type_: str = "invoice.paid", *, identity: str = "evt_1", at: datetime = AT, **thing: Any) -> bytes:
    found = {"id": "in_1", "amount_paid": 4900, "amount_due": 4900, "currency": "eur", "customer_email": "a@x.example"}
    said = {"id": identity, "type": type_, "created": int(at.timestamp()), "data": {"object": {**found, **thing}}}
    return json.dumps(said).encode()


def whatsapp_sign(values: Values, url: str, body: bytes, now: datetime) -> Headers:
    return {"x-hub-signature-256": f"sha256={mac(values['META_APP_SECRET'], body).hex()}"}


def whatsapp_text(name: str = "wamid.A1==", *, number: str = NUMBER, text: str = TEXT) -> dict[str, Any]:
    return {"from": number[1:], "id": name, "timestamp": stamp(AT), "type": "text", "text": {"body": text}}


def whatsapp_body(*messages: Any, statuses: Any = (), number_id: str = "100", account: str = "200") -> bytes:
    value = {"metadata": {"phone_number_id": number_id}, "messages": list(messages), "statuses": list(statuses)}
    entry = {"id": account, "changes": [{"field": "messages", "value": value}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


_KEYS = {
    b64(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)): key
    for key in (Ed25519PrivateKey.from_private_bytes(letter * 32) for letter in (b"a", b"b"))
}
PUBLIC = list(_KEYS)


def telnyx_sign(values: Values, url: str, body: bytes, now: datetime) -> Headers:
    mark = _KEYS[values["TELNYX_PUBLIC_KEY"]].sign(stamp(now).encode() + b"|" + body)
    return {"telnyx-signature-ed25519": b64(mark), "telnyx-timestamp": stamp(now)}


def telnyx_body(type_: str = "message.received", *, text: str = TEXT, status: str = "", code: str = "") -> bytes:
    to = [{"phone_number": NUMBER if status else "+33700000000", "status": status}]
    errors = [{"code": code}] if code else []
    payload = {"id": "m-1", "from": {"phone_number": NUMBER}, "to": to, "text": text, "type": "SMS", "errors": errors}
    said = {"id": f"e-{type_}", "event_type": type_, "occurred_at": AT.isoformat(), "payload": payload}
    return json.dumps({"data": said}).encode()


def twilio_sign(values: Values, url: str, body: bytes, now: datetime) -> Headers:
    text = url + "".join(
        name + value for name, value in sorted(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
    )
    return {"x-twilio-signature": b64(mac(values["TWILIO_AUTH_TOKEN"], text.encode(), "sha1"))}


def twilio_body(**fields: str) -> bytes:
    own = {"AccountSid": "AC1", "MessageSid": "SM1", "From": NUMBER, "To": "+33700000000", "Body": TEXT}
    return urlencode({**own, **({} if "MessageStatus" in fields else {"SmsStatus": "received"}), **fields}).encode()


def hubspot_sign(values: Values, url: str, body: bytes, now: datetime) -> Headers:
    when = f"{stamp(now)}000"
    mark = mac(values["HUBSPOT_CLIENT_SECRET"], b"POST" + url.encode() + body + when.encode())
    return {"x-hubspot-signature-v3": b64(mark), "x-hubspot-request-timestamp": when}


def hubspot_event(**more: Any) -> dict[str, Any]:
    own = {"eventId": 1, "portalId": 62515, "subscriptionType": "contact.propertyChange", "objectId": 7}
    said = {"propertyName": "hs_email_optout", "propertyValue": "true", "occurredAt": int(AT.timestamp() * 1000)}
    return {**own, **said, "attemptNumber": 0, **more}


def hubspot_body(*told: dict[str, Any]) -> bytes:
    return json.dumps(list(told) or [hubspot_event()]).encode()


def klaviyo_sign(values: Values, url: str, body: bytes, now: datetime) -> Headers:
    date = format_datetime(now.astimezone(UTC), usegmt=True)
    mark = mac(values["KLAVIYO_WEBHOOK_SECRET"], body + date.encode()).hex()
    return {"klaviyo-signature": mark, "klaviyo-timestamp": date, "klaviyo-webhook-id": "w-1"}


def klaviyo_body(webhook: str = "w-1", topic: str = "event:klaviyo.opened_email") -> bytes:
    told = [{"external_id": "e-1", "topic": topic, "payload": {"data": {"type": "event", "id": "e-1"}}}]
    return json.dumps({"data": told, "meta": {"klaviyo_account_id": "XyZ1", "klaviyo_webhook_id": webhook}}).encode()


def shopify_sign(values: Values, url: str, body: bytes, now: datetime) -> Headers:
    own = {"x-shopify-topic": "products/delete", "x-shopify-webhook-id": "d-1", "x-shopify-event-id": "e-1"}
    mark = b64(mac(values["SHOPIFY_API_SECRET"], body))
    domain = "b.myshopify.com" if b"b.myshopify.com" in body else values["SHOPIFY_STORE"]
    said = {"x-shopify-hmac-sha256": mark, "x-shopify-shop-domain": domain}
    return {**own, **said, "x-shopify-triggered-at": now.astimezone(UTC).isoformat()}


SENDERS = {
    "stripe": Sender(
        {"STRIPE_SECRET_KEY": "sk_a", "STRIPE_WEBHOOK_SECRET": "canary-whsec-a"},
        {"STRIPE_WEBHOOK_SECRET": "canary-whsec-b"},
        stripe_event(),
        stripe_sign,
        json.dumps({**json.loads(stripe_event()), "account": "acct_other"}).encode(),
    ),
    "whatsapp": Sender(
        {
            "WHATSAPP_ACCESS_TOKEN": "canary-wa",
            "WHATSAPP_PHONE_NUMBER_ID": "100",
            "WHATSAPP_VERIFY_TOKEN": "canary-word",
            "META_APP_SECRET": "canary-app-a",
        },
        {"META_APP_SECRET": "canary-app-b"},
        whatsapp_body(whatsapp_text()),
        whatsapp_sign,
        whatsapp_body(whatsapp_text(), number_id="999"),
        timed=False,
    ),
    "telnyx": Sender(
        {"TELNYX_API_KEY": "canary-tx", "TELNYX_PUBLIC_KEY": PUBLIC[0]},
        {"TELNYX_PUBLIC_KEY": PUBLIC[1]},
        telnyx_body(),
        telnyx_sign,
    ),
    "twilio": Sender(
        {"TWILIO_ACCOUNT_SID": "AC1", "TWILIO_AUTH_TOKEN": "canary-token-a"},
        {"TWILIO_ACCOUNT_SID": "AC2", "TWILIO_AUTH_TOKEN": "canary-token-b"},
        twilio_body(),
        twilio_sign,
        twilio_body(AccountSid="AC2"),
        timed=False,
        kind="application/x-www-form-urlencoded",
    ),
    "hubspot": Sender(
        {"HUBSPOT_ACCESS_TOKEN": "pat", "HUBSPOT_CLIENT_SECRET": "canary-hs-a", "HUBSPOT_PORTAL_ID": "62515"},
        {"HUBSPOT_CLIENT_SECRET": "canary-hs-b"},
        hubspot_body(),
        hubspot_sign,
        hubspot_body(hubspot_event(), hubspot_event(eventId=2, portalId=999)),
    ),
    "klaviyo": Sender(
        {"KLAVIYO_API_KEY": "pk", "KLAVIYO_WEBHOOK_SECRET": "canary-klaviyo-secret-a"},
        {"KLAVIYO_WEBHOOK_SECRET": "canary-klaviyo-secret-b"},
        klaviyo_body(),
        klaviyo_sign,
        klaviyo_body("w-2"),
    ),
    "shopify": Sender(
        {
            "SHOPIFY_STORE": "a.myshopify.com",
            "SHOPIFY_ACCESS_TOKEN": "shpat",
            "SHOPIFY_API_KEY": "app-1",
            "SHOPIFY_API_SECRET": "canary-shop-a",
        },
        {"SHOPIFY_STORE": "b.myshopify.com", "SHOPIFY_API_SECRET": "canary-shop-b"},
        json.dumps({"id": 1}).encode(),
        shopify_sign,
        json.dumps({"id": 1, "shop_domain": "b.myshopify.com"}).encode(),
        timed=False,
    ),
}
