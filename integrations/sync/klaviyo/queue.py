"""What Klaviyo is still to be told. A row is written with the change it tells of, so neither can be lost alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils.translation import gettext as _

import events
from crm import signals
from crm.models import Consent, Contact
from integrations.models import Connection, QueuedWrite
from integrations.sync import pulling
from tenants import clock, ledger
from tenants.models import User

DRAIN = "integrations.tell_klaviyo"
KEPT = timedelta(days=30)
"""How long what was told stays on record."""
Kind, State = QueuedWrite.Kind, QueuedWrite.State


@dataclass(frozen=True)
class Backlog:
    """How many wait, since when, and what stands in the way; the last ones that were refused."""

    waiting: int
    since: datetime | None
    code: str
    parked: int
    refused: list[QueuedWrite]


@receiver(signals.tags_changed)
def tell_tag(contact: Contact, tag: str, added: bool, key: str, at: datetime, **_more: Any) -> None:
    """The profile with its tags; a new tag also as an event, since that is what starts a flow."""
    put(Kind.PROFILE, contact, key=f"profile:{key}", at=at)
    if added:
        put(Kind.EVENT, contact, key=key, at=at, data={"metric": "Tagged", "facts": {"tag": tag}})


@receiver(signals.consent_changed)
def tell_consent(contact: Contact, at: datetime, **_more: Any) -> None:
    """The profile with the answer; whoever wants no mail is unsubscribed there as well."""
    name = f"consent:{contact.pk}:{at.timestamp()}"
    if contact.email_consent == Consent.OPTED_OUT:
        put(Kind.UNSUBSCRIBE, contact, key=f"unsubscribe:{name}", at=at)
    put(Kind.PROFILE, contact, key=f"profile:{name}", at=at)


def put(kind: str, contact: Contact, *, key: str, at: datetime, data: Mapping[str, Any] | None = None) -> bool:
    """Queue one write in the transaction of the change; False where there is nobody to tell or it was queued before.

    What Klaviyo drops as repeated is recognised by `key`.
    """
    if not contact.email_key or contact.is_synthetic:  # asked first: it needs no query
        return False
    row = Connection.objects.to("klaviyo").exclude(state=Connection.State.MISSING).first()
    if row is None or not pulling.may_write():
        return False
    values = {"kind": kind, "contact_id": contact.pk, "data": {"at": at.isoformat(), **(data or {})}}
    _row, made = QueuedWrite.objects.get_or_create(
        connection=row, key=key, defaults={**values, "created_at": clock.now()}
    )
    if made:
        drain_soon()
    return made


def drain_soon() -> None:
    """One job for all that is written within this minute; it begins when the minute is over."""
    due = clock.now().replace(second=0, microsecond=0) + timedelta(minutes=1)
    events.enqueue(DRAIN, {}, due_at=due, key=f"tell_klaviyo:{due.timestamp():.0f}")


def backlog() -> Backlog:
    """What the page says of the queue."""
    rows = QueuedWrite.objects.of("klaviyo")
    first = rows.waiting().first()
    return Backlog(
        waiting=rows.waiting().count(),
        since=first.created_at if first else None,
        code=first.code if first else "",
        parked=rows.parked().count(),
        refused=list(rows.parked()[:5]),
    )


def sentence(write: QueuedWrite) -> str:
    """Why a write was given up, and what to do."""
    facts = {"what": write.get_kind_display(), "contact": write.contact_id, "code": write.code, "detail": write.detail}
    if write.code == "disconnected":
        return _("Klaviyo was disconnected before it was told of this (%(what)s, contact %(contact)s).") % facts
    if write.detail:
        return _("Klaviyo refused this (%(what)s, contact %(contact)s, %(code)s): %(detail)s") % facts
    return _("Klaviyo refused this (%(what)s, contact %(contact)s, %(code)s).") % facts


@transaction.atomic
def retry_parked(*, by: User | None = None) -> int:
    """Queue again what was refused, in its old order; how many. A profile is told as it is by then."""
    parked = QueuedWrite.objects.of("klaviyo").filter(state=State.PARKED)
    first = parked.order_by("pk").first()
    number = parked.update(state=State.WAITING, code="", detail="", tries=0, ended_at=None)
    if first:
        ledger.write("klaviyo.retried", first, by=by)
        drain_soon()
    return number


def give_up_waiting(row: Connection) -> int:
    """The account is gone: what waited was meant for it and for no other; how many."""
    waiting = QueuedWrite.objects.filter(connection=row).waiting()
    return waiting.update(state=State.PARKED, code="disconnected", ended_at=clock.now())


def forget_contact(contact_id: int) -> int:
    """Nothing more is told of a person who was erased."""
    return QueuedWrite.objects.filter(contact_id=contact_id).delete()[0]


def forget_sent() -> int:
    """Drop what was told long ago."""
    return QueuedWrite.objects.sent(clock.now() - KEPT).delete()[0]
