"""What the shop deleted without our hearing of it: a part of what is mirrored is asked for by id each day.

Lists name what changed, never what is gone, so that only asking by id tells. Orders older than
`VISIBLE` are not asked for: without the right to all orders Shopify answers for them as if they
were deleted. Source: shopify.dev, "nodes", "customerDelete" and "read_all_orders".
"""

from collections.abc import Callable, Sequence
from datetime import timedelta

import structlog
from django.db import transaction

from crm.models import Order
from integrations import connections
from integrations.connectors.shopify.client import Shopify
from integrations.models import Connection, SyncCursor, Twin
from integrations.sync import news, pulling, rows, twins
from tenants import clock

log = structlog.get_logger(__name__)

Kind = Twin.Kind
NAMES = {Kind.ORDER: "Order", Kind.CUSTOMER: "Customer", Kind.PRODUCT: "Product"}
AT_ONCE = 250
"""The most ids that one question may hold."""
A_DAY = 5_000
"""Of each kind; all of a larger shop takes several days."""
VISIBLE = timedelta(days=59)
MOST_GONE = 0.1
SOME = 20
"""More than a tenth (and more than a few) at once is taken for a right that was lost, and believed of none."""


def find(*, extend: Callable[[], None] | None = None) -> int:
    """Ask for the next part of each kind, and let go of what is not there any more; how many were."""
    row = Connection.objects.to("shopify").first()
    if row is None or not pulling.may_write() or not connections.is_connected("shopify"):
        return 0
    shop: Shopify = connections.bound("shopify", why="sync")
    return sum(_sweep(row, shop, kind, extend) for kind in NAMES)


def _sweep(row: Connection, shop: Shopify, kind: Twin.Kind, extend: Callable[[], None] | None) -> int:
    cursor, _made = SyncCursor.objects.get_or_create(connection=row, resource=f"gone-{kind}")
    gone = asked = 0
    while asked < A_DAY:
        if extend:
            extend()
        part = _part(row, kind, after=int(cursor.page or 0))
        missing = _missing(shop, kind, part) if part else []
        if len(missing) > max(SOME, MOST_GONE * len(part)):
            log.warning("vanished_not_believed", kind=kind, asked=len(part), missing=len(missing))
            return gone
        let_go = sum(_let_go(row, shop, kind, twin) for twin in missing)
        gone, asked, cursor.done = gone + let_go, asked + len(part), cursor.done + len(part)
        cursor.page = str(part[-1].pk) if len(part) == AT_ONCE else ""
        if not cursor.page:
            cursor.finished_at = clock.now()
        cursor.save(update_fields=["page", "done", "finished_at"])
        if not cursor.page:
            break
    return gone


def _let_go(row: Connection, shop: Shopify, kind: Twin.Kind, twin: Twin) -> bool:
    """False for a customer whom the shop names after all.

    Only who never ordered can be deleted; whoever ordered was merged into another (who has the order
    now) or forgotten (nobody has it). An order too old to be shown tells neither: then the person stays.
    """
    order = _newest_order(row, twin) if kind == Kind.CUSTOMER else None
    node = shop.order(f"gid://shopify/Order/{order.external_id}") if order else None
    buyer = rows.identity((node or {}).get("customer") or {})
    if buyer == twin.external_id:
        log.warning("vanished_not_believed", kind=kind, asked=1, missing=1)
        return False
    with transaction.atomic():
        if order and node is None:
            twins.end(row, kind, twin.external_id, clock.now())
        elif buyer:
            news.merge(row, kept=buyer, gone=twin.external_id)
        else:
            news.let_go(kind, row, twin.external_id)
    return True


def _newest_order(row: Connection, twin: Twin) -> Twin | None:
    theirs = Order.objects.filter(contact_id=twin.local_id or 0).values("pk")
    return Twin.objects.filter(connection=row, kind=Kind.ORDER, gone=False, local_id__in=theirs).order_by("-at").first()


def _part(row: Connection, kind: Twin.Kind, *, after: int) -> list[Twin]:
    found = Twin.objects.filter(connection=row, kind=kind, gone=False, pk__gt=after).order_by("pk")
    if kind == Kind.ORDER:
        recent = Order.objects.filter(happened_at__gt=clock.now() - VISIBLE)
        found = found.filter(local_id__in=recent.values("pk"))
    return list(found[:AT_ONCE])


def _missing(shop: Shopify, kind: Twin.Kind, part: Sequence[Twin]) -> list[Twin]:
    ids = {f"gid://shopify/{NAMES[kind]}/{twin.external_id}": twin for twin in part}
    present = shop.present(list(ids))
    return [twin for name, twin in ids.items() if name not in present]
