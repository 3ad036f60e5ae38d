"""Shopify: the published schema answers, with a small shop of our own as its root."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.fakes.graphql import GraphQl, schema_of
from tests.integrations.connectors.contracts import ANYTHING, Contracted, Host

PATH = "/admin/api/2026-07/graphql.json"
AT = "2026-11-02T13:03:11Z"
SINCE = datetime(2026, 11, 1, tzinfo=UTC)
END = {"hasNextPage": False, "endCursor": "end"}


def money(amount: str) -> dict[str, Any]:
    return {"shopMoney": {"amount": amount, "currencyCode": "MAD"}}


def page(*rows: dict[str, Any], info: dict[str, Any] = END) -> dict[str, Any]:
    return {"nodes": list(rows), "pageInfo": info}


LINE = {
    "id": "gid://shopify/LineItem/1",
    "sku": "CJ-1",
    "title": "Lamp",
    "quantity": 2,
    "currentQuantity": 1,
    "product": {"id": "gid://shopify/Product/1"},
    "variant": {"id": "gid://shopify/ProductVariant/1"},
    "originalUnitPriceSet": money("120.0"),
}
CUSTOMER = {
    "id": "gid://shopify/Customer/1",
    "firstName": "Salma",
    "lastName": "B",
    "locale": "fr",
    "numberOfOrders": "3",
    "createdAt": AT,
    "updatedAt": AT,
    "tags": ["VIP"],
    "amountSpent": {"amount": "900.0", "currencyCode": "MAD"},
    "defaultEmailAddress": {
        "emailAddress": "salma@shop.example",
        "marketingState": "SUBSCRIBED",
        "marketingUpdatedAt": AT,
    },
    "defaultPhoneNumber": {"phoneNumber": "+212612345678", "marketingState": "NOT_SUBSCRIBED"},
    "defaultAddress": {"countryCodeV2": "MA", "city": "Casablanca", "zip": "20000"},
}
ORDER = {
    "id": "gid://shopify/Order/1",
    "name": "#1001",
    "createdAt": AT,
    "updatedAt": AT,
    "processedAt": AT,
    "cancelledAt": None,
    "displayFinancialStatus": "PAID",
    "displayFulfillmentStatus": "FULFILLED",
    "email": "salma@shop.example",
    "phone": None,
    "discountCodes": [],
    "currencyCode": "MAD",
    "customAttributes": [{"key": "gclid", "value": "abc"}],
    "customer": CUSTOMER,
    "currentTotalPriceSet": money("240.0"),
    "totalPriceSet": money("240.0"),
    "totalRefundedSet": money("0.0"),
    "totalShippingPriceSet": money("20.0"),
    "totalTaxSet": money("40.0"),
    "shippingAddress": {"countryCodeV2": "MA", "city": "Casablanca", "zip": "20000"},
    "lineItems": lambda _info, **_arguments: page(LINE),
    "fulfillments": lambda _info, **_arguments: [
        {
            "id": "gid://shopify/Fulfillment/1",
            "status": "SUCCESS",
            "createdAt": AT,
            "deliveredAt": AT,
            "displayStatus": "DELIVERED",
            "trackingInfo": lambda _info, **_a: [
                {"company": "Aramex", "number": "A1", "url": "https://track.example/A1"}
            ],
        }
    ],
    "fulfillmentOrders": lambda _info, **_arguments: page(
        {
            "id": "gid://shopify/FulfillmentOrder/1",
            "status": "OPEN",
            "lineItems": lambda _info, **_a: page(
                {"id": "gid://shopify/FulfillmentOrderLineItem/1", "sku": "CJ-1", "remainingQuantity": 2}
            ),
        }
    ),
}
PRODUCT = {
    "id": "gid://shopify/Product/1",
    "handle": "lamp",
    "title": "Lamp",
    "status": "ACTIVE",
    "vendor": "Tazri",
    "productType": "Light",
    "tags": [],
    "updatedAt": AT,
    "onlineStoreUrl": "https://shop.example/lamp",
    "descriptionHtml": "<p>Warm</p>",
    "totalInventory": 4,
    "seo": {"title": None, "description": None},
    "media": lambda _info, **_a: page(
        {
            "__typename": "MediaImage",
            "id": "gid://shopify/MediaImage/1",
            "alt": None,
            "mediaContentType": "IMAGE",
            "preview": {"image": {"url": "https://cdn.example/1.jpg"}},
        }
    ),
    "variants": lambda _info, **_a: page(
        {
            "id": "gid://shopify/ProductVariant/1",
            "sku": "CJ-1",
            "title": "Red",
            "price": "120.00",
            "compareAtPrice": None,
            "inventoryQuantity": 4,
            "inventoryItem": {"id": "gid://shopify/InventoryItem/1", "tracked": True},
        }
    ),
}
STOCK = {
    "id": "gid://shopify/InventoryItem/1",
    "sku": "CJ-1",
    "tracked": True,
    "updatedAt": AT,
    "inventoryLevels": lambda _info, **_a: page(
        {
            "id": "gid://shopify/InventoryLevel/1",
            "location": {"id": "gid://shopify/Location/1", "name": "Casa"},
            "quantities": lambda _info, names: [{"name": name, "quantity": 4} for name in names],
        }
    ),
}
CHECKOUT = {
    "id": "gid://shopify/AbandonedCheckout/1",
    "createdAt": AT,
    "updatedAt": AT,
    "completedAt": None,
    "discountCodes": [],
    "abandonedCheckoutUrl": "https://shop.example/cart/1",
    "totalPriceSet": money("240.0"),
    "customer": CUSTOMER,
    "lineItems": lambda _info, **_a: page({**LINE, "image": {"url": "https://cdn.example/1.jpg"}}),
}
HOOK = {
    "id": "gid://shopify/WebhookSubscription/1",
    "topic": "ORDERS_CREATE",
    "uri": "https://a.example/hooks/",
    "apiVersion": {"handle": "2026-07"},
}


def done(**values: Any) -> Any:
    """A mutation that succeeds."""
    return lambda _info, **_arguments: {**values, "userErrors": []}


def root() -> dict[str, Any]:
    return {
        "shop": {
            "name": "Maison Tazri",
            "myshopifyDomain": "maison.myshopify.com",
            "currencyCode": "MAD",
            "ianaTimezone": "Africa/Casablanca",
            "plan": {"publicDisplayName": "Basic", "shopifyPlus": False},
        },
        "ordersCount": lambda _info, **_a: {"count": 12, "precision": "EXACT"},
        "orders": lambda _info, **_a: page(ORDER, info={"hasNextPage": True, "endCursor": "c1"}),
        "nodes": lambda _info, ids: [
            {"__typename": "Order", "id": each} if each == ORDER["id"] else None for each in ids
        ],
        "order": lambda _info, id: ORDER if id == ORDER["id"] else None,
        "customers": lambda _info, **_a: page(CUSTOMER),
        "products": lambda _info, **_a: page(PRODUCT),
        "product": lambda _info, id: PRODUCT if id == PRODUCT["id"] else None,
        "inventoryItems": lambda _info, **_a: page(STOCK),
        "abandonedCheckouts": lambda _info, **_a: page(CHECKOUT),
        "codeDiscountNodeByCode": lambda _info, code: (
            None
            if code == "NONE"
            else {
                "id": "gid://shopify/DiscountCodeNode/1",
                "codeDiscount": {
                    "__typename": "DiscountCodeBasic",
                    "title": code,
                    "status": "ACTIVE",
                    "usageLimit": 1,
                    "asyncUsageCount": 0,
                    "endsAt": AT,
                },
            }
        ),
        "webhookSubscriptions": lambda _info, **_a: page(HOOK),
        "discountCodeBasicCreate": done(codeDiscountNode={"id": "gid://shopify/DiscountCodeNode/1"}),
        "discountCodeDelete": done(deletedCodeDiscountId="gid://shopify/DiscountCodeNode/1"),
        "fulfillmentCreate": done(
            fulfillment={
                "id": "gid://shopify/Fulfillment/1",
                "status": "SUCCESS",
                "trackingInfo": lambda _info, **_a: [],
            }
        ),
        "tagsAdd": done(node={"__typename": "Customer", "id": CUSTOMER["id"]}),
        "productUpdate": done(product=PRODUCT),
        "webhookSubscriptionCreate": done(webhookSubscription=HOOK),
        "appUninstall": done(app={"id": "gid://shopify/App/1"}),
        "webhookSubscriptionDelete": done(deletedWebhookSubscriptionId=HOOK["id"]),
    }


def contracted(specs: Path) -> Contracted:
    contract = GraphQl(schema_of(specs / "graphql/shopify_admin_2026-07.graphql.gz"), PATH, root())
    return Contracted(
        values={"SHOPIFY_STORE": "maison.myshopify.com", "SHOPIFY_ACCESS_TOKEN": "shpat_canary"},
        main=Host(contract, {"graphql": contract.reply}, {"X-Shopify-Access-Token": "shpat_canary"}),
        cases={
            "probe": (lambda c: c.probe()["name"], "Maison Tazri"),
            "orders_count": (lambda c: c.orders_count(SINCE), 12),
            "orders": (
                lambda c: (c.orders(SINCE).cursor, c.orders(cursor="c1").rows[0]["lineItems"]["nodes"][0]["sku"]),
                ("c1", "CJ-1"),
            ),
            "order": (lambda c: (c.order("gid://shopify/Order/9"), c.order(ORDER["id"])["name"]), (None, "#1001")),
            "present": (lambda c: c.present([ORDER["id"], "gid://shopify/Order/9"]), {ORDER["id"]}),
            "order_lines": (lambda c: [line["id"] for line in c.order_lines(ORDER["id"], None)], [LINE["id"]]),
            "customers": (lambda c: c.customers(SINCE).rows[0]["numberOfOrders"], "3"),
            "products": (lambda c: c.products(SINCE).rows[0]["variants"]["nodes"][0]["price"], "120.00"),
            "product_variants": (lambda c: [each["sku"] for each in c.product_variants(PRODUCT["id"], None)], ["CJ-1"]),
            "inventory": (lambda c: c.inventory().rows[0]["sku"], "CJ-1"),
            "checkouts": (lambda c: c.checkouts(SINCE).cursor, None),
            "discount": (
                lambda c: (c.discount("NONE"), c.discount("TEN")["id"]),
                (None, "gid://shopify/DiscountCodeNode/1"),
            ),
            "create_discount": (
                lambda c: c.create_discount("TEN", percent=Decimal(10), starts=SINCE, ends=SINCE),
                "gid://shopify/DiscountCodeNode/1",
            ),
            "delete_discount": (lambda c: c.delete_discount("gid://shopify/DiscountCodeNode/1"), None),
            "fulfillment_orders": (lambda c: c.fulfillment_orders(ORDER["id"])[0]["status"], "OPEN"),
            "create_fulfillment": (
                lambda c: c.create_fulfillment(
                    "gid://shopify/FulfillmentOrder/1",
                    lines=[("gid://shopify/FulfillmentOrderLineItem/1", 2)],
                    company="Aramex",
                    number="A1",
                    url="https://track.example/A1",
                ),
                "gid://shopify/Fulfillment/1",
            ),
            "tag_customer": (lambda c: c.tag_customer(CUSTOMER["id"], ["AT_RISK"]), None),
            "update_product": (
                lambda c: c.update_product(PRODUCT["id"], {"seo": {"title": "Lamp", "description": "Warm"}}),
                None,
            ),
            "webhooks": (lambda c: c.webhooks()[0]["topic"], "ORDERS_CREATE"),
            "create_webhook": (lambda c: c.create_webhook("ORDERS_CREATE", "https://a.example/hooks/"), HOOK["id"]),
            "delete_webhook": (lambda c: c.delete_webhook(HOOK["id"]), ANYTHING),
            "uninstall": (lambda c: c.uninstall(), None),
        },
    )
