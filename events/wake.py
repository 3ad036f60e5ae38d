"""Waking the dispatcher. It only saves time: the next tick finds the work anyway."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Semaphore, Thread

import structlog
from celery import current_app
from django.db import connection, transaction

log = structlog.get_logger(__name__)

# A worker looks for new work itself when its batch ends: no message per job.
_quiet: ContextVar[bool] = ContextVar("quiet", default=False)
_free = Semaphore(1)


@contextmanager
def quiet() -> Iterator[None]:
    """No messages from inside; whoever enters dispatches afterwards."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)


def after_commit() -> None:
    """Send one message after the surrounding transaction, however much work it added."""
    asked = any(entry[1] is start for entry in connection.run_on_commit)
    if not _quiet.get() and not asked:
        transaction.on_commit(start)


def start() -> None:
    """Send from a thread: with the key store down, its client tries for seconds before it gives up."""
    if _free.acquire(blocking=False):
        Thread(target=send, name="wake", daemon=True).start()


def send() -> None:
    """Whatever is wrong with the key store delays the work by one tick: the change is committed."""
    try:
        current_app.send_task("events.dispatch", retry=False, ignore_result=True, expires=10)
    except Exception as error:
        log.warning("dispatcher_not_woken", error_class=type(error).__name__)
    finally:
        _free.release()
