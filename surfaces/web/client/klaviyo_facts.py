"""What Klaviyo's page says beyond any service's: how far the reading came, and what waits to be told."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from integrations.connections import Status
from integrations.models import Connection, SyncCursor
from integrations.sync.klaviyo import queue, reading


@dataclass(frozen=True)
class Progress:
    """One kind of event: its name, how much of the first reading is done (0-100), and when the last one ended."""

    title: str
    percent: int
    finished_at: datetime | None
    noted: int
    strangers: int


@dataclass(frozen=True)
class Exchange:
    """`refused`: a sentence for each of the last writes that were given up."""

    progress: list[Progress]
    waiting: int
    since: datetime | None
    parked: int
    refused: list[str]


def exchange(status: Status) -> Exchange | None:
    """None for every other service, and for an account that nothing is read from or told."""
    if status.connector != "klaviyo":
        return None
    backlog, done = queue.backlog(), reading.progress()
    if status.state == Connection.State.MISSING and not backlog.parked:
        return None
    titles = {"opens": _("Opened mails"), "clicks": _("Clicks in mails")}
    cursors = SyncCursor.objects.filter(connection__connector=status.connector, resource__in=titles).order_by(
        "-resource"
    )
    progress = [
        Progress(
            titles[each.resource], done[each.resource], each.finished_at, each.new, each.done - each.new - each.same
        )
        for each in cursors
    ]
    refused = [queue.sentence(write) for write in backlog.refused]
    return Exchange(progress, backlog.waiting, backlog.since, backlog.parked, refused)
