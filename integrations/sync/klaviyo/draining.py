"""Telling Klaviyo what waits: in order, one at a time, and never past a write that may still arrive."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import structlog
from django.db import connection as database

from crm.models import Consent, Contact
from integrations import connections
from integrations.connectors.klaviyo.client import Klaviyo, Row
from integrations.errors import Problem, Rejected
from integrations.models import Connection, QueuedWrite
from integrations.sync.klaviyo import queue
from tenants import clock, context, faults

log = structlog.get_logger(__name__)

_NOT_ITS_FAULT = frozenset({401, 402, 403, 407})
"""Refusals of the account, not of one write: all the others would be refused as well."""
AT_ONCE = 1_000
"""Then the next turn goes on, with a token of its own: one of an hour would end in the middle."""
State, Kind = QueuedWrite.State, QueuedWrite.Kind


def drain(*, extend: Callable[[], None] | None = None) -> int:
    """Tell what waits until all is told or Klaviyo cannot be told; how many it took.

    A write that it refuses for what it says is parked with its words and holds up nobody. Anything
    else (away, too busy, not let in) leaves it and all behind it waiting for the next turn.
    """
    row = Connection.objects.to("klaviyo").first()
    if row is None or not QueuedWrite.objects.filter(connection=row).waiting().exists():
        return 0
    done = 0
    with _alone(row) as mine:
        if not mine:
            return 0
        try:
            service: Klaviyo = connections.bound("klaviyo", why="tell")
        except Problem as problem:
            _note_obstacle(row, problem.code)
            return 0
        for _turn in range(AT_ONCE):
            write = QueuedWrite.objects.filter(connection=row).waiting().first()
            if extend:
                extend()
            if write is None or not _tell(service, write):
                return done
            done += write.state == State.SENT
    queue.drain_soon()
    return done


def _tell(service: Klaviyo, write: QueuedWrite) -> bool:
    """One write; False when the queue has to wait."""
    contact = Contact.objects.filter(pk=write.contact_id).exclude(email_key="").first()
    if contact is None:
        write.delete()
        return True
    write.tries += 1
    try:
        _send(service, write, contact)
    except Problem as problem:
        if isinstance(problem, Rejected) and 400 <= problem.status < 500 and problem.status not in _NOT_ITS_FAULT:
            _end(write, State.PARKED, problem.code, _words(problem))
            return True
        log.info("klaviyo_waits", code=problem.code, write=write.pk)
        write.code = problem.code[:60]
        write.save(update_fields=["code", "tries"])
        return False
    faults.point("integrations.klaviyo.told")
    _end(write, State.SENT)
    return True


def _words(refusal: Rejected) -> str:
    """What Klaviyo says of it, in its own words; they may name the person, so they stay with the client."""
    told = refusal.words().get("errors")
    first = told[0] if isinstance(told, list) and told and isinstance(told[0], dict) else {}
    return str(first.get("detail") or refusal.detail)


def _send(service: Klaviyo, write: QueuedWrite, contact: Contact) -> None:
    """Each may be repeated: an upsert, a set, or an event with its own `unique_id`."""
    if write.kind == Kind.EVENT:
        said, at = write.data, datetime.fromisoformat(write.data["at"])
        service.create_event(contact.email_key, said["metric"], said["facts"], at=at, key=write.key)
    elif write.kind == Kind.UNSUBSCRIBE:
        if contact.email_consent == Consent.OPTED_OUT:  # else they agreed again meanwhile
            service.unsubscribe(contact.email_key)
    else:
        service.upsert_profile(_profile(contact))


def _profile(contact: Contact) -> Row:
    """What we know better than Klaviyo; a name it may have from elsewhere is not blanked."""
    ours = {"3A tags": sorted(contact.tags), "3A consent": contact.email_consent}
    names = {"first_name": contact.first_name} if contact.first_name else {}
    return {"email": contact.email_key, **names, "properties": ours}


def _end(write: QueuedWrite, state: QueuedWrite.State, code: str = "", detail: str = "") -> None:
    write.state, write.code, write.detail, write.ended_at = state, code[:60], detail[:300], clock.now()
    write.save(update_fields=["state", "code", "detail", "tries", "ended_at"])


def _note_obstacle(row: Connection, code: str) -> None:
    first = QueuedWrite.objects.filter(connection=row).waiting().first()
    if first is not None:
        QueuedWrite.objects.filter(pk=first.pk).update(code=code[:60])


def lock_of(row: Connection) -> str:
    """What the one who tells holds."""
    return f"{context.schema()}/klaviyo/{row.pk}"


@contextmanager
def _alone(row: Connection) -> Iterator[bool]:
    """False while another process tells. A lock of the session: no transaction is open meanwhile."""
    name = lock_of(row)
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [name])
        (mine,) = cursor.fetchone()
    try:
        yield mine
    finally:
        if mine:
            with database.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [name])
