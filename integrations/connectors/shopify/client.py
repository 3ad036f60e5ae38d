"""The shop's Admin API, one published query per method. Source: shopify.dev, Admin GraphQL 2026-07."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from integrations.connectors.shopify import graphql
from integrations.errors import Refused, Rejected
from integrations.http import Http
from integrations.http.auth import Auth, Header

Row = dict[str, Any]
PAGE = 50
_store = re.compile(r"[a-z0-9][a-z0-9-]*\.myshopify\.com")


def auth(values: Mapping[str, str]) -> Auth:
    """The shop's token. Raises Refused `bad_shop`: a token goes to no other host than a Shopify one."""
    if not _store.fullmatch(values["SHOPIFY_STORE"]):
        raise Refused(_("The shop's address must look like my-shop.myshopify.com."), code="bad_shop")
    return Header("X-Shopify-Access-Token", values["SHOPIFY_ACCESS_TOKEN"])


judge = graphql.judge


@dataclass(frozen=True)
class Page:
    """Rows, and the cursor with which the following page is asked for (None after the last)."""

    rows: list[Row]
    cursor: str | None


class Shopify:
    """Reads give the rows as Shopify names them; writes raise Rejected with Shopify's own words.

    Lists come oldest change first and take `since` (rows changed at or after it) and `cursor`.
    """

    def __init__(self, http: Http) -> None:
        self._graph = graphql.GraphQl(http)

    def probe(self) -> Row:
        """Name, currency, zone and plan of the shop; the cheapest call there is (1 point)."""
        return self._graph.read("shop", lambda data: dict(data["shop"]))

    def orders_count(self, since: datetime | None = None) -> int:
        """How many orders there are, created at or after `since`."""
        query = f"created_at:>='{since.isoformat()}'" if since else None
        return self._graph.read("orders_count", lambda data: int(data["ordersCount"]["count"]), query=query)

    def orders(self, since: datetime | None = None, cursor: str | None = None, size: int = PAGE) -> Page:
        """Orders with buyer, lines (50 first), refunds and deliveries."""
        return self._page("orders", "orders", since, cursor, size, cost=200)

    def order(self, order_id: str) -> Row | None:
        """One order by its `gid://shopify/Order/…`, or None."""
        return self._graph.read("order", lambda data: _row(data["order"]), id=order_id)

    def present(self, ids: Sequence[str]) -> set[str]:
        """Which of these (`gid://shopify/…`, at most 250) are still there; one that was deleted is answered by null."""
        return self._graph.read(
            "present",
            lambda data: {str(node["id"]) for node in data["nodes"] if node},
            ids=list(ids),
            cost=len(ids),
        )

    def order_lines(self, order_id: str, cursor: str | None) -> Iterator[Row]:
        """The lines of a large order from `cursor` on."""
        return self._rest("order_lines", "order", "lineItems", order_id, cursor)

    def product_variants(self, product_id: str, cursor: str | None) -> Iterator[Row]:
        """The variants of a large product (2,048 at most) from `cursor` on."""
        return self._rest("product_variants", "product", "variants", product_id, cursor)

    def customers(self, since: datetime | None = None, cursor: str | None = None, size: int = PAGE) -> Page:
        """Customers with their consent to mail and texts."""
        return self._page("customers", "customers", since, cursor, size)

    def products(self, since: datetime | None = None, cursor: str | None = None, size: int = 25) -> Page:
        """Products with search texts, pictures and variants (100 first)."""
        return self._page("products", "products", since, cursor, size, cost=200)

    def inventory(self, since: datetime | None = None, cursor: str | None = None, size: int = PAGE) -> Page:
        """Stock per item and place."""
        return self._page("inventory", "inventoryItems", since, cursor, size, cost=150)

    def checkouts(self, since: datetime | None = None, cursor: str | None = None, size: int = PAGE) -> Page:
        """Carts left at the till, with the address that opens them again."""
        return self._page("checkouts", "abandonedCheckouts", since, cursor, size, cost=100)

    def discount(self, code: str) -> Row | None:
        """The discount behind a code, or None: the look-up before a code is made again."""
        return self._graph.read("discount_by_code", lambda data: _row(data["codeDiscountNodeByCode"]), code=code)

    def create_discount(self, code: str, *, percent: Decimal, starts: datetime, ends: datetime, uses: int = 1) -> str:
        """A code for `percent` (0-100) off everything, once per buyer; returns its id."""
        discount = {
            "title": code,
            "code": code,
            "startsAt": starts.isoformat(),
            "endsAt": ends.isoformat(),
            "usageLimit": uses,
            "appliesOncePerCustomer": True,
            "context": {"all": "ALL"},
            "customerGets": {"value": {"percentage": float(percent / 100)}, "items": {"all": True}},
        }
        return self._graph.write(
            "discount_create",
            lambda data: str(data["discountCodeBasicCreate"]["codeDiscountNode"]["id"]),
            discount=discount,
        )

    def delete_discount(self, discount_id: str) -> None:
        """Take a code back that was not used."""
        self._graph.write("discount_delete", lambda data: data["discountCodeDelete"], repeatable=True, id=discount_id)

    def fulfillment_orders(self, order_id: str) -> list[Row]:
        """What of an order is still to be sent, by place."""
        return self._graph.read(
            "fulfillment_orders",
            lambda data: list(data["order"]["fulfillmentOrders"]["nodes"]) if data["order"] else [],
            id=order_id,
        )

    def create_fulfillment(
        self,
        fulfillment_order_id: str,
        *,
        lines: Sequence[tuple[str, int]] = (),
        company: str,
        number: str,
        url: str = "",
    ) -> str:
        """Mark as sent, with its tracking; without `lines` (id, quantity) all that is left. Returns its id.

        Shopify has no key for it: look at `order(...)["fulfillments"]` for `number` before repeating.
        """
        wanted = [{"id": line, "quantity": quantity} for line, quantity in lines]
        part: Row = {"fulfillmentOrderId": fulfillment_order_id} | (
            {"fulfillmentOrderLineItems": wanted} if wanted else {}
        )
        tracking = {"company": company, "number": number} | ({"url": url} if url else {})
        return self._graph.write(
            "fulfillment_create",
            lambda data: str(data["fulfillmentCreate"]["fulfillment"]["id"]),
            fulfillment={"lineItemsByFulfillmentOrder": [part], "trackingInfo": tracking, "notifyCustomer": False},
        )

    def tag_customer(self, customer_id: str, tags: Sequence[str]) -> None:
        """Add tags; those it has already stay once."""
        self._graph.write(
            "customer_tags_add", lambda data: data["tagsAdd"], repeatable=True, id=customer_id, tags=list(tags)
        )

    def update_product(self, product_id: str, changes: Row) -> None:
        """Set texts of a product: `descriptionHtml`, `seo` {title, description}, `tags`, `title`."""
        product = {"id": product_id, **changes}
        self._graph.write("product_update", lambda data: data["productUpdate"], repeatable=True, product=product)

    def webhooks(self) -> list[Row]:
        """Subscriptions of our application in this shop."""
        return self._page("webhooks", "webhookSubscriptions", None, None, 100, dated=False).rows

    def create_webhook(self, topic: str, uri: str) -> str:
        """Have `topic` (e.g. ORDERS_CREATE) sent to `uri`; returns its id."""
        return self._graph.write(
            "webhook_create",
            lambda data: str(data["webhookSubscriptionCreate"]["webhookSubscription"]["id"]),
            topic=topic,
            uri=uri,
        )

    def delete_webhook(self, webhook_id: str) -> None:
        """Stop a subscription."""
        self._graph.write(
            "webhook_delete", lambda data: data["webhookSubscriptionDelete"], repeatable=True, id=webhook_id
        )

    def uninstall(self) -> None:
        """Remove our application from the shop, which cannot be undone from here; nothing is answered after it."""
        self._graph.write("app_uninstall", lambda data: data["appUninstall"], repeatable=True)

    def _rest(self, name: str, thing: str, field: str, thing_id: str, cursor: str | None) -> Iterator[Row]:
        """What of one thing's list comes after `cursor`; nothing of a thing that is not there any more."""
        while True:
            page = self._graph.read(
                name,
                lambda data: _page(data[thing][field]) if data[thing] else Page([], None),
                id=thing_id,
                first=PAGE,
                after=cursor,
            )
            yield from page.rows
            cursor = page.cursor
            if cursor is None:
                return

    def _page(
        self,
        name: str,
        field: str,
        since: datetime | None,
        cursor: str | None,
        size: int,
        *,
        cost: float = 50,
        dated: bool = True,
    ) -> Page:
        variables: Row = {"first": size, "after": cursor}
        if dated:
            variables["query"] = f"updated_at:>='{since.isoformat()}'" if since else None
        return self._affordable(name, field, cost, variables)

    def _affordable(self, name: str, field: str, cost: float, variables: Row) -> Page:
        """The page, or a shorter one where the shop's plan finds the query too costly."""
        while True:
            try:
                return self._graph.read(name, lambda data: _page(data[field]), cost=cost, **variables)
            except Rejected as refusal:
                if refusal.code != "too_costly" or variables["first"] <= 1:
                    raise
                variables["first"] //= 2


def _row(found: Any) -> Row | None:
    return None if found is None else dict(found)


def _page(found: Row) -> Page:
    info = found["pageInfo"]
    return Page(list(found["nodes"]), str(info["endCursor"]) if info["hasNextPage"] else None)


CLIENT = Shopify
