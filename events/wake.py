"""Waking the dispatcher. It only saves time: the next tick finds the work anyway."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from threading import Event, Thread

import structlog
from celery import current_app
from django.db import connection, transaction

log = structlog.get_logger(__name__)

# A worker looks for new work itself when its batch ends: no message per job.
_quiet: ContextVar[bool] = ContextVar("quiet", default=False)
_asked = Event()
GATHER_S = 0.01


@contextmanager
def quiet() -> Iterator[None]:
    """No messages from inside; whoever enters dispatches afterwards."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)


def after_commit() -> None:
    """Have one message sent after the surrounding transaction, however much work it added."""
    asked = any(entry[1] is ask for entry in connection.run_on_commit)
    if not _quiet.get() and not asked:
        transaction.on_commit(ask)


def ask() -> None:
    """Leave the sending to a thread: with the key store down, its client tries for seconds."""
    _courier(os.getpid())
    _asked.set()


def send() -> None:
    """Whatever is wrong with the key store delays the work by one tick: the change is committed."""
    try:
        current_app.send_task("events.dispatch", retry=False, ignore_result=True, expires=10)
    except Exception as error:
        log.warning("dispatcher_not_woken", error_class=type(error).__name__)


@cache
def _courier(_process: int) -> Thread:
    """One thread per process; commits shortly after one another share a message."""

    def carry() -> None:
        while _asked.wait():
            time.sleep(GATHER_S)
            _asked.clear()
            send()

    thread = Thread(target=carry, name="wake", daemon=True)
    thread.start()
    return thread
