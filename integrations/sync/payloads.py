"""Webhook bodies in the form in which the same things are read, so that one parser knows them.

Source: shopify.dev, "Webhooks: topics" (REST resources Order, Customer, Product, Checkout).
"""

from typing import Any

Node = dict[str, Any]


def order(said: Node) -> Node:
    """An Order. What was refunded is not said here in the shop's currency: it is read."""
    currency = said.get("currency")
    return {
        "id": said.get("id"),
        "name": said.get("name"),
        "createdAt": said.get("created_at"),
        "updatedAt": said.get("updated_at"),
        "cancelledAt": said.get("cancelled_at"),
        "displayFinancialStatus": str(said.get("financial_status") or "").upper(),
        "email": said.get("email"),
        "phone": said.get("phone"),
        "totalPriceSet": money(said.get("total_price"), currency),
        "customer": customer(said["customer"]) if said.get("customer") else None,
        "shippingAddress": country(said.get("shipping_address")),
        "lineItems": {"nodes": [line(each, currency) for each in said.get("line_items") or []]},
    }


def customer(said: Node) -> Node:
    consent = said.get("email_marketing_consent") or {}
    return {
        "id": said.get("id"),
        "createdAt": said.get("created_at"),
        "updatedAt": said.get("updated_at"),
        "firstName": said.get("first_name"),
        "lastName": said.get("last_name"),
        "locale": said.get("locale"),
        "defaultEmailAddress": {
            "emailAddress": said.get("email"),
            "marketingState": str(consent.get("state") or "").upper(),
            "marketingUpdatedAt": consent.get("consent_updated_at"),
        },
        "defaultPhoneNumber": {"phoneNumber": said.get("phone")},
        "defaultAddress": country(said.get("default_address")),
    }


def product(said: Node) -> Node:
    """A Product. Of many variants the hundred changed last are told, and the numbers of all."""
    variants = [
        {name: each.get(name) for name in ("id", "sku", "title", "price")} for each in said.get("variants") or []
    ]
    return {
        "id": said.get("id"),
        "title": said.get("title"),
        "updatedAt": said.get("updated_at"),
        "variants": {"nodes": variants},
        "variantIds": [str(each.get("admin_graphql_api_id")) for each in said.get("variant_gids") or []],
    }


def checkout(said: Node) -> Node:
    currency = said.get("currency")
    person = said.get("customer") or {}
    return {
        "id": said.get("id"),
        "updatedAt": said.get("updated_at"),
        "completedAt": said.get("completed_at"),
        "abandonedCheckoutUrl": said.get("abandoned_checkout_url"),
        "totalPriceSet": money(said.get("total_price"), currency),
        "customer": customer({"email": said.get("email"), **person}) if person else None,
        "email": said.get("email"),
        "lineItems": {"nodes": [line(each, currency) for each in said.get("line_items") or []]},
    }


def line(said: Node, currency: Any) -> Node:
    return {
        "sku": said.get("sku"),
        "title": said.get("title"),
        "quantity": said.get("quantity"),
        "originalUnitPriceSet": money(said.get("price"), currency),
        "image": {"url": said.get("image_url")},
    }


def money(amount: Any, currency: Any) -> Node:
    return {"shopMoney": {"amount": amount, "currencyCode": currency}}


def country(said: Node | None) -> Node | None:
    return {"countryCodeV2": said.get("country_code")} if said else None
