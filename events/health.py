"""Is work being done? Read by /readyz."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from events import board
from events.models import Board, Job, Lane
from tenants import clock

NOTE_EVERY = timedelta(seconds=5)


@dataclass(frozen=True)
class Facts:
    """`lag_s`: age of the oldest due job nobody has taken (0: none). `dispatched_at`: the last tick
    that a worker finished (None: never)."""

    lag_s: float
    dead: int
    dispatched_at: datetime | None


def facts() -> Facts:
    """The figures now; each is an index look-up."""
    now = clock.now()
    waiting = [
        Lane.objects.overdue(now).values_list("next_due_at", flat=True).first(),
        Job.objects.unnoticed(now).values_list("due_at", flat=True).first(),
    ]
    oldest = min((at for at in waiting if at is not None), default=now)
    ticked = Board.objects.of_kind("heartbeat").filter(client=None, key="dispatch").values_list("at", flat=True).first()
    return Facts(
        lag_s=(now - oldest).total_seconds(),
        dead=Job.objects.dead().count(),
        dispatched_at=ticked,
    )


_noted: datetime | None = None


def note_dispatch() -> None:
    """Remember that a tick went through; every few seconds is enough."""
    global _noted
    now = clock.now()
    if _noted is None or abs(now - _noted) >= NOTE_EVERY:
        board.put_for(None, "heartbeat", "dispatch", at=now)
        _noted = now
