"""The shop's things as rows of the mirror; the same keys as the importers', so that both meet."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

from crm.consent import address_key
from crm.importers import countries
from crm.models import Cart, Consent, Order
from crm.services import CartRow, ContactRow, LineRow, OrderRow, ProductRow
from integrations.moments import zoned
from tenants.errors import Refused

Node = dict[str, Any]
SOURCE = "shopify"
CONSENTS = {"SUBSCRIBED": Consent.OPTED_IN, "UNSUBSCRIBED": Consent.OPTED_OUT}
NEVER_PAID = ("VOIDED", "EXPIRED")
"""As in the importers: cash on delivery stays pending until it is paid, so pending is a sale."""
ONLY_VARIANT = "Default Title"


def identity(node: Node) -> str:
    """The number at the end of `gid://shopify/Order/1`, or the number itself."""
    return str(node.get("id") or "").rpartition("/")[2].partition("?")[0]


def moment(value: Any) -> datetime:
    """A time with its zone. Raises Refused `nonsense`."""
    return zoned(value, _nonsense)


def cents(bag: Node | None, own: str) -> int:
    """Hundredths of the client's currency. Raises Refused `other_currency`, `nonsense`."""
    money = (bag or {}).get("shopMoney") or {}
    currency = str(money.get("currencyCode") or "")
    if currency != own:
        words = _("The shop sells in %(currency)s, but this client's currency is %(own)s.")
        raise Refused(words % {"currency": currency, "own": own}, code="other_currency")
    return amount(money.get("amount"))


def amount(value: Any) -> int:
    """ "12.50" as hundredths. Raises Refused `nonsense`."""
    try:
        found = Decimal(str(value))
        return int((found * 100).to_integral_value())
    except (InvalidOperation, OverflowError, ValueError):
        raise _nonsense() from None


def natural_key(node: Node) -> str:
    """Who it is by address, else by telephone number, as an export tells people apart; else the shop's number."""
    email, phone = address_key(email_of(node)), phone_of(node)
    return email or (f"tel:{phone}" if phone else "") or (f"customer:{identity(node)}" if identity(node) else "")


def email_of(node: Node) -> str:
    return str((node.get("defaultEmailAddress") or {}).get("emailAddress") or "")[:254]


def phone_of(node: Node) -> str:
    return str((node.get("defaultPhoneNumber") or {}).get("phoneNumber") or "")[:40]


def contact(external_id: str, node: Node, at: datetime, *, since: datetime, land: str = "") -> ContactRow:
    """A customer's row under `external_id`; `at` is when the details were so, `since` the first time it is known of."""
    email = node.get("defaultEmailAddress") or {}
    code = countries.code(land or str((node.get("defaultAddress") or {}).get("countryCodeV2") or ""))
    consent = CONSENTS.get(str(email.get("marketingState") or ""))
    asked = email.get("marketingUpdatedAt")
    row = ContactRow(
        external_id,
        details_at=at,
        happened_at=since,
        known_at=since,
        email=email_of(node) if address_key(email_of(node)) else "",
        phone=phone_of(node),
        first_name=str(node.get("firstName") or "")[:80],
        last_name=str(node.get("lastName") or "")[:80],
        country=code,
        language=str(node.get("locale") or "")[:2].lower() or countries.language(code),
        timezone=countries.timezone(code),
    )
    return (
        replace(row, consent=consent, consent_at=moment(asked) if asked else at, consent_is_live=bool(asked))
        if consent
        else row
    )


def buyer(node: Node) -> Node | None:
    """The customer of an order or cart; a guest is known by what the order says."""
    if node.get("customer"):
        person: Node = dict(node["customer"])
        if not email_of(person) and node.get("email"):
            person["defaultEmailAddress"] = {"emailAddress": node["email"]}
        return person
    guest = {
        "defaultEmailAddress": {"emailAddress": node.get("email")},
        "defaultPhoneNumber": {"phoneNumber": node.get("phone")},
    }
    return guest if natural_key(guest) else None


def orders(node: Node, external_id: str, currency: str) -> Iterator[OrderRow]:
    """The sale, and what was paid back of it where that is said."""
    created, updated = moment(node.get("createdAt")), moment(node.get("updatedAt"))
    number = str(node.get("name") or "")[:70]
    if not number:
        raise _nonsense()
    total, paid = cents(node.get("totalPriceSet"), currency), str(node.get("displayFinancialStatus") or "")
    cancelled = moment(node["cancelledAt"]) if node.get("cancelledAt") else None
    ended = cancelled or (created if paid in NEVER_PAID else None)
    lines, arrived = list(_lines(node, currency)), delivered_at(node)
    yield OrderRow(number, external_id, Order.Kind.SALE, total, currency, created, created, ended, lines, arrived)
    if back := cents(node["totalRefundedSet"], currency) if node.get("totalRefundedSet") else 0:
        yield OrderRow(
            f"{number}:refund", external_id, Order.Kind.RETURN, -back, currency, created, updated, ended
        )  # fmt: skip


def delivered_at(node: Node) -> datetime | None:
    """When the last parcel arrived; None while one is under way, or where the shop does not say."""
    if node.get("displayFulfillmentStatus") != "FULFILLED":
        return None
    parcels = [each for each in node.get("fulfillments") or [] if each.get("status") == "SUCCESS"]
    times = [each.get("deliveredAt") for each in parcels]
    return max(moment(at) for at in times) if times and all(times) else None


def _lines(node: Node, currency: str) -> Iterator[LineRow]:
    for line in node["lineItems"]["nodes"]:
        price = cents(line.get("originalUnitPriceSet"), currency)
        yield LineRow(str(line.get("sku") or "")[:80], int(line["quantity"]), price, str(line.get("title") or "")[:250])


def products(node: Node, currency: str) -> Iterator[tuple[str, ProductRow]]:
    """Each variant that has a number to keep stock by, with its identity."""
    at = moment(node.get("updatedAt"))
    for variant in node["variants"]["nodes"]:
        if sku := str(variant.get("sku") or "")[:80]:
            names = [str(node.get("title") or ""), str(variant.get("title") or "")]
            title = " - ".join(name for name in names if name and name != ONLY_VARIANT)[:250]
            yield identity(variant), ProductRow(sku, title, amount(variant.get("price")), currency, at, at, at)


def cart(node: Node, contact_id: int | None, currency: str) -> CartRow:
    lines = [
        {
            "sku": str(line.get("sku") or ""),
            "title": str(line.get("title") or ""),
            "quantity": int(line["quantity"]),
            "unit_price_cents": cents(line.get("originalUnitPriceSet"), currency),
            "image": str((line.get("image") or {}).get("url") or ""),
        }
        for line in node["lineItems"]["nodes"]
    ]
    state = Cart.State.BOUGHT if node.get("completedAt") else Cart.State.OPEN
    total, at = cents(node.get("totalPriceSet"), currency), moment(node.get("updatedAt"))
    url = str(node.get("abandonedCheckoutUrl") or "")
    return CartRow(identity(node), contact_id, state, total, currency, at, url, lines)


def _nonsense() -> Refused:
    return Refused(_("The shop's answer is not what Shopify documents."), code="nonsense")
