"""Chaining the ledger: a gapless number per client, and a hash over content and predecessor."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, timedelta
from hashlib import sha256
from typing import Literal

import structlog
from django.db import transaction
from django.db.models import Q, QuerySet

from events import board
from events.models import Board
from events.statements import rows
from tenants import clock
from tenants.models import Client, LedgerEntry

log = structlog.get_logger(__name__)

SEALED_AT_ONCE = 2000
UNSEALED_GRACE = timedelta(minutes=3)
"""Sealing runs every minute: what is still unchained after three was kept from it."""
_LOCK = 0x3A1ED6E2
_HEAD = ("ledger", "head")


def _of(client_id: int | None) -> Q:
    return Q(client__isnull=True) if client_id is None else Q(client=client_id)


def _own(client_id: int | None) -> QuerySet[LedgerEntry]:
    return LedgerEntry.objects.filter(_of(client_id))


def digest(entry: LedgerEntry, number: int, previous: str) -> str:
    """The entry's hash at its place in the chain."""
    content = [
        number,
        previous,
        entry.client_id,
        entry.pk,
        entry.what,
        entry.subject_kind,
        entry.subject_id,
        entry.by_user_id,
        entry.digest,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
    ]
    return sha256(json.dumps(content, separators=(",", ":")).encode()).hexdigest()


def seal() -> int:
    """Chain every unchained entry; returns how many. Safe to run twice at once."""
    unsealed = LedgerEntry.objects.filter(number=None)
    owners = unsealed.order_by("client_id").values_list("client_id", flat=True).distinct()
    sealed = 0
    for client_id in list(owners):
        while part := _seal_some(client_id):
            sealed += part
    return sealed


def _seal_some(client_id: int | None) -> int:
    """Chain the client's oldest unchained entries; the head is shown and logged outside the database."""
    with transaction.atomic():
        rows("SELECT pg_advisory_xact_lock(%s, %s)", _LOCK, client_id or 0)
        own = _own(client_id)
        head = own.filter(number__isnull=False).order_by("-number").first()
        number, previous = ((head.number or 0), head.hash) if head else (0, "")
        entries = list(own.filter(number=None).order_by("id")[:SEALED_AT_ONCE])
        for entry in entries:
            number += 1
            entry.number, entry.previous_hash = number, previous
            entry.hash = previous = digest(entry, number, previous)
        if not entries:
            return 0
        LedgerEntry.objects.bulk_update(entries, ["number", "previous_hash", "hash"], batch_size=500)
        client = Client.objects.get(pk=client_id) if client_id else None
        board.put_for(client, *_HEAD, state=previous, number=number, at=clock.now())
    log.info("ledger_sealed", client=client_id, number=number, hash=previous)
    return len(entries)


@dataclass(frozen=True)
class Fault:
    """The first wrong place of a client's chain. `number` is its place, `entry_id` its row if there is one."""

    client_id: int | None
    kind: Literal["broken", "missing", "unsealed"]
    number: int | None
    entry_id: int | None


def verify(client_id: int | None) -> Fault | None:
    """The first broken, missing or unsealed row of a client (None: the platform's), or None if all is well."""
    shown = Board.objects.filter(_of(client_id), kind=_HEAD[0], key=_HEAD[1]).first()
    head = (int(shown.number or 0), shown.state) if shown else (0, "")
    return next(_faults(client_id, head), None)


def _faults(client_id: int | None, head: tuple[int, str]) -> Iterator[Fault]:
    own = _own(client_id)
    expected, previous = 1, ""
    for entry in own.filter(number__isnull=False).order_by("number").iterator(chunk_size=2000):
        if entry.number != expected:
            yield Fault(client_id, "missing", expected, None)
        right = entry.previous_hash == previous and entry.hash == digest(entry, expected, previous)
        if not right or (expected == head[0] and entry.hash != head[1]):
            yield Fault(client_id, "broken", expected, entry.pk)
        expected, previous = expected + 1, entry.hash
    if expected <= head[0]:
        yield Fault(client_id, "missing", expected, None)
    late = own.filter(number=None, at__lt=clock.now() - UNSEALED_GRACE).order_by("id").first()
    if late:
        yield Fault(client_id, "unsealed", None, late.pk)


def chains() -> list[int | None]:
    """Everybody who has, or had, a chain: clients with entries or a shown head, and the platform."""
    written = LedgerEntry.objects.order_by().values_list("client_id", flat=True).distinct()
    shown = Board.objects.of_kind(_HEAD[0]).values_list("client_id", flat=True)
    return sorted({*written, *shown}, key=lambda client_id: client_id or 0)
