"""Carts that a shop tells of: open until the order comes, and left when nothing happens with them for an hour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import events
from crm.models import Cart
from tenants import clock

LONGEST_URL = 2000
LEFT_AFTER = timedelta(hours=1)
"""Somebody who has not touched a cart for so long has left it."""
NEWS_FOR = timedelta(hours=24)
"""A cart told of later than this is history, such as those of a shop that was just connected."""
LEFT = "crm.cart_left"


@dataclass(frozen=True, slots=True)
class CartRow:
    """`lines`: sku, title, quantity, unit_price_cents, image. A `contact_id` of None is nobody we know (yet)."""

    token: str
    contact_id: int | None
    state: str
    total_cents: int
    currency: str
    updated_at: datetime
    url: str = ""
    lines: Sequence[Mapping[str, Any]] = field(default=())


def put_cart(row: CartRow) -> Cart:
    """Write a cart as it is now. One that was bought stays bought, whatever comes later.

    An open one of somebody we know is looked at again when it has been left alone for an hour.
    """
    values = {
        "contact_id": row.contact_id,
        "state": row.state,
        "total_cents": row.total_cents,
        "currency": row.currency,
        "updated_at": row.updated_at,
        "url": row.url if len(row.url) <= LONGEST_URL else "",
        "lines": [dict(line) for line in row.lines],
    }
    if Cart.objects.filter(token=row.token, state=Cart.State.BOUGHT).exists():
        values["state"] = Cart.State.BOUGHT
    cart, _made = Cart.objects.update_or_create(token=row.token, defaults=values)
    if cart.state == Cart.State.OPEN and cart.contact_id and cart.lines and clock.now() - row.updated_at < NEWS_FOR:
        _look_again(cart)
    return cart


def tell_left(cart_id: int, updated_at: datetime) -> bool:
    """Say `cart.left`, once ever per cart, if nothing has happened with it since `updated_at`."""
    rows = Cart.objects.open().filter(pk=cart_id, updated_at=updated_at).exclude(contact=None)
    cart = rows.select_for_update(of=("self",)).first()
    if cart is None or not cart.lines:
        return False
    data = {
        "checkout": cart.token,
        "total_cents": cart.total_cents,
        "currency": cart.currency,
        "updated_at": updated_at,
    }
    return events.publish("cart.left", ("cart", cart.pk), data, key=f"cart.left:{cart.pk}") is not None


def _look_again(cart: Cart) -> None:
    args = {"cart_id": cart.pk, "updated_at": cart.updated_at}
    key = f"cart_left:{cart.pk}:{cart.updated_at:%Y%m%dT%H%M%S.%f}"
    events.enqueue(LEFT, args, due_at=max(cart.updated_at + LEFT_AFTER, clock.now()), key=key)


def close_carts(bought: Mapping[int, datetime]) -> int:
    """An order (contact id to its moment) ends the carts that its contact had open before; how many."""
    rows = Cart.objects.open().filter(contact_id__in=list(bought)).values_list("pk", "contact_id", "updated_at")
    done = [pk for pk, contact_id, updated in rows if contact_id is not None and updated <= bought[contact_id]]
    return Cart.objects.filter(pk__in=done).update(state=Cart.State.BOUGHT)
