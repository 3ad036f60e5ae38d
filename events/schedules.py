"""Schedules: cron in the client's zone, one job per slot.

The job of the next slot is planned when the present one is first claimed. So after three days
of standstill the one slot that waited runs once, late, and the next slot is counted from now;
a clock set back repeats nothing, since the next slot is counted from the later of now and the
present slot; two beats change nothing. A suspended client's slot waits and is its one catch-up
run when the client is resumed.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from events import outbox, registry, scalars
from events.models import Job, Schedule
from events.slots import Cron
from tenants import clock, context
from tenants.models import Client

SPREAD_S = 60


def put(key: str, cron: str, handler: str, args: Mapping[str, Any] | None = None) -> Schedule:
    """Have `handler` run for the current client at the times of `cron`, replacing what `key` named.

    Raises Refused for an expression that cannot be read.
    """
    return _put(context.current(), key, cron, handler, args or {}, declared=False)


def remove(key: str) -> bool:
    """Stop the current client's schedule; slots that have not begun are called off."""
    found = Schedule.objects.running().filter(client=context.current(), key=key)
    return _retire(list(found)) > 0


def ensure(client: Client | None = None) -> int:
    """Give `client` (all active ones and the platform) the schedules that the code declares.

    Changes nothing that is as declared, so it may run after every migration; returns how many
    schedules it wrote. What the code no longer declares is switched off.
    """
    wrote = 0
    for owner in [client] if client else [None, *Client.objects.running()]:
        declared = registry.crons("platform" if owner is None else "client")
        present = {row.key: row for row in Schedule.objects.filter(client=owner, declared=True)}
        for line in declared:
            row = present.pop(line.handler, None)
            if row is None or not _same(row, line.cron, line.handler, scalars.flat(line.args)):
                _put(owner, line.handler, line.cron, line.handler, line.args, declared=True)
                wrote += 1
        _retire([row for row in present.values() if row.active])
        _mend(owner)
    return wrote


def plan_next(schedule_id: int, *, after: datetime) -> Job | None:
    """Plan the first slot later than both now and `after`; None if it is planned or switched off."""
    row = Schedule.objects.running().select_related("client").filter(pk=schedule_id).first()
    slot = Cron(row.cron).next(max(clock.now(), after), row.zone_info) if row else None
    if row is None or slot is None:
        return None
    return outbox.enqueue(
        row.handler,
        row.args,
        due_at=slot + stagger(row.client_id, row.key),
        key=f"schedule:{row.pk}:{slot:%Y%m%dT%H%M%SZ}",
        client=row.client,
        schedule_id=row.pk,
    )


def stagger(client_id: int | None, key: str) -> timedelta:
    """A client's own place within the minute, always the same, so that not all begin at once."""
    if client_id is None:
        return timedelta()
    draw = int.from_bytes(sha256(f"{client_id}:{key}".encode()).digest()[:4])
    return timedelta(seconds=draw % SPREAD_S)


def _put(
    client: Client | None, key: str, cron: str, handler: str, args: Mapping[str, Any], *, declared: bool
) -> Schedule:
    Cron(cron)
    flat = scalars.flat(args)
    present = Schedule.objects.filter(client=client, key=key).first()
    if present and present.declared == declared and _same(present, cron, handler, flat):
        return present
    values = {"cron": cron, "handler": handler, "args": flat, "active": True, "declared": declared}
    with transaction.atomic(savepoint=False):
        row, _ = Schedule.objects.update_or_create(client=client, key=scalars.key(key), defaults=values)
        _call_off([row.pk])
        plan_next(row.pk, after=clock.now())
    return row


def _same(row: Schedule, cron: str, handler: str, args: Mapping[str, Any]) -> bool:
    return row.active and (row.cron, row.handler, row.args) == (cron, handler, args)


def _mend(client: Client | None) -> None:
    """Plan the next slot where none waits (rows restored from elsewhere, work called off)."""
    waiting = Job.objects.waiting().filter(schedule_id=OuterRef("pk"))
    for row in Schedule.objects.running().filter(~Exists(waiting), client=client):
        plan_next(row.pk, after=clock.now())


def _retire(rows: list[Schedule]) -> int:
    with transaction.atomic(savepoint=False):
        _call_off([row.pk for row in rows])
        return Schedule.objects.filter(pk__in=[row.pk for row in rows]).update(active=False)


def _call_off(ids: list[int]) -> None:
    """Waiting slots go, rows and all: the same slot may be planned again."""
    Job.objects.waiting().filter(schedule_id__in=ids, attempts=0).delete()
