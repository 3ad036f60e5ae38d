"""A shop with a memory: what it holds is listed page by page in the order of change, and told by signed deliveries.

Its answers are checked against Shopify's published schema; its deliveries have the form of the
REST resources that shopify.dev documents for webhooks.
"""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.fakes import shopify_scopes
from tests.fakes.calls import Call, Contract, Either, Operation
from tests.fakes.consent import Consent
from tests.fakes.graphql import GraphQl, cost, schema_of
from tests.fakes.server import Fake

PATH = "/admin/api/2026-07/graphql.json"
STORE, TOKEN, SECRET = "maison.myshopify.com", "shpat_canary", "canary-app-secret"
FIRST = datetime(2026, 9, 1, 8, tzinfo=UTC)
Node = dict[str, Any]


def stamp(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def gid(kind: str, number: int) -> str:
    return f"gid://shopify/{kind}/{number}"


class Shop:
    """Put things in with `order`, `customer`, `product`, `checkout`; `sign` makes the headers of a delivery.

    `granted`: the rights of a custom app's token (None: all there are).
    """

    def __init__(
        self, specs: Any, currency: str = "MAD", *, store: str = STORE, name: str = "Maison",
        consent: Consent | None = None,
    ) -> None:  # fmt: skip
        self.currency, self.store, self.name, self.consent = currency, store, name, consent
        self.held: dict[str, dict[int, Node]] = {"orders": {}, "customers": {}, "products": {}, "checkouts": {}}
        self.subscribed: list[Node] = []
        self.granted: frozenset[str] | None = None
        self.rights: frozenset[str] | None = None
        self.throttle = 0
        self.forget_cursors = False
        schema = schema_of(specs / "graphql/shopify_admin_2026-07.graphql.gz")
        self.needed = shopify_scopes.of_topics(schema)
        queries = GraphQl(schema, PATH, self._root())
        contract: Contract = Either(queries, consent) if consent else queries
        replies = {"graphql": self._answer, **(consent.replies if consent else {})}
        self.fake = Fake(contract, replies, proves=self._proves)

    def _proves(self, call: Call) -> bool:
        """A custom app's token, or one that a person consented to; the page of consent is for anybody."""
        token = call.headers.get("x-shopify-access-token", "")
        consented = self.consent is not None and (self.consent.accepts(token) or call.path != PATH)
        self.rights = self.granted if self.consent is None else self.consent.granted.get(token, self.granted)
        return token == TOKEN or consented

    @property
    def base(self) -> str:
        return self.fake.url + PATH.rpartition("/")[0]

    def customer(
        self, number: int, email: str, at: datetime = FIRST, *, state: str = "SUBSCRIBED", **more: Any
    ) -> Node:
        node = {
            "id": gid("Customer", number), "createdAt": stamp(FIRST), "updatedAt": stamp(at), "firstName": "Salma",
            "lastName": f"No{number}", "locale": "fr-MA", "tags": [], "numberOfOrders": "1",
            "amountSpent": {"amount": "1.0", "currencyCode": self.currency},
            "defaultEmailAddress": {"emailAddress": email, "marketingState": state, "marketingUpdatedAt": stamp(at)},
            "defaultPhoneNumber": None, "defaultAddress": {"countryCodeV2": "MA", "city": "Fes", "zip": "1"},
            **more,
        }  # fmt: skip
        self.held["customers"][number] = node
        return node

    def order(
        self, number: int, customer: Node | None, total: str = "240.00", *, at: datetime | None = None,
        changed: datetime | None = None, lines: int = 1, refunded: str = "0.0", items: list[Node] | None = None,
        **more: Any,
    ) -> Node:  # fmt: skip
        created = at or FIRST + timedelta(minutes=number)
        items = items or [self.line(position) for position in range(lines)]
        node = {
            "id": gid("Order", number), "name": f"#{number}", "createdAt": stamp(created),
            "updatedAt": stamp(changed or created), "processedAt": stamp(created), "cancelledAt": None,
            "displayFinancialStatus": "PAID", "displayFulfillmentStatus": "FULFILLED", "discountCodes": [],
            "email": customer and customer["defaultEmailAddress"]["emailAddress"], "phone": None,
            "currencyCode": self.currency, "customAttributes": [], "customer": customer, "fulfillments": [],
            "shippingAddress": {"countryCodeV2": "MA", "city": "Fes", "zip": "1"}, "items": items,
            **dict.fromkeys(("currentTotalPriceSet", "totalPriceSet"), self._money(total)),
            **dict.fromkeys(("totalShippingPriceSet", "totalTaxSet"), self._money("0.0")),
            "totalRefundedSet": self._money(refunded),
        }  # fmt: skip
        node["lineItems"] = self._lister(lambda: items, lambda each: each["id"])
        node["fulfillments"] = lambda _info, **_asked: []
        self.held["orders"][number] = node | more
        return self.held["orders"][number]

    def product(
        self, number: int, skus: list[str], at: datetime = FIRST, *, title: str = "", price: str = "120.00"
    ) -> Node:
        variants = [
            {"id": gid("ProductVariant", number * 10_000 + place), "sku": sku, "title": "Default Title",
             "price": price, "compareAtPrice": None, "inventoryQuantity": 1,
             "inventoryItem": {"id": gid("InventoryItem", number), "tracked": True}}
            for place, sku in enumerate(skus)
        ]  # fmt: skip
        node = {
            "id": gid("Product", number), "handle": f"p{number}", "title": title or f"Lamp {number}",
            "status": "ACTIVE", "vendor": "", "productType": "", "tags": [], "updatedAt": stamp(at),
            "onlineStoreUrl": None,
            "descriptionHtml": "", "totalInventory": 1, "seo": {"title": None, "description": None},
            "media": lambda _info, **_asked: self._page([]),
            "variants": self._lister(lambda: variants, lambda each: each["id"]),
        }  # fmt: skip
        self.held["products"][number] = node
        return node

    def checkout(
        self, number: int, customer: Node | None, at: datetime, total: str = "120.00", items: list[Node] | None = None
    ) -> Node:
        items = items or [self.line(0)]
        node = {
            "id": gid("AbandonedCheckout", number), "createdAt": stamp(at), "updatedAt": stamp(at),
            "completedAt": None, "discountCodes": [], "items": items, "abandonedCheckoutUrl": f"https://shop.example/c/{number}",
            "totalPriceSet": self._money(total), "customer": customer,
            "lineItems": lambda _info, **_asked: self._page(items),
        }  # fmt: skip
        self.held["checkouts"][number] = node
        return node

    @staticmethod
    def sign(topic: str, body: bytes, identity: str, *, secret: str = SECRET, shop: str = STORE) -> dict[str, str]:
        mark = base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()
        return {
            "x-shopify-topic": topic, "x-shopify-hmac-sha256": mark, "x-shopify-shop-domain": shop,
            "x-shopify-webhook-id": identity,
        }  # fmt: skip

    def told(self, number: int, **more: Any) -> bytes:
        """An order as a delivery says it."""
        node = self.held["orders"][number]
        return json.dumps(self._rest_order(number, node) | more).encode()

    def _rest_order(self, number: int, node: Node) -> Node:
        person = node["customer"]
        return {
            "id": number, "name": node["name"], "created_at": node["createdAt"], "updated_at": node["updatedAt"],
            "cancelled_at": node["cancelledAt"], "financial_status": node["displayFinancialStatus"].lower(),
            "email": node["email"], "phone": None, "currency": self.currency,
            "total_price": node["totalPriceSet"]["shopMoney"]["amount"], "refunds": [],
            "customer": self.rest_customer(person) if person else None,
            "shipping_address": {"country_code": node["shippingAddress"]["countryCodeV2"]},
            "line_items": [
                {"sku": item["sku"], "title": item["title"], "quantity": item["quantity"],
                 "price": item["originalUnitPriceSet"]["shopMoney"]["amount"]}
                for item in node["items"]
            ],
        }  # fmt: skip

    def told_checkout(self, number: int) -> bytes:
        """A cart as a delivery says it."""
        node = self.held["checkouts"][number]
        said = self._rest_order(number, {**node, "name": "", "cancelledAt": None, "displayFinancialStatus": "",
                                         "email": None, "shippingAddress": {"countryCodeV2": ""}})  # fmt: skip
        email = node["customer"] and node["customer"]["defaultEmailAddress"]["emailAddress"]
        told = {"completed_at": node["completedAt"], "abandoned_checkout_url": node["abandonedCheckoutUrl"]}
        kept = {name: value for name, value in said.items() if name not in ("name", "refunds", "financial_status")}
        return json.dumps({**kept, **told, "email": email}).encode()

    @staticmethod
    def rest_customer(node: Node) -> Node:
        email = node["defaultEmailAddress"]
        return {
            "id": int(node["id"].rpartition("/")[2]), "email": email["emailAddress"], "phone": None,
            "first_name": node["firstName"], "last_name": node["lastName"], "created_at": node["createdAt"],
            "updated_at": node["updatedAt"],
            "default_address": {"country_code": node["defaultAddress"]["countryCodeV2"]},
            "email_marketing_consent": {
                "state": email["marketingState"].lower(), "consent_updated_at": email["marketingUpdatedAt"],
            },
        }  # fmt: skip

    def line(
        self, position: int, *, sku: str = "", title: str = "Lamp", quantity: int = 1, price: str = "120.0"
    ) -> Node:
        return {
            "id": gid("LineItem", position + 1), "sku": sku or f"CJ-{position}", "title": title, "quantity": quantity,
            "currentQuantity": quantity, "product": None, "variant": None, "image": None,
            "originalUnitPriceSet": self._money(price),
        }  # fmt: skip

    def _money(self, amount: str) -> Node:
        return {"shopMoney": {"amount": amount, "currencyCode": self.currency}}

    def _answer(self, call: Call, operation: Operation) -> Any:
        if self.throttle:
            self.throttle -= 1
            words = {"message": "Throttled", "extensions": {"code": "THROTTLED"}}
            return {"errors": [words], "extensions": {"cost": cost(requested=100, available=0)}}
        if self.forget_cursors and call.json()["variables"].get("after"):
            self.forget_cursors = False
            return {"errors": [{"message": "Invalid cursor", "extensions": {"code": "BAD_USER_INPUT"}}]}
        return GraphQl.reply(call, operation)

    @staticmethod
    def _page(rows: list[Node], more: str | None = None) -> Node:
        return {"nodes": rows, "pageInfo": {"hasNextPage": more is not None, "endCursor": more}}

    def _lister(self, rows: Callable[[], list[Node]], place: Callable[[Node], str]) -> Callable[..., Node]:
        """Pages after a place, of what changed since a moment."""

        def listed(_info: Any, first: int, after: str | None = None, query: str | None = None, **_asked: Any) -> Node:
            since = re.search(r"updated_at:>='([^']+)'", query or "")
            found = sorted(rows(), key=place)
            if since:
                found = [row for row in found if datetime.fromisoformat(row["updatedAt"]) >= _time(since[1])]
            found = [row for row in found if after is None or place(row) > after]
            return self._page(found[:first], place(found[first - 1]) if len(found) > first else None)

        return listed

    def _root(self) -> Node:
        def held(name: str) -> Callable[..., Node]:
            return self._lister(lambda: list(self.held[name].values()), lambda row: f"{row['updatedAt']} {row['id']}")

        def subscribe(_info: Any, topic: str, **asked: Any) -> Node:
            if self.rights is not None and not shopify_scopes.covers(self.rights, self.needed[topic]):
                words = "You cannot create a webhook subscription with the specified topic"
                return {"webhookSubscription": None, "userErrors": [{"field": ["topic"], "message": words}]}
            made = {"id": gid("WebhookSubscription", len(self.subscribed) + 1), "topic": topic,
                    "uri": asked["webhookSubscription"]["uri"], "apiVersion": {"handle": "2026-07"}}  # fmt: skip
            self.subscribed.append(made)
            return {"webhookSubscription": made, "userErrors": []}

        def unsubscribe(_info: Any, id: str) -> Node:
            self.subscribed[:] = [each for each in self.subscribed if each["id"] != id]
            return {"deletedWebhookSubscriptionId": id, "userErrors": []}

        def uninstall(_info: Any, **_asked: Any) -> Node:
            self.subscribed.clear()
            if self.consent:
                self.consent.tokens.clear()
                self.consent.renewals.clear()
            return {"app": {"id": gid("App", 1)}, "userErrors": []}

        return {
            "shop": {"name": self.name, "myshopifyDomain": self.store, "currencyCode": self.currency,
                     "ianaTimezone": "Africa/Casablanca", "plan": {"publicDisplayName": "B", "shopifyPlus": False}},
            "ordersCount": lambda _info, **_asked: {"count": len(self.held["orders"]), "precision": "EXACT"},
            "order": lambda _info, id: self.held["orders"].get(int(id.rpartition("/")[2])),
            "product": lambda _info, id: self.held["products"].get(int(id.rpartition("/")[2])),
            "orders": held("orders"), "customers": held("customers"), "products": held("products"),
            "abandonedCheckouts": held("checkouts"),
            "webhookSubscriptions": lambda _info, **_asked: self._page(self.subscribed),
            "webhookSubscriptionCreate": subscribe,
            "webhookSubscriptionDelete": unsubscribe,
            "appUninstall": uninstall,
        }  # fmt: skip


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


__all__ = ["FIRST", "SECRET", "STORE", "TOKEN", "Shop", "gid", "stamp"]
