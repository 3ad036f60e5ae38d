"""Noticing that a service answers no more, and that it does again.

The first call without an answer begins it: the connection is tested again and again, ever more
rarely, until it answers. After `UNREACHABLE_AFTER` without an answer it counts as broken.
"""

from datetime import datetime, timedelta

import structlog
from django.db import DatabaseError, transaction

import events
from integrations import registry
from integrations.http import breaker, calls
from integrations.models import Connection
from tenants import clock, context

log = structlog.get_logger(__name__)

HANDLER = "integrations.look_again"
UNREACHABLE_AFTER = timedelta(minutes=1)
SOONEST, LATEST = timedelta(seconds=20), timedelta(minutes=10)
"""Bounds of the time until the next test, which otherwise is half of the time that it has not answered."""
_codes = frozenset({"unreachable", "timeout", "broke_off", "circuit_open", "internal_error", "not_renewed"})
_prefixes = ("answered_5", "no_answer_")


def unanswered(code: str) -> bool:
    """Does a call that ended so say that nobody is there? Being asked to wait is an answer."""
    return code in _codes or code.startswith(_prefixes)


@calls.listen
def noticed(record: calls.Record) -> None:
    """Of every call; one that was answered costs nothing here."""
    own = record.connection_id is not None and not record.by_agency and context.current_or_none() is not None
    if not own or not unanswered(record.code):
        return
    try:
        lost(int(record.connection_id or 0))
    except DatabaseError:
        # The call's own failure is what its caller must hear.
        log.warning("silence_not_noted", connector=record.connector)


@transaction.atomic
def lost(connection_id: int) -> bool:
    """A call got no answer; True when it is the first in a row."""
    now = clock.now()
    waiting = Connection.objects.filter(pk=connection_id, unanswered_since=None)
    first = waiting.exclude(state=Connection.State.MISSING).update(unanswered_since=now) > 0
    if first:
        plan(connection_id, now, turn=1)
    return first


def plan(connection_id: int, since: datetime, *, turn: int) -> None:
    """Test it once more, in a job: one chain for each time that it was lost."""
    wait = min(max((clock.now() - since) / 2, SOONEST), LATEST)
    args = {"connection_id": connection_id, "since": since.isoformat(), "turn": turn}
    events.enqueue(HANDLER, args, due_at=clock.now() + wait, key=f"look:{connection_id}:{since.isoformat()}:{turn}")


def heard(row: Connection) -> None:
    """It told something by itself: look at once whether it answers again."""
    if row.unanswered_since:
        breaker.worked(registry.get(row.connector))
        since = row.unanswered_since.isoformat()
        args = {"connection_id": row.pk, "since": since, "turn": 0}
        events.enqueue(HANDLER, args, key=f"look:{row.pk}:{since}:{clock.now():%Y%m%dT%H%M}")


def is_out(row: Connection) -> bool:
    """Has it been silent for so long that nothing may rely on it?"""
    return row.unanswered_since is not None and clock.now() - row.unanswered_since >= UNREACHABLE_AFTER
