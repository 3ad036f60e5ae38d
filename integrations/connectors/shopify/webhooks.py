"""What Shopify tells by itself. Source: shopify.dev, "Webhooks", and "Privacy law compliance"."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from integrations.hooks import signatures
from integrations.hooks.contract import Incoming, News, Setup, Signed
from integrations.moments import zoned
from tenants.errors import Refused

SECRETS = ("SHOPIFY_API_SECRET",)
SIGNED = {"x-shopify-hmac-sha256": signatures.BASE64_SHA256}
SHOPS = ("shop_domain", "myshopify_domain")
"""Where the topics of privacy, and a body that is the shop itself, name the shop."""
OLDEST = timedelta(days=3)
"""Shopify repeats itself for hours, and did for two days in older versions."""
STATES = {
    "orders/create": ("order.changed", "order"),
    "orders/updated": ("order.changed", "order"),
    "orders/cancelled": ("order.changed", "order"),
    "customers/create": ("customer.changed", "customer"),
    "customers/update": ("customer.changed", "customer"),
    "products/create": ("product.changed", "product"),
    "products/update": ("product.changed", "product"),
    "checkouts/create": ("checkout.changed", "checkout"),
    "checkouts/update": ("checkout.changed", "checkout"),
}
HAPPENED = {
    "orders/delete": ("order.deleted", "order"),
    "customers/delete": ("customer.deleted", "customer"),
    "products/delete": ("product.deleted", "product"),
    "checkouts/delete": ("checkout.deleted", "checkout"),
    "app/uninstalled": ("app.uninstalled", "shop"),
}
"""A deletion names no time: that the thing is gone is remembered with the mirrored row."""
PARCELS = {"fulfillments/update": "shipment_status", "fulfillment_events/create": "status"}
"""By topic, the field that says how far a parcel has come."""
PRIVACY = {
    "customers/data_request": ("privacy.asked", "customer"),
    "customers/redact": ("privacy.redact", "customer"),
    "shop/redact": ("privacy.shop_redact", "shop"),
}


SETUP = Setup(
    _(
        "Only for an application of your own at Shopify: in its settings, under compliance webhooks, enter this "
        "address. Everything else Shopify is asked for by itself, and the agency's application is set up already."
    ),
    tuple(PRIVACY),
)


def verify(incoming: Incoming, secrets: Sequence[str], now: datetime) -> Signed:
    """The body is signed, its headers are not: one application signs for every shop it is installed in.

    Repetitions come for hours and are told apart by their id.
    """
    check_signature(incoming, secrets)
    named = [incoming.headers.get("x-shopify-shop-domain", ""), *shops(incoming.body)]
    if any(shop != incoming.config.get("SHOPIFY_STORE") for shop in named):
        raise signatures.refused()
    stamp = incoming.headers.get("x-shopify-triggered-at", "")
    sent = zoned(stamp, _nonsense) if stamp else None
    if sent and not now - OLDEST <= sent <= now + signatures.OLDEST:
        raise Refused(_("This delivery is too old or its clock is wrong."), code="too_old")
    identity, topic = incoming.headers.get("x-shopify-webhook-id", ""), incoming.headers.get("x-shopify-topic", "")
    return Signed(identity, topic, sent)


def check_signature(incoming: Incoming, secrets: Sequence[str]) -> None:
    """Raises Refused `bad_signature`."""
    if not signatures.base64_sha256(incoming.body, incoming.headers.get("x-shopify-hmac-sha256", ""), secrets):
        raise signatures.refused()


def shops(body: bytes) -> list[Any]:
    """Whose shop a body says it is about; nothing where it does not say: most topics do not."""
    if not any(f'"{name}"'.encode() in body for name in SHOPS):
        return []
    try:
        said = _object(body)
    except Refused:
        return []
    return [said[name] for name in SHOPS if name in said]


def read(topic: str, body: bytes) -> Iterable[News]:
    """One piece of news per delivery; a topic nobody asked for says nothing."""
    said = _object(body)
    if topic in STATES:
        kind, thing = STATES[topic]
        at = zoned(said.get("updated_at") or said.get("created_at"), _nonsense)
        return [News(kind, thing, _id(said), at=at)]
    if topic in HAPPENED:
        kind, thing = HAPPENED[topic]
        return [News(kind, thing, _id(said))]
    if topic == "refunds/create":
        return [News("order.refunded", "order", _id({"id": said.get("order_id")}))]
    if topic in PARCELS:
        arrived = said.get(PARCELS[topic]) == "delivered"
        return [News("order.delivered", "order", _id({"id": said.get("order_id")}))] if arrived else []
    if topic == "customers/merge":
        kept, gone = (said.get(f"admin_graphql_api_customer_{which}_id") for which in ("kept", "deleted"))
        return [News("customer.merged", "customer", _id({"id": gone}), data={"kept": _id({"id": kept})})]
    if topic in PRIVACY:
        kind, thing = PRIVACY[topic]
        return [News(kind, thing, _id(said["customer"] if thing == "customer" else {"id": said.get("shop_id")}))]
    return []


def _object(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise _nonsense() from None
    if not isinstance(said, dict) or not isinstance(said.get("customer", {}), dict | None):
        raise _nonsense()
    return said


def _id(said: dict[str, Any]) -> str:
    """The number at the end of `gid://shopify/Order/1`, or the number itself."""
    found = str(said.get("id") or "").rpartition("/")[2]
    if not found.isdecimal() or not found.isascii():
        raise _nonsense()
    return found


def _nonsense() -> Refused:
    return Refused(_("This delivery is not what Shopify documents."), code="nonsense")
