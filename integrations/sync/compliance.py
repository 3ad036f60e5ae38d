"""Questions of law about the shops that use the agency's own application: they come to one address.

Source: shopify.dev, "Privacy law compliance": one address per application, whichever shop it is about.
"""

from dataclasses import replace

import structlog

from integrations.connectors.shopify import webhooks
from integrations.hooks import receiving, signatures
from integrations.hooks.contract import Incoming, Signed
from integrations.metrics import DELIVERIES
from integrations.models import Connection
from integrations.sync import shops
from tenants import clock
from tenants.models import Client

log = structlog.get_logger(__name__)


def receive(incoming: Incoming) -> int:
    """Hand one on to every client who mirrors the shop in its signed body; how many had not had it yet.

    What was handed on goes the way of what came to the connection's own address. A shop that nobody
    mirrors is acknowledged, since there is nothing to answer for. Raises Refused when it is not genuine.
    """
    outcome = "refused"
    try:
        shop, signed = _genuine(incoming)
        told = sum(_kept(shop, signed, incoming.body, client) for client in _asked(shop, signed))
        outcome = "kept" if told else "repeated"
        return told
    finally:
        DELIVERIES.add("shopify", outcome)


def _genuine(incoming: Incoming) -> tuple[str, Signed]:
    receiving.require(webhooks.SIGNED, incoming.headers)
    secrets = receiving.lent("shopify", webhooks.SECRETS)
    webhooks.check_signature(incoming, secrets)
    named = webhooks.shops(incoming.body)
    if len(named) != 1 or not isinstance(named[0], str):
        raise signatures.refused()
    about = replace(incoming, config={"SHOPIFY_STORE": named[0]})
    return named[0], webhooks.verify(about, secrets, clock.now())


def _asked(shop: str, signed: Signed) -> list[Client]:
    found = shops.clients_of(shop) if signed.topic in webhooks.PRIVACY else []
    if not found:
        log.info("compliance_for_nobody", shop=shop, topic=signed.topic)
    return found


def _kept(shop: str, signed: Signed, body: bytes, client: Client) -> bool:
    """Not by a client whose connection is another shop's now."""
    with client.active():
        row = Connection.objects.to("shopify").first()
        if row is None or row.config.get("SHOPIFY_STORE", shop) != shop:
            log.warning("compliance_for_a_shop_that_was", client=client.pk, topic=signed.topic)
            return False
        return receiving.keep(row, signed, body)
