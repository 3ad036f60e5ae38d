"""Handlers of a test live as long as the test."""

from collections.abc import Callable, Iterator
from contextlib import closing
from threading import Thread
from typing import Any

import pytest
from django.db import connection

from events import registry, wake
from events.models import Job


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test registers is gone after it."""
    monkeypatch.setattr(registry, "_handlers", dict(registry._handlers))
    monkeypatch.setattr(registry, "_subscribers", {key: list(names) for key, names in registry._subscribers.items()})
    monkeypatch.setattr(registry, "_crons", dict(registry._crons))


@pytest.fixture(autouse=True)
def unwoken(monkeypatch: pytest.MonkeyPatch) -> None:
    """No thread that sends messages: forked processes must not inherit what it holds."""
    monkeypatch.setattr(wake, "ask", lambda: None)


@pytest.fixture
def seen() -> list[Any]:
    """What the test's handlers wrote down."""
    return []


@pytest.fixture
def job() -> Callable[[str], Job]:
    """The job with this key, as it is in the database now."""
    return lambda key: Job.objects.get(key=key)


@pytest.fixture
def together() -> Iterator[Callable[..., list[Any]]]:
    """Call functions at the same time, each in a thread with a connection of its own."""

    def run(*functions: Callable[[], Any]) -> list[Any]:
        results: list[Any] = [None] * len(functions)

        def call(index: int) -> None:
            with closing(connection):
                try:
                    results[index] = functions[index]()
                except Exception as error:
                    results[index] = error

        threads = [Thread(target=call, args=(index,)) for index in range(len(functions))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
        return results

    yield run
