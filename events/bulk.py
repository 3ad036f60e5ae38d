"""Work in bulk: a row made together with its job in one statement, and work that another did with its own."""

from collections.abc import Mapping, Sequence
from typing import Any

from psycopg.types.json import Jsonb

from events import recording, scalars, wake
from events.statements import count, rows
from tenants import clock, context

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
