"""Work in bulk: a row made together with its job in one statement, and work that another did with its own."""

from collections.abc import Mapping, Sequence
from json import loads
from typing import Any

from psycopg.types.json import Jsonb

from events import recording, scalars, wake
from events.statements import count, rows
from events.work import Happened, Work
from tenants import clock, context
from tenants.models import Client

_WITH_JOB = """
WITH made AS ({insert}), job AS (
    INSERT INTO events_job (client_id, handler, args, key, state, due_at, created_at, noticed, attempts, replays,
        error_class, error_code, error_place)
    SELECT %s, %s, %s::jsonb || jsonb_build_object(%s::text, made.id), %s || made.id, 'pending', %s, %s,
        false, 0, 0, '', '', ''
    FROM made ON CONFLICT (client_id, key) DO NOTHING)
SELECT id FROM made
"""
_SETTLE = """
UPDATE events_job SET state = 'done', finished_at = %s, held_until = NULL, token = NULL
 WHERE client_id = %s AND key = ANY(%s) AND state = 'pending'
"""
# Oldest first, by the index of due work. What a job is about stands in its event, or in its args without one.
_ALIKE = """
SELECT job.id, job.key, job.args, event.id, event.type, event.subject_kind, event.subject_id, event.data
  FROM events_job job LEFT JOIN events_event event ON event.id = job.event_id
 WHERE COALESCE(job.client_id, 0) = %s AND job.state = 'pending' AND job.due_at <= %s AND job.attempts = 0
   AND job.handler = (SELECT handler FROM events_job WHERE id = %s) AND event.type IS NOT DISTINCT FROM %s
   AND COALESCE(event.data, job.args) @> %s
 ORDER BY job.due_at, job.id LIMIT %s FOR UPDATE OF job SKIP LOCKED
"""


def insert_with_job(
    insert: str, values: Sequence[Any], handler: str, *, name: str, key: str, args: Mapping[str, Any] | None = None
) -> list[int]:
    """Run an `INSERT … RETURNING id` of the active client's schema, with a job for each row that it made.

    One statement, so both or neither, in or outside a transaction. The job finds the row's id
    under `name` in its args; `key` is what the job's key starts with, before that id.
    """
    owner, now = context.current().pk, clock.now()
    own = [owner, handler, Jsonb(scalars.flat(args)), name, scalars.key(key), now, now]
    made = [row[0] for row in rows(_WITH_JOB.format(insert=insert), *values, *own)]
    if made:
        recording.note(jobs=[handler] * len(made))
        wake.after_commit()
    return made


def settle(keys: Sequence[str]) -> int:
    """What these jobs of the active client were to do is done: those not yet handed out are; how many."""
    return count(_SETTLE, clock.now(), context.current().pk, list(keys)) if keys else 0


def alike(work: Work, *, most: int, about: Mapping[str, Any]) -> list[Work]:
    """At most `most` due jobs of the same handler and type of event that are about the same too, oldest first.

    For atomic handlers: nobody else begins them before the caller's transaction ends, and what it
    did of them it settles. One that failed before is left alone, and a rehearsal gets none.
    """
    if recording.is_on():
        return []
    type_ = work.event.type if work.event else None
    values = [work.client.pk, clock.now(), work.job_id, type_, Jsonb(scalars.flat(about)), most]
    return [_work(row, work.owner) for row in rows(_ALIKE, *values)]


def _work(row: Sequence[Any], owner: Client | None) -> Work:
    job_id, key, args, event_id, *what, data = row
    event = Happened(event_id, what[0], what[1], what[2], loads(data)) if event_id else None
    return Work(job_id, key, loads(args), event, attempt=1, owner=owner)
