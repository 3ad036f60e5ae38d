"""The only source of time. Every process can be given another one.

`CLOCK_FREEZE` (an ISO instant) stops time; `CLOCK_FILE` names a file that holds an offset in
seconds and is read again whenever it changes, so that a rehearsal moves all processes at once.
Both are refused by `check --deploy`.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo


class HasZone(Protocol):
    @property
    def zone(self) -> ZoneInfo: ...


class _Clock:
    """State of this process: a frozen instant, or an offset read from a file."""

    def __init__(self) -> None:
        self.frozen_at: datetime | None = None
        self.offset = timedelta()
        self._read: tuple[str, int, int] | None = None

    def follow(self, name: str) -> None:
        """Read the offset again if the file has changed; an unreadable one is an error, not zero."""
        stat = Path(name).stat()
        seen = (name, stat.st_mtime_ns, stat.st_size)
        if seen != self._read:
            self.offset = timedelta(seconds=float(Path(name).read_text().strip() or 0))
            self._read = seen


_clock = _Clock()


def now() -> datetime:
    """This moment, aware, in UTC."""
    if _clock.frozen_at is not None:
        return _clock.frozen_at
    if instant := os.environ.get("CLOCK_FREEZE"):
        return datetime.fromisoformat(instant).astimezone(UTC)
    if name := os.environ.get("CLOCK_FILE"):
        _clock.follow(name)
        return datetime.now(UTC) + _clock.offset
    return datetime.now(UTC)


def offset() -> timedelta:
    """How far this process's time is from the machine's."""
    return _clock.offset


def today(client: HasZone) -> date:
    """The date at the client's place."""
    return now().astimezone(client.zone).date()


def move(file: Path, offset: timedelta) -> None:
    """Set the offset that all processes following `file` use; they never see half a number."""
    written = file.with_suffix(".new")
    written.write_text(str(offset.total_seconds()))
    written.replace(file)


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Stop this process's time at an aware instant (tests)."""
    before, _clock.frozen_at = _clock.frozen_at, at.astimezone(UTC)
    try:
        yield
    finally:
        _clock.frozen_at = before


def advance(by: timedelta) -> datetime:
    """Move a frozen clock on; returns the new time."""
    if _clock.frozen_at is None:
        raise RuntimeError("advance() needs a frozen clock")
    _clock.frozen_at += by
    return _clock.frozen_at
