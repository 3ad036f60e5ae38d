"""Who holds a job: every change of hands is one compare-and-set on its token."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from json import loads
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction
from psycopg.types.json import Jsonb

from events import registry, schedules
from events.models import Event
from events.statements import count, rows
from events.work import Happened
from tenants import clock

log = structlog.get_logger(__name__)

DEFAULT_LEASE_S = 60.0
RECLAIMED_PER_TICK = 500


@dataclass(frozen=True)
class Claimed:
    """A job that this worker holds since `since`."""

    id: int
    handler: str
    args: dict[str, Any]
    key: str
    attempts: int
    event_id: int | None
    schedule_id: int | None
    due_at: datetime
    token: UUID
    since: datetime
    event: Happened | None = None


def claim(client_id: int | None, token: UUID, job_ids: Sequence[int]) -> list[Claimed]:
    """Begin what was sent under `token` to this client and nobody has begun: the leases start now.

    Attempts are counted here, so that a job which kills its worker dies in the end. The next
    slot of a schedule is planned with the first attempt at the present one.
    """
    now = clock.now()
    leases = {known.name: known.lease_s for known in registry.handlers() if known.lease_s != DEFAULT_LEASE_S}
    with transaction.atomic(savepoint=False):
        # A claim lost in a crash of the server is a message that nobody answered.
        rows("SET LOCAL synchronous_commit = off")
        found = rows(_CLAIM, now, Jsonb(leases), DEFAULT_LEASE_S, list(job_ids), token, client_id or 0)
        claimed = [_claimed(row, token, now) for row in found]
        for job in claimed:
            if job.schedule_id is not None and job.attempts == 1:
                schedules.plan_next(job.schedule_id, after=job.due_at)
    return _with_events(sorted(claimed, key=lambda job: (job.due_at, job.id)))


def complete(job: Claimed) -> bool:
    """Mark the job done; False when somebody else has it by now."""
    return bool(count(_COMPLETE, clock.now(), job.id, job.token))


def renew(job: Claimed) -> bool:
    """A fresh lease from now; False when somebody else has the job by now."""
    known = registry.find(job.handler)
    lease = timedelta(seconds=known.lease_s if known else DEFAULT_LEASE_S)
    return bool(count(_RENEW, clock.now() + lease, job.id, job.token))


def hand_back(client_id: int | None, token: UUID, job_ids: Sequence[int]) -> int:
    """Let what was sent and not begun wait again: the client does not run now, or the message did not leave."""
    return count(_HAND_BACK, list(job_ids), token, client_id or 0)


def reclaim(now: datetime) -> None:
    """Take back jobs whose lease has run out; one that has used all its attempts is dead."""
    for job_id, handler, attempts in rows(_EXPIRED, now, RECLAIMED_PER_TICK):
        known = registry.find(handler)
        if known is not None and attempts < known.max_attempts:
            count(_RECLAIM, job_id)
        else:
            count(_GIVE_UP, now, job_id)
        log.warning("lease_expired", job=job_id, handler=handler, attempt=attempts)


def _claimed(row: tuple[Any, ...], token: UUID, now: datetime) -> Claimed:
    names = ("id", "handler", "args", "key", "attempts", "event_id", "schedule_id", "due_at")
    found = dict(zip(names, row, strict=True))
    found["args"] = loads(found["args"])  # Django has psycopg hand JSON over as text
    return Claimed(**found, token=token, since=now)


def _with_events(claimed: list[Claimed]) -> list[Claimed]:
    ids = {job.event_id for job in claimed if job.event_id is not None}
    if not ids:
        return claimed
    found = Event.objects.in_bulk(list(ids))
    return [_with_event(job, found[job.event_id]) if job.event_id else job for job in claimed]


def _with_event(job: Claimed, event: Event) -> Claimed:
    happened = Happened(event.pk, event.type, event.subject_kind, event.subject_id, event.data)
    return replace(job, event=happened)


_CLAIM = """
UPDATE events_job SET state = 'running', attempts = attempts + 1,
       held_until = %s::timestamptz + make_interval(secs => COALESCE((%s::jsonb ->> handler)::float, %s))
 WHERE id = ANY(%s) AND state = 'sent' AND token = %s AND COALESCE(client_id, 0) = %s
RETURNING id, handler, args, key, attempts, event_id, schedule_id, due_at
"""
_COMPLETE = """
UPDATE events_job SET state = 'done', finished_at = %s, held_until = NULL,
       error_class = '', error_code = '', error_place = ''
 WHERE id = %s AND state = 'running' AND token = %s
"""
_RENEW = "UPDATE events_job SET held_until = %s WHERE id = %s AND state = 'running' AND token = %s"
_HAND_BACK = """
UPDATE events_job SET state = 'pending', noticed = false, token = NULL, held_until = NULL
 WHERE id = ANY(%s) AND state = 'sent' AND token = %s AND COALESCE(client_id, 0) = %s
"""
_EXPIRED = """
SELECT id, handler, attempts FROM events_job WHERE state = 'running' AND held_until <= %s
 ORDER BY held_until LIMIT %s FOR UPDATE SKIP LOCKED
"""
_RECLAIM = """
UPDATE events_job SET state = 'pending', noticed = false, token = NULL, held_until = NULL,
       error_class = 'LeaseLost', error_code = 'lease_expired', error_place = ''
 WHERE id = %s
"""
_GIVE_UP = """
UPDATE events_job SET state = 'dead', finished_at = %s, token = NULL, held_until = NULL,
       error_class = 'LeaseLost', error_code = 'lease_expired', error_place = ''
 WHERE id = %s
"""
