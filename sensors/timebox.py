"""Run something, but not for longer than it may take."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from queue import Empty, Queue
from types import FrameType
from typing import TypeVar

from django.db import connection

T = TypeVar("T")


class TimeUp(Exception):
    """The time ran out before there was an answer."""


class _Alarm(KeyboardInterrupt):
    """Raised inside the late work. As an interrupt it passes `except Exception`, and psycopg
    answers it by cancelling the statement, which leaves the connection usable."""


def within(seconds: float, work: Callable[[], T]) -> T:
    """What `work` returns; raises TimeUp after `seconds`, else whatever `work` raises.

    In a main thread (workers, commands) the work is interrupted where it stands. Elsewhere (a
    web thread, where no signal arrives) it goes on in a thread of its own and is left behind.
    """
    if threading.current_thread() is threading.main_thread():
        return _interrupted(seconds, work)
    return _left_behind(seconds, work)


def _interrupted(seconds: float, work: Callable[[], T]) -> T:
    try:
        with _alarm(seconds):
            return work()
    except _Alarm:
        raise TimeUp from None


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def ring(signum: int, frame: FrameType | None) -> None:
        raise _Alarm

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _left_behind(seconds: float, work: Callable[[], T]) -> T:
    answers: Queue[tuple[T | None, BaseException | None]] = Queue(1)

    def answer() -> None:
        try:
            with _statement_limit(seconds):
                answers.put((work(), None))
        except BaseException as problem:  # carried over to the waiting thread, which raises it
            answers.put((None, problem))
        finally:
            connection.close()

    threading.Thread(target=copy_context().run, args=(answer,), daemon=True, name="sensor").start()
    try:
        result, problem = answers.get(timeout=seconds)
    except Empty:
        raise TimeUp from None
    if problem is not None:
        raise problem
    return result  # type: ignore[return-value]  # without a problem there is a result


@contextmanager
def _statement_limit(seconds: float) -> Iterator[None]:
    """Let the server stop what nobody waits for any more (the thread has its own connection)."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = %s", [int(seconds * 1000)])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET statement_timeout")
