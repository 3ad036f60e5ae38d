"""Is work being done? Read by /readyz."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from events import board
from events.models import Board, Job
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
    """The figures now; costs three index look-ups."""
    now = clock.now()
    oldest = Job.objects.overdue(now).values_list("due_at", flat=True).first()
    ticked = Board.objects.of_kind("heartbeat").filter(client=None, key="dispatch").values_list("at", flat=True).first()
    return Facts(
        lag_s=(now - oldest).total_seconds() if oldest else 0.0,
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
