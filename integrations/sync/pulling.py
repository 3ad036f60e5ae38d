"""Reading a shop page by page. Where it stands is stored with each page, so whoever comes next goes on from there."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any

import structlog
from django.db import transaction

from crm.importers.run import refuse_unfit
from crm.models import Source
from crm.services import Count, Counts, note_arrival, note_nothing_new
from integrations import connections
from integrations.connectors.shopify.client import Page, Shopify
from integrations.errors import Refused, Rejected
from integrations.models import Connection, SyncCursor
from integrations.sync import rows, taking
from integrations.sync.rows import Node
from tenants import clock, context, faults

log = structlog.get_logger(__name__)
Take = Callable[[Connection, Sequence[Node]], Counts]

RESOURCES: dict[str, Take] = {
    "products": taking.products,
    "customers": taking.customers,
    "orders": taking.orders,
    "checkouts": taking.checkouts,
}
BY_CHANGE = frozenset({"products", "customers", "orders"})
"""Lists that come in the order of change: half a sweep is worth keeping even when its page is lost."""
OVERLAP = timedelta(minutes=5)
"""The shop's search learns of a change a little later than it happened; known rows cost nothing."""

REBIND_AFTER = 200
"""Pages after which the token is taken anew: one of an hour ends in the middle of a first reading."""


def pull(*, extend: Callable[[], None] | None = None, told: Callable[[str, int], None] | None = None) -> dict[str, int]:
    """Read everything that changed since the last time; how many rows of each resource.

    `extend` is called with each page, `told` with the resource and its percentage. Does nothing
    where no shop works. Raises Temporary, Refused: what was read before stays.
    """
    row = Connection.objects.to("shopify").first()
    if row is None or not _may():
        return {}
    found, turn = dict.fromkeys(RESOURCES, 0), 0
    for resource in RESOURCES:
        more: int | None = 0
        while more is not None:
            if extend:
                extend()
            if turn % REBIND_AFTER == 0:
                shop: Shopify = connections.bound("shopify", why="sync")
            more, turn = step(row, shop, resource), turn + 1
            found[resource] += more or 0
            if told:
                told(resource, SyncCursor.objects.get(connection=row, resource=resource).percent)
    return found


def step(row: Connection, shop: Shopify, resource: str) -> int | None:
    """One page: read, written and remembered together; how many rows, None after the last."""
    cursor = begin(row, shop, resource)
    page = _page(shop, cursor)
    if page is None:
        return 0
    nodes = [_complete(shop, resource, node) for node in page.rows]
    with transaction.atomic():
        held = SyncCursor.objects.select_for_update().get(pk=cursor.pk)
        if held.turn != cursor.turn:
            log.info("sync_left_to_another", resource=resource)
            return None
        _advance(held, RESOURCES[resource](row, nodes), nodes, page.cursor)
        if page.cursor is None:
            _finish(held)
        held.save()
    faults.point(f"integrations.sync.{resource}.{held.turn}")
    return len(nodes) if page.cursor else None


def begin(row: Connection, shop: Shopify, resource: str) -> SyncCursor:
    """The cursor, from the start where the connection is another shop's now."""
    account = str(row.config.get("SHOPIFY_STORE", ""))
    cursor, made = SyncCursor.objects.get_or_create(connection=row, resource=resource, defaults={"account": account})
    if cursor.account != account:
        cursor.delete()
        return begin(row, shop, resource)
    if made and resource == "orders":
        taking.source()
        SyncCursor.objects.filter(pk=cursor.pk).update(total=shop.orders_count())
        cursor.refresh_from_db()
    return cursor


def progress() -> dict[str, int]:
    """How much of the first sweep is done, by resource (0-100)."""
    cursors = SyncCursor.objects.filter(connection__connector="shopify", resource__in=RESOURCES)
    return {cursor.resource: cursor.percent for cursor in cursors}


def refetch_order(row: Connection, number: str) -> bool:
    """Read one order again by its number at the shop; False if it is not there."""
    shop: Shopify = connections.bound("shopify", why="sync")
    node = shop.order(f"gid://shopify/Order/{number}")
    if node is not None:
        taking.orders(row, [_complete(shop, "orders", node)])
    return node is not None


def may_write() -> bool:
    """Real rows never come beside made-up or rehearsed ones."""
    try:
        refuse_unfit(context.current(), rehearsal=False)
    except Refused as problem:
        log.info("sync_not_here", code=problem.code)
        return False
    return True


def _may() -> bool:
    states = (Connection.State.CONNECTED, Connection.State.CONFIGURED)
    return may_write() and connections.status("shopify").state in states


def _page(shop: Shopify, cursor: SyncCursor) -> Page | None:
    """The page to read now; None after a place that the shop no longer knows: the sweep begins again."""
    read: Callable[..., Page] = getattr(shop, cursor.resource)
    try:
        return read(since=cursor.since, cursor=cursor.page or None)
    except Rejected as refusal:
        if not cursor.page or refusal.code == "not_authorised":
            raise
        log.warning("sync_page_lost", resource=cursor.resource)
        again: dict[str, Any] = {"page": "", "turn": cursor.turn + 1}
        if cursor.resource in BY_CHANGE and cursor.reached:
            again["since"] = cursor.reached - OVERLAP
        SyncCursor.objects.filter(pk=cursor.pk, turn=cursor.turn).update(**again)
        return None


def _complete(shop: Shopify, resource: str, node: Node) -> Node:
    """An order with all its lines, a product with all its variants: lists bring the first of them."""
    rest: dict[str, tuple[str, Callable[..., Iterator[Node]]]] = {
        "orders": ("lineItems", shop.order_lines),
        "products": ("variants", shop.product_variants),
    }
    if resource not in rest:
        return node
    field, read = rest[resource]
    info = node[field].get("pageInfo") or {}
    if not info.get("hasNextPage"):
        return node
    return {**node, field: {"nodes": [*node[field]["nodes"], *read(node["id"], info["endCursor"])]}}


def _advance(cursor: SyncCursor, counts: Counts, nodes: Sequence[Node], page: str | None) -> None:
    for node in nodes:
        cursor.see(rows.moment(node["updatedAt"]))
    cursor.page, cursor.turn, cursor.done = page or "", cursor.turn + 1, cursor.done + len(nodes)
    for name in ("new", "changed", "same"):
        setattr(cursor, name, getattr(cursor, name) + getattr(counts.orders, name))


def _finish(cursor: SyncCursor) -> None:
    """A whole sweep: only now is what is here all that the shop has."""
    if cursor.reached:
        cursor.since = cursor.reached - OVERLAP
    cursor.finished_at = clock.now()
    if cursor.resource == "orders":
        source: Source = taking.source()
        counts = Counts(orders=Count(cursor.new, cursor.changed, cursor.same))
        if cursor.new or cursor.changed:
            note_arrival(source, counts)
        else:
            note_nothing_new(source)
    cursor.new = cursor.changed = cursor.same = 0
