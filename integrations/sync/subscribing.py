"""Having the shop tell us by itself. The three privacy topics are set in the application, not here."""

from collections.abc import Mapping

import structlog

from integrations import connections, hooks
from integrations.connectors.shopify.client import Shopify
from integrations.errors import Rejected
from integrations.hooks import receiving
from integrations.models import Connection
from tenants import context
from tenants.errors import Refused

log = structlog.get_logger(__name__)
TOPICS = (
    *("ORDERS_CREATE", "ORDERS_UPDATED", "ORDERS_CANCELLED", "ORDERS_DELETE", "REFUNDS_CREATE"),
    *("FULFILLMENTS_UPDATE", "FULFILLMENT_EVENTS_CREATE"),
    *("CUSTOMERS_CREATE", "CUSTOMERS_UPDATE", "CUSTOMERS_DELETE", "CUSTOMERS_MERGE"),
    *("PRODUCTS_CREATE", "PRODUCTS_UPDATE", "PRODUCTS_DELETE"),
    *("CHECKOUTS_CREATE", "CHECKOUTS_UPDATE", "CHECKOUTS_DELETE", "APP_UNINSTALLED"),
)


def subscribe() -> int:
    """Ask for every topic that is not told to us yet; how many the shop agreed to.

    A topic may be refused (a right that the token lacks): the others are asked for all the same.

    Shopify ends a subscription after four hours without an answer, so this is done again and
    again. Without a signing secret nothing could be believed: then reading alone keeps up.
    """
    row = Connection.objects.to("shopify").first()
    if row is None or not _signed(row):
        return 0
    shop: Shopify = connections.bound("shopify", why="webhooks")
    uri = context.current().url(f"/hooks/shopify/{row.pk}/")
    present = {str(each["topic"]) for each in shop.webhooks() if _to(each, uri)}
    wanted = [topic for topic in TOPICS if topic not in present]
    refused = [topic for topic in wanted if not _agreed(shop, topic, uri)]
    if refused:
        log.warning("webhook_topics_refused", topics=refused)
    return len(wanted) - len(refused)


def _agreed(shop: Shopify, topic: str, uri: str) -> bool:
    """Raises Rejected when it is the token that does not count: then no other topic is worth asking for."""
    try:
        shop.create_webhook(topic, uri)
    except Rejected as refusal:
        if refusal.code == "not_authorised":
            raise
        return False
    return True


def _to(subscription: Mapping[str, object], uri: str) -> bool:
    return subscription.get("uri") == uri


def _signed(row: Connection) -> bool:
    try:
        return bool(hooks.signing_names("shopify") and receiving.signing(row, receiving.webhooks_of("shopify")))
    except Refused:
        return False
