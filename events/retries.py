"""What becomes of a job that failed."""

import random
import traceback
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from django.conf import settings

from events.claims import Claimed
from events.registry import Handler
from events.scalars import WORD
from events.statements import count
from tenants import clock
from tenants.errors import Problem, Refused, Temporary

log = structlog.get_logger(__name__)

BASE_DELAY_S = 5.0
LONGEST_DELAY_S = 3600.0


def delay(attempt: int, error: BaseException) -> timedelta:
    """How long to wait before the next attempt: exponential with full jitter.

    Never sooner than the other side asked (`Temporary.retry_after_s`).
    Source: AWS Architecture Blog, "Exponential Backoff And Jitter".
    """
    ceiling = min(LONGEST_DELAY_S, BASE_DELAY_S * 2 ** (attempt - 1))
    asked = error.retry_after_s or 0.0 if isinstance(error, Temporary) else 0.0
    return timedelta(seconds=asked + random.uniform(0, ceiling))


def failed(job: Claimed, handler: Handler | None, error: BaseException) -> bool:
    """Plan another attempt, or bury the job; False when somebody else has it by now.

    The row keeps the error's class, code and place; its words go to the log alone, since they
    may name a person.
    """
    now = clock.now()
    final = is_final(job, handler, error)
    due = None if final else now + delay(job.attempts, error)
    log.warning(
        "job_dead" if final else "job_failed",
        error_class=type(error).__name__,
        error_code=code(error),
        sentence=str(error),
        exc_info=None if isinstance(error, Problem) else error,
    )
    return _record(job, error, due, now)


def is_final(job: Claimed, handler: Handler | None, error: BaseException) -> bool:
    """Is trying again pointless, or was this the last attempt?"""
    return handler is None or isinstance(error, Refused) or job.attempts >= handler.max_attempts


def code(error: BaseException) -> str:
    """The stable slug of an error, empty where it has none."""
    named = getattr(error, "code", "") if isinstance(error, Problem) else ""
    return named[:60] if WORD.fullmatch(named) else "unreadable_code"


def place(error: BaseException) -> str:
    """file:line of the last step in our own code."""
    base = Path(settings.BASE_DIR)
    found = ""
    for frame, line in traceback.walk_tb(error.__traceback__):
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(base) and "site-packages" not in path.parts:
            found = f"{path.relative_to(base)}:{line}"
    return found[-120:]


def _record(job: Claimed, error: BaseException, due: datetime | None, now: datetime) -> bool:
    state, finished = ("dead", now) if due is None else ("pending", None)
    marks = (type(error).__name__[:80], code(error), place(error))
    return bool(count(_FAILED, state, due, finished, *marks, job.id, job.token))


_FAILED = """
UPDATE events_job SET state = %s, due_at = COALESCE(%s, due_at), finished_at = %s, noticed = false,
       token = NULL, held_until = NULL, error_class = %s, error_code = %s, error_place = %s
 WHERE id = %s AND state = 'running' AND token = %s
"""
