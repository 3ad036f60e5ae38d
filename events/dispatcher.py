"""Finding due work and handing it out fairly.

Only here are lanes written. Transactions that add work insert a job that is not yet `noticed`;
a tick notices it, so adding work never waits for a lock, and a commit that comes late is
found by the next tick. The cost of a tick follows the due work, never the number of clients.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from events import claims, registry
from events.statements import rows
from tenants.models import Client

LANE_LIMIT: int = settings.EVENTS_LANE_LIMIT
"""Jobs of one client that may be on their way or running at once."""
LANES_PER_TICK = 200
NOTICED_PER_TICK = 2000
RESENT_PER_TICK = 500
RESEND_AFTER = timedelta(seconds=settings.EVENTS_RESEND_AFTER_S)
"""A message that no worker has answered for so long is taken for lost and sent again."""
ATOMIC_BATCH = 32
NETWORK_BATCH = 4
"""Jobs that may wait for the network share a message with few others."""


@dataclass(frozen=True)
class Batch:
    """One message: jobs of one client (None: the platform) that a worker claims together."""

    client_id: int | None
    token: UUID
    job_ids: tuple[int, ...]


@dataclass(frozen=True)
class Sent:
    """A job on its way."""

    id: int
    client_id: int | None
    token: UUID
    handler: str
    attempts: int


def dispatch(now: datetime, *, client: Client | None = None) -> list[Batch]:
    """Mark what is due at `now` as sent and return the messages; the caller sends them.

    `client` restricts the hand-out to one lane. Safe to run anywhere, any number at once:
    rows that another dispatcher holds are left to it.
    """
    only = client.pk if client else None
    with transaction.atomic(savepoint=False):
        # A hand-out lost in a crash of the server leaves the jobs pending: nothing to wait for.
        rows("SET LOCAL synchronous_commit = off")
        claims.reclaim(now)
        sent = rows(_RESEND, now + RESEND_AFTER, now, only, only, RESENT_PER_TICK)
        fresh = _notice()
        lanes = _due_lanes(now, only)
        if lanes:
            sent += rows(_PICK, uuid4(), now + RESEND_AFTER, now, LANE_LIMIT, lanes)
        if fresh:
            rows(_NOTICED, fresh)
        if lanes:
            rows(_SETTLE_LANES, lanes)
    return list(_batches([Sent(*row) for row in sent]))


def _notice() -> list[int]:
    """Tell the lanes about jobs they do not know; returns the jobs' ids."""
    found = rows(_UNNOTICED, NOTICED_PER_TICK)
    earliest: dict[int | None, datetime] = {}
    for _, client_id, due_at in found:
        earliest[client_id] = min(due_at, earliest.get(client_id, due_at))
    if earliest:
        # Always in the same order, so that two dispatchers never wait for each other.
        ordered = sorted(earliest, key=lambda client_id: client_id or 0)
        rows(_UPSERT_LANES, ordered, [earliest[client_id] for client_id in ordered])
    return [job_id for job_id, _, _ in found]


def _due_lanes(now: datetime, only: int | None) -> list[int]:
    """Ids of due lanes, now locked; lanes of clients that do not run are put to rest."""
    found = rows(_DUE_LANES, now, only, only, LANES_PER_TICK)
    resting = [lane_id for lane_id, runs in found if not runs]
    if resting:
        rows("UPDATE events_lane SET next_due_at = NULL WHERE id = ANY(%s)", resting)
    return [lane_id for lane_id, runs in found if runs]


def _batches(sent: list[Sent]) -> Iterator[Batch]:
    """Messages of one client and token each; work that was begun before travels alone.

    So a job that kills its worker takes no others with it more than once.
    """
    atomic = set(registry.atomic_names())

    def group(job: Sent) -> tuple[int, str, int]:
        size = 1 if job.attempts else ATOMIC_BATCH if job.handler in atomic else NETWORK_BATCH
        return job.client_id or 0, str(job.token), size

    for (_, _, size), jobs in groupby(sorted(sent, key=lambda job: (*group(job), job.id)), key=group):
        members = list(jobs)
        for start in range(0, len(members), size):
            part = members[start : start + size]
            yield Batch(part[0].client_id, part[0].token, tuple(job.id for job in part))


# What a limit chooses is MATERIALIZED: joined directly, PostgreSQL may choose again for each row
# that it updates, and each choice takes as many again as the limit allows.
_RESEND = """
WITH held AS MATERIALIZED (
    SELECT id, %s::timestamptz AS until FROM events_job WHERE state = 'sent' AND held_until <= %s
       AND (%s::bigint IS NULL OR client_id = %s)
     ORDER BY held_until LIMIT %s FOR UPDATE SKIP LOCKED)
UPDATE events_job job SET held_until = held.until FROM held WHERE job.id = held.id
RETURNING job.id, job.client_id, job.token, job.handler, job.attempts
"""
_UNNOTICED = """
SELECT id, client_id, due_at FROM events_job WHERE state = 'pending' AND NOT noticed
 ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
"""
_UPSERT_LANES = """
INSERT INTO events_lane (client_id, next_due_at) SELECT * FROM unnest(%s::bigint[], %s::timestamptz[])
ON CONFLICT (client_id) DO UPDATE SET next_due_at = LEAST(events_lane.next_due_at, EXCLUDED.next_due_at)
"""
_DUE_LANES = """
SELECT lane.id, client.id IS NULL OR client.state = 'active'
  FROM events_lane lane LEFT JOIN tenants_client client ON client.id = lane.client_id
 WHERE lane.next_due_at <= %s AND (%s::bigint IS NULL OR lane.client_id = %s)
 ORDER BY lane.next_due_at LIMIT %s FOR UPDATE OF lane SKIP LOCKED
"""
_PICK = """
WITH picked AS MATERIALIZED (
    SELECT due.id, %s::uuid AS token, %s::timestamptz AS until FROM events_lane lane, LATERAL (
        SELECT id FROM events_job
         WHERE COALESCE(client_id, 0) = COALESCE(lane.client_id, 0) AND state = 'pending' AND due_at <= %s
         ORDER BY due_at, id
         LIMIT GREATEST(0, %s - (SELECT count(*) FROM events_job held
                                  WHERE COALESCE(held.client_id, 0) = COALESCE(lane.client_id, 0)
                                    AND held.state IN ('sent', 'running')))
           FOR UPDATE SKIP LOCKED) due
     WHERE lane.id = ANY(%s))
UPDATE events_job job SET state = 'sent', noticed = true, token = picked.token, held_until = picked.until
  FROM picked WHERE job.id = picked.id
RETURNING job.id, job.client_id, job.token, job.handler, job.attempts
"""
_NOTICED = "UPDATE events_job SET noticed = true WHERE id = ANY(%s) AND state = 'pending'"
_SETTLE_LANES = """
UPDATE events_lane lane SET next_due_at = (
    SELECT due_at FROM events_job
     WHERE COALESCE(client_id, 0) = COALESCE(lane.client_id, 0) AND state = 'pending'
     ORDER BY due_at LIMIT 1)
 WHERE lane.id = ANY(%s)
"""
