"""Noting what a rehearsal adds, instead of waking anybody for it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass
class Added:
    """Event types and handlers that were written, in order."""

    events: list[str] = field(default_factory=list)
    jobs: list[str] = field(default_factory=list)


_added: ContextVar[Added | None] = ContextVar("added", default=None)


@contextmanager
def recorded() -> Iterator[Added]:
    """Collect what is published and enqueued inside."""
    added = Added()
    token = _added.set(added)
    try:
        yield added
    finally:
        _added.reset(token)


def is_on() -> bool:
    """Does a rehearsal run?"""
    return _added.get() is not None


def note(*, event: str = "", jobs: Sequence[str] = ()) -> None:
    """Remember it while a rehearsal runs; otherwise nothing."""
    added = _added.get()
    if added is not None:
        added.events.extend([event] if event else [])
        added.jobs.extend(jobs)
