"""Turning stored deliveries into events, in whatever order they came."""

from collections.abc import Collection, Iterator
from datetime import timedelta

import structlog
from django.db import connection as database
from django.db import transaction

import events
from integrations.hooks.contract import News
from integrations.hooks.receiving import JOB, webhooks_of
from integrations.models import Connection, Delivery
from tenants import clock

log = structlog.get_logger(__name__)

KEPT = timedelta(days=30)
TOGETHER = 200
"""How many deliveries one job takes on; the jobs of the others have nothing left to do."""

Said = tuple[Delivery, int, News]

# A state of a thing counts unless a newer one is known, or a final one.
_NEWEST = """
INSERT INTO integrations_latest AS known (connection_id, kind, external_id, at, final, delivery_id)
SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::timestamptz[], %s::boolean[], %s::bigint[])
ON CONFLICT (connection_id, kind, external_id) DO UPDATE
   SET at = EXCLUDED.at, final = EXCLUDED.final, delivery_id = EXCLUDED.delivery_id
 WHERE NOT known.final AND (EXCLUDED.final OR EXCLUDED.at >= known.at)
RETURNING kind, external_id
"""


@transaction.atomic
def understand(delivery_id: int, others: Collection[int] = ()) -> int:
    """Publish what a delivery says and nobody knows better, and `others` with it; how many events.

    `others` are deliveries of the same connection whose jobs wait and are held by the caller: the
    jobs of those that made sense are settled. Events are called `hook.<connector>.<type>`; their
    data names the delivery, whose body stays here. Raises Refused when this very delivery makes no sense.
    """
    waiting = Delivery.objects.waiting().select_for_update(of=("self",), skip_locked=True)
    own = waiting.select_related("connection").filter(pk=delivery_id).first()
    if own is None:
        return 0
    row = own.connection
    with_it = waiting.filter(connection=row, pk__in=others).exclude(pk=own.pk).order_by("pk") if others else ()
    read = list(_read(row, own)) + [said for other in with_it for said in _read_other(row, other)]
    told = sum(_publish(row, *said) for said in _counting(row, read))
    done = {own.pk, *(delivery.pk for delivery, _number, _news in read)}
    Delivery.objects.filter(pk__in=done).update(state=Delivery.State.DONE)
    events.settle([f"{JOB}{pk}" for pk in sorted(done - {own.pk})])
    return told


def _read(row: Connection, delivery: Delivery) -> Iterator[Said]:
    for number, news in enumerate(webhooks_of(row.connector).read(delivery.topic, bytes(delivery.body))):
        yield delivery, number, news


def _read_other(row: Connection, delivery: Delivery) -> list[Said]:
    """What makes no sense is left to its own job, which says so."""
    try:
        return list(_read(row, delivery))
    except Exception as error:
        log.info("delivery_left_to_its_job", delivery=delivery.pk, error_class=type(error).__name__)
        return []


def _counting(row: Connection, read: list[Said]) -> list[Said]:
    """What happened, and of each thing the newest state, unless a newer one was known."""
    newest: dict[tuple[str, str], Said] = {}
    for said in read:
        news, known = said[2], newest.get((said[2].kind, said[2].id))
        if news.at and (known is None or _order(said) >= _order(known)):
            newest[news.kind, news.id] = said
    accepted = _accepted(row, [newest[thing] for thing in sorted(newest)])
    return [said for said in read if said[2].at is None] + [newest[thing] for thing in sorted(accepted)]


def _order(said: Said) -> tuple[bool, object, int]:
    """A final state comes after all others."""
    return said[2].final, said[2].at, said[0].pk


def _accepted(row: Connection, newest: list[Said]) -> set[tuple[str, str]]:
    if not newest:
        return set()
    columns = zip(*[(row.pk, news.kind, news.id, news.at, news.final, one.pk) for one, _, news in newest], strict=True)
    with database.cursor() as cursor:
        cursor.execute(_NEWEST, [list(column) for column in columns])
        return set(cursor.fetchall())


def _publish(row: Connection, delivery: Delivery, number: int, news: News) -> bool:
    facts = {**news.data, "delivery": delivery.pk, "connection": row.pk}
    name, key = f"hook.{row.connector}.{news.type}", f"hook:{delivery.pk}:{number}"
    return events.publish(name, (news.kind, news.id), facts, key=key) is not None


def forget() -> int:
    """Remove what was understood long ago; how many deliveries. A service repeats itself for hours, not for a month."""
    removed, _by_model = Delivery.objects.finished(before=clock.now() - KEPT).delete()
    return removed
