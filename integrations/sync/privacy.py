"""What the shop's law asks: tell a person what is stored, forget a person, forget the shop."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection as database
from django.db import transaction

import events
from crm.models import Cart, Contact, Order, Source
from crm.services import dossier, erase_contact, remove_orders, remove_products
from integrations.models import Connection, Delivery, PrivacyRequest, SyncCursor, Twin
from integrations.sync import rows, twins
from tenants import access, clock, context, ledger
from tenants.models import User

ANSWER_WITHIN = timedelta(days=30)
"""Shopify's limit, which is the law's month. Source: shopify.dev, "Privacy law compliance"."""
NOTICE, PREFIX = "notice", "privacy:"
_BLANK = """
UPDATE integrations_delivery SET body = '{}'::bytea
 WHERE connection_id = %s AND (state = 'done' OR id = %s)
   AND EXISTS (SELECT 1 FROM unnest(%s::bytea[]) AS word WHERE position(word IN body) > 0)
"""


@transaction.atomic
def answer(kind: str, row: Connection, subject_id: str, delivery: Delivery) -> None:
    """One of the three questions; each may come again and changes nothing then."""
    said: dict[str, Any] = json.loads(bytes(delivery.body))
    person: dict[str, Any] = said.get("customer") or {}
    if kind == "privacy.asked":
        request_id = str((said.get("data_request") or {}).get("id") or delivery.pk)[:40]
        _tell(row, subject_id, person, request_id, delivery.received_at)
    elif kind == "privacy.redact":
        _forget(row, subject_id, person, delivery)
    elif kind == "privacy.shop_redact":
        forget_shop(row, delivery.sent_at or delivery.received_at)


@transaction.atomic
def hand_out(request: PrivacyRequest, by: User | None = None) -> dict[str, Any]:
    """The document, for whoever passes it on; that it was taken, and by whom, is on record.

    Raises Refused `not_allowed`.
    """
    _allow(by)
    ledger.write("privacy.taken", request, by=by)
    about = {"request": request.request_id, "customer": request.customer_id, "asked_at": request.asked_at.isoformat()}
    return {**about, "found": request.document.get("found", [])}


@transaction.atomic
def note_answered(request_id: str, by: User | None = None) -> bool:
    """The document was passed on to the person; False if no such request is open. Raises Refused `not_allowed`."""
    _allow(by)
    found = PrivacyRequest.objects.open().select_for_update().filter(request_id=request_id).first()
    if found is None:
        return False
    found.answered_at = clock.now()
    found.save(update_fields=["answered_at"])
    show(found)
    ledger.write("privacy.answered", found, by=by)
    return True


def show(request: PrivacyRequest, *, gone: bool = False) -> None:
    """On the board for staff: since when it waits, or that it was answered or went with the whole shop."""
    waits = request.answered_at is None and not gone
    state, at = ("alert", request.asked_at) if waits else ("done", clock.now())
    events.board.put(NOTICE, f"{PREFIX}{request.pk}", state=state, number=int(waits), at=at)


def _allow(by: User | None) -> None:
    if by is not None:
        access.require(by, context.current(), access.Verb.MANAGE)


def _tell(row: Connection, number: str, person: dict[str, Any], request_id: str, at: datetime) -> None:
    """Put the document together; the client's staff pass it on and note that they did."""
    found = [dossier(pk) for pk in _contacts(row, number, person)]
    document = json.loads(json.dumps({"found": found}, cls=DjangoJSONEncoder))
    values = {"customer_id": number, "document": document, "asked_at": at}
    made, new = PrivacyRequest.objects.get_or_create(connection=row, request_id=request_id, defaults=values)
    if new:
        ledger.write("privacy.asked", made)
        _tell_staff(made)


def _tell_staff(request: PrivacyRequest) -> None:
    """Somebody has to pass the document on within the law's month; across clients nothing of the person is seen."""
    data = {"level": "alert", "number": 1}
    events.publish("staff.notified", request, data, key=f"staff-notified:privacy:{request.pk}")
    show(request)


def _forget(row: Connection, number: str, person: dict[str, Any], delivery: Delivery) -> None:
    """The person's rows, documents about them, and what the shop said of them."""
    for pk in _contacts(row, number, person):
        erase_contact(pk)
    twins.end(row, Twin.Kind.CUSTOMER, number, clock.now())
    PrivacyRequest.objects.filter(connection=row, customer_id=number).update(document={})
    words = [str(person[name]).encode() for name in ("email", "phone") if person.get(name)]
    with database.cursor() as cursor:
        cursor.execute(_BLANK, [row.pk, delivery.pk, [*words, f"/Customer/{number}".encode(), number.encode()]])


@transaction.atomic
def forget_shop(row: Connection, at: datetime) -> bool:
    """All that came from the shop; False when it was connected again since."""
    row = Connection.objects.select_for_update().get(pk=row.pk)
    if row.state == Connection.State.CONNECTED and row.since > at:
        return False
    mirrored = {kind: _mirrored(row, kind) for kind in Twin.Kind}
    for pk in mirrored[Twin.Kind.CUSTOMER]:
        erase_contact(pk)
    for order_id in mirrored[Twin.Kind.ORDER]:
        _erase_buyer(order_id)
    remove_orders(mirrored[Twin.Kind.ORDER])
    remove_products(mirrored[Twin.Kind.VARIANT])
    Cart.objects.filter(pk__in=mirrored[Twin.Kind.CHECKOUT]).delete()
    for request in PrivacyRequest.objects.open().filter(connection=row):
        show(request, gone=True)
    for model in (Twin, SyncCursor, PrivacyRequest):
        model.objects.filter(connection=row).delete()
    Delivery.objects.filter(connection=row).exclude(state=Delivery.State.RECEIVED).update(body=b"{}")
    Source.objects.filter(slug=Source.Slug.SHOPIFY).delete()
    ledger.write("shop.forgotten", row)
    return True


def _contacts(row: Connection, number: str, person: dict[str, Any]) -> list[int]:
    """Everyone here who is that customer: by the shop's number, and by address or telephone as imported."""
    node = {
        "defaultEmailAddress": {"emailAddress": person.get("email")},
        "defaultPhoneNumber": {"phoneNumber": person.get("phone")},
    }
    by_number = twins.known_of(row, Twin.Kind.CUSTOMER, [number]).get(number)
    found = {by_number.local_id} if by_number and by_number.local_id else set()
    if name := rows.natural_key(node):
        found |= set(Contact.objects.from_source(rows.SOURCE, [name]).values_list("id", flat=True))
        if "@" in name:
            found |= set(Contact.objects.filter(email_key=name).values_list("id", flat=True))
    return sorted(pk for pk in found if pk)


def _erase_buyer(order_id: int) -> None:
    """A guest is nobody's customer at the shop and known by the order alone."""
    buyer = Order.objects.filter(pk=order_id, contact__source=rows.SOURCE).values_list("contact_id", flat=True).first()
    if buyer:
        erase_contact(buyer)


def _mirrored(row: Connection, kind: str) -> list[int]:
    found = Twin.objects.filter(connection=row, kind=kind, local_id__isnull=False)
    return sorted({pk for pk in found.values_list("local_id", flat=True) if pk})
