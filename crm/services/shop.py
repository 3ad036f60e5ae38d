"""Writing what a shop tells us: the same rows again change nothing, newer ones win."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any

from django.db import connection, transaction

from crm.consent import address_key
from crm.models import Contact, Order
from crm.services import statements
from crm.services.batch import Batch, ContactRow, Count, Counts, OrderRow, ProductRow
from crm.services.consents import Asked, apply_consents
from tenants import clock

DETAILS = ("email", "phone", "first_name", "last_name", "country", "language", "timezone")


@transaction.atomic
def upsert_orders(batch: Batch) -> Counts:
    """Write a batch of contacts, products and orders of one source, by (source, external id).

    Orders refer to contacts of this or an earlier batch; one that is unknown leaves the order
    without a contact. All or nothing. Counts tell new, changed and unchanged rows.
    """
    counts = Counts()
    counts.contacts = _upsert_contacts(batch.source, _merged(batch.contacts))
    counts.products = _upsert_products(batch.source, _newest(batch.products))
    orders = list({order.number: order for order in batch.orders}.values())
    contact_ids = _contact_ids(batch.source, {row.external_id for row in batch.contacts} | {o.contact for o in orders})
    _apply_consents(batch, contact_ids)
    counts.orders = _upsert_rows(
        statements.ORDERS,
        (
            (batch.source, o.number, contact_ids.get(o.contact), o.kind, o.total_cents, o.currency,
             o.happened_at, o.known_at, o.cancelled_at, o.delivered_at)
            for o in orders
        ),
    )  # fmt: skip
    counts.lines = _upsert_lines(batch.source, orders)
    _remember_first_times(batch.source, [contact_ids[o.contact] for o in orders if o.contact in contact_ids], orders)
    return counts


def _merged(rows: Iterable[ContactRow]) -> list[ContactRow]:
    """One row per contact: of each detail the newest that says something."""
    found: dict[str, ContactRow] = {}
    for row in sorted(rows, key=attrgetter("details_at")):
        older = found.get(row.external_id)
        if older:
            row = replace(row, **{name: getattr(row, name) or getattr(older, name) for name in DETAILS})
        found[row.external_id] = row
    return list(found.values())


def _newest(rows: Iterable[ProductRow]) -> list[ProductRow]:
    return list({row.sku: row for row in sorted(rows, key=attrgetter("details_at"))}.values())


def _upsert_contacts(source: str, rows: Sequence[ContactRow]) -> Count:
    now = clock.now()
    values = (
        (source, r.external_id, r.email, address_key(r.email), r.phone, r.first_name, r.last_name, r.country,
         r.language, r.timezone, r.is_synthetic, r.details_at, r.happened_at, r.known_at, now)
        for r in rows
    )  # fmt: skip
    return _upsert_rows(statements.CONTACTS, values)


def _upsert_products(source: str, rows: Sequence[ProductRow]) -> Count:
    values = (
        (r.sku, r.title, r.price_cents, r.currency, source, r.details_at, r.happened_at, r.known_at) for r in rows
    )
    return _upsert_rows(statements.PRODUCTS, values)


def _upsert_rows(statement: str, rows: Iterable[tuple[Any, ...]]) -> Count:
    """Send rows as one array per column; the statement returns one flag per row it wrote."""
    table = list(rows)
    if not table:
        return Count()
    arrays = [list(column) for column in zip(*table, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(statement, arrays)
        return Count.of(len(table), [inserted for (inserted,) in cursor.fetchall()])


def _contact_ids(source: str, external_ids: Iterable[str]) -> dict[str, int]:
    wanted = [name for name in external_ids if name]
    return dict(Contact.objects.from_source(source, wanted).values_list("external_id", "id"))


def _apply_consents(batch: Batch, contact_ids: dict[str, int]) -> None:
    """The latest answer of each contact in the batch."""
    asked: dict[int, Asked] = {}
    for row in batch.contacts:
        if row.consent is None or row.consent_at is None:
            continue
        contact_id = contact_ids[row.external_id]
        if contact_id not in asked or asked[contact_id].at < row.consent_at:
            asked[contact_id] = Asked(row.consent, row.consent_at, row.consent_is_live)
    apply_consents(asked, source=batch.source)


def _upsert_lines(source: str, orders: Sequence[OrderRow]) -> Count:
    said = {order.number: order.lines for order in orders if order.lines is not None}
    ids = dict(Order.objects.filter(source=source, number__in=list(said)).values_list("number", "id"))
    count = _upsert_rows(
        statements.LINES,
        (
            (ids[number], position, line.sku, line.title, line.quantity, line.unit_price_cents)
            for number, lines in said.items()
            for position, line in enumerate(lines)
        ),
    )
    if said:
        with connection.cursor() as cursor:
            sizes = [[ids[number] for number in said], [len(lines) for lines in said.values()]]
            cursor.execute(statements.SURPLUS_LINES, sizes)
            count.changed += cursor.rowcount
    return count


def _remember_first_times(source: str, contact_ids: list[int], orders: Sequence[OrderRow]) -> None:
    """A contact or product is known from the first order that names it."""
    has_articles = any(line.sku for order in orders for line in order.lines or ())
    with connection.cursor() as cursor:
        if contact_ids:
            cursor.execute(statements.CONTACT_FIRST_TIMES, [list(set(contact_ids))])
        if has_articles:
            numbers = [order.number for order in orders]
            cursor.execute(statements.PRODUCT_FIRST_TIMES, [source, numbers])
