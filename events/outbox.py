"""Saying what happened, and what is to be done, in the transaction of the change."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db.models import Model
from psycopg.types.json import Jsonb

from events import recording, registry, scalars, wake
from events.models import Event, Job
from events.statements import rows
from tenants import clock, context
from tenants.ledger import subject_of
from tenants.models import Client


class Current:
    """Stands for whichever client is active."""


CURRENT: Final = Current()


_ENQUEUE = """
INSERT INTO events_job (client_id, handler, args, key, state, due_at, created_at, schedule_id,
    noticed, attempts, replays, error_class, error_code, error_place)
VALUES (%s, %s, %s, %s, 'pending', %s, %s, %s, false, 0, 0, '', '', '')
ON CONFLICT (client_id, key) DO NOTHING RETURNING id
"""
_PUBLISH = """
INSERT INTO events_event (client_id, type, subject_kind, subject_id, data, key, at)
VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (client_id, key) DO NOTHING RETURNING id
"""
# One statement for the event and the jobs of its subscribers: all or nothing even outside a
# transaction, and a second round trip would cost as much.
_PUBLISH_WITH_JOBS = f"""
WITH event AS ({_PUBLISH}), job AS (
    INSERT INTO events_job (client_id, handler, args, event_id, key, state, due_at, created_at,
        noticed, attempts, replays, error_class, error_code, error_place)
    SELECT %s, name, '{{}}', event.id, 'event:' || event.id || ':' || name, 'pending', %s, %s,
        false, 0, 0, '', '', ''
    FROM event, unnest(%s::text[]) AS name)
SELECT id FROM event
"""  # noqa: S608  (joined from constants)


def publish(
    type: str,
    subject: Model | tuple[str, object],
    data: Mapping[str, Any] | None = None,
    *,
    key: str,
    client: Client | Current | None = CURRENT,
) -> Event | None:
    """Record that something happened, and the jobs of those who listen, or nothing at all.

    Returns None when `key` was seen before for this client. `data` holds ids, counts, money and
    states only (ValueError otherwise). `client=None` names the platform; by default it is the
    active client, and NoClient is raised where none is.
    """
    owner, now = _owner(client), clock.now()
    kind, identity = subject_of(subject)
    values = scalars.flat(data)
    names = registry.subscribers(type, values)
    row = [owner, type, kind, identity, Jsonb(values), scalars.key(key), now]
    event_id = _insert(_PUBLISH_WITH_JOBS, [*row, owner, now, now, names]) if names else _insert(_PUBLISH, row)
    if event_id is None:
        return None
    recording.note(event=type, jobs=names)
    if names:
        wake.after_commit()
    return Event(
        id=event_id,
        client_id=owner,
        type=type,
        subject_kind=kind,
        subject_id=identity,
        data=values,
        key=key,
        at=now,
    )


def enqueue(
    handler: str,
    args: Mapping[str, Any] | None = None,
    *,
    due_at: datetime | None = None,
    key: str,
    client: Client | Current | None = CURRENT,
    schedule_id: int | None = None,
) -> Job | None:
    """Have `handler` run at `due_at` (now); None when `key` was seen before for this client.

    `args` are scalars without text, as in `publish`.
    """
    owner, now = _owner(client), clock.now()
    values, due = scalars.flat(args), due_at or now
    job_id = _insert(_ENQUEUE, [owner, handler, Jsonb(values), scalars.key(key), due, now, schedule_id])
    if job_id is None:
        return None
    recording.note(jobs=[handler])
    if due <= now:
        wake.after_commit()
    return Job(
        id=job_id, client_id=owner, handler=handler, args=values, key=key, due_at=due, created_at=now,
        schedule_id=schedule_id,
    )  # fmt: skip


def cancel(key_prefix: str, *, client: Client | Current | None = CURRENT) -> int:
    """Call off what has not begun and whose key starts so; returns how many jobs."""
    waiting = Job.objects.waiting().of_client(_named(client)).filter(key__startswith=scalars.key(key_prefix))
    return waiting.update(state=Job.State.CANCELLED, token=None, held_until=None, finished_at=clock.now())


def _named(client: Client | Current | None) -> Client | None:
    return context.current() if isinstance(client, Current) else client


def _owner(client: Client | Current | None) -> int | None:
    named = _named(client)
    return named.pk if named else None


def _insert(statement: str, values: list[Any]) -> int | None:
    """The new row's id, or None where the key existed."""
    made = rows(statement, *values)
    return made[0][0] if made else None
