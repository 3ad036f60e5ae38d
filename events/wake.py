"""Waking the dispatcher. It only saves time: the next tick finds the work anyway."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import structlog
from celery import current_app
from django.db import connection, transaction
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)

# A worker looks for new work itself when its batch ends: no message per job.
_quiet: ContextVar[bool] = ContextVar("quiet", default=False)


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
    if _quiet.get() or not current_app.conf.broker_url:
        return
    if any(entry[1] is _send for entry in connection.run_on_commit):
        return
    transaction.on_commit(_send)


def _send() -> None:
    """A key store that is down delays the work by one tick; it never fails the caller."""
    try:
        current_app.send_task("events.dispatch", retry=False, ignore_result=True, expires=10)
    except (OperationalError, OSError) as error:
        log.warning("dispatcher_not_woken", error_class=type(error).__name__)
