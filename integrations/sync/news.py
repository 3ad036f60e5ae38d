"""What a webhook of the shop means for the mirror."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import structlog
from django.db import transaction

import events
from crm.models import Cart
from crm.services import erase_contact, merge_contacts, remove_orders
from integrations.connections import changing
from integrations.models import Connection, Delivery, Twin
from integrations.sync import currency, payloads, privacy, pulling, taking, twins
from integrations.sync.rows import Node
from tenants import clock

log = structlog.get_logger(__name__)
REFETCH = "integrations.refetch_order"
Kind = Twin.Kind


def take(type_: str, subject_id: str, data: Mapping[str, Any]) -> bool:
    """Bring the mirror up to what one event says; False when nothing is known of its delivery any more.

    It runs in the transaction of its job and asks nobody; what must be read becomes a job.
    """
    row = Connection.objects.filter(pk=data.get("connection", 0)).first()
    delivery = Delivery.objects.filter(pk=data.get("delivery", 0)).first()
    if row is None or delivery is None or not pulling.may_write():
        return False
    with currency.watched(row):
        _take(_kind(type_), row, delivery, subject_id, data)
    return True


def take_states(type_: str, told: Sequence[Mapping[str, Any]]) -> None:
    """Bring the mirror up to what many events of one type and connection say, each thing as it was last.

    All or nothing, in the transaction of the job. Raises whatever one of them raises.
    """
    # Bulk writes of two workers would wait for each other's rows crosswise. Deliveries still come in meanwhile.
    row = Connection.objects.select_for_update(no_key=True).filter(pk=told[0]["connection"]).first()
    if row is None or not pulling.may_write():
        return
    found = Delivery.objects.filter(connection=row, pk__in=[data["delivery"] for data in told]).order_by("pk")
    _CHANGED[_kind(type_)](row, [json.loads(bytes(body)) for body in found.values_list("body", flat=True)])


def is_state(type_: str) -> bool:
    """Does an event of this type say how a thing is, so that of several the last one counts?"""
    return _kind(type_) in _CHANGED


def _kind(type_: str) -> str:
    return type_.removeprefix("hook.shopify.")


def let_go(kind: str, row: Connection, number: str) -> None:
    """What a deletion of this kind (an order, a customer, …) means, however it was learnt."""
    _GONE[f"{kind}.deleted"](row, number)


def merge(row: Connection, *, kept: str, gone: str) -> None:
    """Two customers of the shop are one now. The kept one may not be known yet: then the other becomes it."""
    known = twins.known_of(row, Kind.CUSTOMER, [kept]).get(kept)
    if known and known.gone:
        # Who was forgotten does not come back as somebody else.
        _customer_deleted(row, gone)
        return
    moved = twins.end(row, Kind.CUSTOMER, gone, clock.now())
    if moved and (known is None or known.local_id is None):
        twins.keep(row, Kind.CUSTOMER, [twins.Kept(kept, moved, _LONG_AGO)])
    elif moved and known and known.local_id and known.local_id != moved:
        merge_contacts(known.local_id, moved)


def _take(kind: str, row: Connection, delivery: Delivery, subject_id: str, data: Mapping[str, Any]) -> None:
    if kind in _CHANGED:
        _CHANGED[kind](row, [json.loads(bytes(delivery.body))])
    elif kind in _GONE:
        _GONE[kind](row, subject_id)
    elif kind in ("order.refunded", "order.delivered"):
        _refetch(row, subject_id, key=str(delivery.pk))
    elif kind == "customer.merged":
        merge(row, kept=str(data["kept"]), gone=subject_id)
    elif kind == "app.uninstalled":
        _uninstalled(row, delivery.sent_at or delivery.received_at)
    elif kind.startswith("privacy."):
        privacy.answer(kind, row, subject_id, delivery)


def _orders(row: Connection, said: Sequence[Node]) -> None:
    taking.orders(row, [payloads.order(each) for each in said])
    for each in said:
        if each.get("refunds"):
            _refetch(row, str(each["id"]), key=str(each.get("updated_at")))


def _customers(row: Connection, said: Sequence[Node]) -> None:
    taking.customers(row, [payloads.customer(each) for each in said])


def _products(row: Connection, said: Sequence[Node]) -> None:
    taking.products(row, [payloads.product(each) for each in said])


def _checkouts(row: Connection, said: Sequence[Node]) -> None:
    taking.checkouts(row, [payloads.checkout(each) for each in said])


def _refetch(row: Connection, number: str, *, key: str) -> None:
    args = {"connection_id": row.pk, "order": number}
    events.enqueue(REFETCH, args, key=f"refetch:{row.pk}:{number}:{key}")


def _order_deleted(row: Connection, number: str) -> None:
    if local_id := twins.end(row, Kind.ORDER, number, clock.now()):
        remove_orders([local_id])


def _customer_deleted(row: Connection, number: str) -> None:
    local_id = twins.end(row, Kind.CUSTOMER, number, clock.now())
    # Two customers of the shop may be one person here, known by one address.
    if local_id and not Twin.objects.filter(kind=Kind.CUSTOMER, local_id=local_id).exists():
        erase_contact(local_id)


def _product_deleted(row: Connection, number: str) -> None:
    twins.end(row, Kind.PRODUCT, number, clock.now())
    taking.forget_variants(row, number)


def _checkout_deleted(row: Connection, number: str) -> None:
    if local_id := twins.end(row, Kind.CHECKOUT, number, clock.now()):
        Cart.objects.open().filter(pk=local_id).update(state=Cart.State.GONE)


@transaction.atomic
def _uninstalled(row: Connection, at: datetime) -> None:
    """Unless it was connected again since: such news may come late."""
    held = changing.row_of(row.connector)
    tested_since = held.checked_at is not None and held.checked_at > at
    if held.state != Connection.State.MISSING and not tested_since:
        changing.move(held, Connection.State.BROKEN, code="not_authorised")


_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_CHANGED: dict[str, Callable[[Connection, Sequence[Node]], None]] = {
    "order.changed": _orders,
    "customer.changed": _customers,
    "product.changed": _products,
    "checkout.changed": _checkouts,
}
_GONE: dict[str, Callable[[Connection, str], None]] = {
    "order.deleted": _order_deleted,
    "customer.deleted": _customer_deleted,
    "product.deleted": _product_deleted,
    "checkout.deleted": _checkout_deleted,
}
