"""Reading who opened and clicked, page by page, from where the last reading ended."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import structlog
from django.db import transaction

from crm.models import Contact
from integrations import connections
from integrations.connectors.klaviyo.client import EventPage, Klaviyo
from integrations.errors import Rejected
from integrations.models import Connection, SyncCursor
from integrations.sync import pulling
from integrations.sync.klaviyo import happenings
from tenants import clock

log = structlog.get_logger(__name__)

KINDS = {"opens": ("Opened Email", "mail.opened"), "clicks": ("Clicked Email", "mail.clicked")}
"""By resource: Klaviyo's name of the metric, and the kind of our activity."""
LOOK_BACK = timedelta(days=180)
"""How far a first reading goes back: as far as anything here looks at it."""
AT_ONCE = 300
"""Pages in one turn. The next goes on, with a token of its own: one of an hour would end in the middle."""
OVERLAP = timedelta(hours=1)
"""Klaviyo lists an event some time after it happened; known ones cost nothing."""


def pull(*, extend: Callable[[], None] | None = None) -> dict[str, int]:
    """Read opens and clicks since the last time, at most `AT_ONCE` pages of each; how many were listed.

    Waits for the shop's customers, if one is being read for the first time: whoever is not known
    yet cannot be told from a stranger. Raises Temporary, Refused: what was read before stays.
    """
    row = Connection.objects.to("klaviyo").first()
    if row is None or not pulling.may_write() or not _people_are_known():
        return {}
    service: Klaviyo = connections.bound("klaviyo", why="sync")
    account, metrics, found = str(service.probe()["id"]), _metrics(service), dict.fromkeys(KINDS, 0)
    for resource, (name, _kind) in KINDS.items():
        cursor = begin(row, account, resource)
        before = cursor.done
        for _page in range(AT_ONCE if name in metrics else 0):
            if extend:
                extend()
            more = step(cursor, service, metrics[name])
            cursor.refresh_from_db()
            if not more:
                break
        found[resource] = cursor.done - before
        if name not in metrics:
            # An account that never sent a mail has no such events, which is an answer too.
            SyncCursor.objects.filter(pk=cursor.pk).update(finished_at=clock.now())
    return found


def step(cursor: SyncCursor, service: Klaviyo, metric_id: str) -> bool:
    """One page: read, written and remembered together; False after the last."""
    page = _page(cursor, service, metric_id)
    if page is None:
        return True
    told = happenings.told(page)
    with transaction.atomic():
        held = SyncCursor.objects.select_for_update().get(pk=cursor.pk)
        if held.turn != cursor.turn:
            log.info("sync_left_to_another", resource=cursor.resource)
            return False
        counts = happenings.take(told, KINDS[cursor.resource][1])
        held.new, held.same = held.new + counts.new, held.same + counts.known
        held.done, held.page, held.turn = held.done + len(told), page.cursor or "", held.turn + 1
        for each in told:
            held.see(each.at)
        if page.cursor is None:
            now = clock.now()
            held.since, held.finished_at = min(held.reached or now, now) - OVERLAP, now
        held.save()
    return page.cursor is not None


def begin(row: Connection, account: str, resource: str) -> SyncCursor:
    """The cursor, from the start where the connection is another account's now."""
    start = {"account": account, "since": clock.now() - LOOK_BACK}
    cursor, _made = SyncCursor.objects.get_or_create(connection=row, resource=resource, defaults=start)
    if cursor.account != account:
        cursor.delete()
        return begin(row, account, resource)
    return cursor


def percent(cursor: SyncCursor, now: datetime) -> int:
    """How much of the first reading is done (0-100), by the time it has come through."""
    if cursor.finished_at:
        return 100
    if cursor.reached is None or cursor.since is None or now <= cursor.since:
        return 0
    return min(99, int(100 * ((cursor.reached - cursor.since) / (now - cursor.since))))


def is_under_way() -> bool:
    """Did the last turn end in the middle?"""
    return SyncCursor.objects.filter(connection__connector="klaviyo", resource__in=KINDS).exclude(page="").exists()


def progress() -> dict[str, int]:
    """How much of the first reading is done, by resource (0-100)."""
    now = clock.now()
    cursors = SyncCursor.objects.filter(connection__connector="klaviyo", resource__in=KINDS)
    return {cursor.resource: percent(cursor, now) for cursor in cursors}


def _page(cursor: SyncCursor, service: Klaviyo, metric_id: str) -> EventPage | None:
    """The page to read now; None after a place that Klaviyo no longer knows: it goes on by time instead."""
    since = cursor.since or clock.now() - LOOK_BACK
    try:
        return service.events(metric_id, since, cursor.page or None)
    except Rejected as refusal:
        if not cursor.page or refusal.code == "not_authorised":
            raise
        log.warning("sync_page_lost", resource=cursor.resource)
        again = {"page": "", "turn": cursor.turn + 1, "since": max(since, (cursor.reached or since) - OVERLAP)}
        SyncCursor.objects.filter(pk=cursor.pk, turn=cursor.turn).update(**again)
        return None


def _metrics(service: Klaviyo) -> Mapping[str, str]:
    """Ids by name; an application may have an event of the same name, then Klaviyo's own counts."""
    found: dict[str, str] = {}
    for metric in service.metrics():
        facts = metric.get("attributes") or {}
        name, owner = str(facts.get("name")), str((facts.get("integration") or {}).get("key"))
        if name not in found or owner == "klaviyo":
            found[name] = str(metric["id"])
    return found


def _people_are_known() -> bool:
    unread = SyncCursor.objects.filter(connection__connector="shopify", resource="customers", finished_at=None)
    if connections.is_connected("shopify") and unread.exists():
        return False
    return Contact.objects.exists()
