"""Carts that a shop tells of: open until the order comes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from crm.models import Cart

LONGEST_URL = 2000


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
    """Write a cart as it is now. One that was bought stays bought, whatever comes later."""
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
    return cart


def close_carts(bought: Mapping[int, datetime]) -> int:
    """An order (contact id to its moment) ends the carts that its contact had open before; how many."""
    rows = Cart.objects.open().filter(contact_id__in=list(bought)).values_list("pk", "contact_id", "updated_at")
    done = [pk for pk, contact_id, updated in rows if contact_id is not None and updated <= bought[contact_id]]
    return Cart.objects.filter(pk__in=done).update(state=Cart.State.BOUGHT)
