"""Trying a job without consequences."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Literal

from django.db import transaction

from events import network, recording, registry, retries
from events.models import Job
from events.registry import Handler
from events.statements import rows
from events.work import Happened, Work
from tenants.errors import Problem

Outcome = Literal["finishes", "fails", "explained", "unknown"]


@dataclass(frozen=True)
class Rehearsal:
    """What came of it. `sentence` may name people: show it, never store it.

    `unknown`: the job reaches outside and does not explain itself, or this version has no
    handler for it. `events` and `jobs` are the types and handlers that it would add.
    """

    outcome: Outcome
    sentence: str = ""
    error_class: str = ""
    error_code: str = ""
    error_place: str = ""
    events: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ()


class _Undo(Exception):
    """Ends the transaction of a rehearsal that went well."""


def rehearse(job: Job) -> Rehearsal:
    """Run an atomic handler in a transaction that is rolled back, or ask another to explain itself.

    The network is out of reach meanwhile.
    """
    handler = registry.find(job.handler)
    if handler is None or not (handler.atomic or handler.explain):
        return Rehearsal("unknown", error_code="unknown_handler" if handler is None else "")
    work = _work(job)
    with job.client.active() if job.client else nullcontext(), network.forbidden(), recording.recorded() as added:
        try:
            sentence = _explained(handler, work) if not handler.atomic else _undone(lambda: handler.function(work))
        except Exception as error:
            return _failure(error)
    return Rehearsal(
        "finishes" if handler.atomic else "explained",
        sentence=sentence,
        events=tuple(added.events),
        jobs=tuple(added.jobs),
    )


def _undone(run: Callable[[], object]) -> str:
    try:
        with transaction.atomic():
            run()
            raise _Undo
    except _Undo:
        return ""


def _explained(handler: Handler, work: Work) -> str:
    """The handler's own words; it may read, the database refuses it to write."""
    assert handler.explain is not None
    said = []

    def explain() -> None:
        rows("SET LOCAL transaction_read_only = on")
        said.append(str(handler.explain(work)))  # type: ignore[misc]

    _undone(explain)
    return said[0]


def _failure(error: Exception) -> Rehearsal:
    sentence = error.sentence if isinstance(error, Problem) else ""
    return Rehearsal(
        "fails",
        sentence=sentence,
        error_class=type(error).__name__,
        error_code=retries.code(error),
        error_place=retries.place(error),
    )


def _work(job: Job) -> Work:
    event = job.event
    happened = Happened(event.pk, event.type, event.subject_kind, event.subject_id, event.data) if event else None
    return Work(job.pk, job.key, job.args, happened, attempt=job.attempts + 1, owner=job.client)
