"""Starts the fake of a connector and binds our client to it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache

from integrations import registry
from integrations.http import client
from tests.conftest import ROOT
from tests.fakes.server import Fake
from tests.integrations.connectors.contracts import Contracted, contracted


def specs() -> Path:
    return Path(os.environ.get("SHARED_DIR", ROOT.parent / "shared")) / "specs"


@pytest.fixture
def bound(in_a: Any, slept: list[float], monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Any]]:
    """`bound(slug)` gives the client, the fake behind it, and the fakes of its other hosts."""
    started: list[Fake] = []
    cache.clear()

    def start(slug: str, **values: str) -> SimpleNamespace:
        if any(method.spec != "unverified" for method in registry.get(slug).methods) and not specs().is_dir():
            pytest.skip("SHARED_DIR is absent: the vendors' specifications are not part of the product")
        told: Contracted = contracted(slug, specs())
        fakes = {"": told.main.start(), **{name: host.start() for name, host in told.others.items()}}
        started.extend(fakes.values())
        for name, fake in fakes.items():
            variable = "_".join(part for part in (slug.upper(), name.upper(), "API_BASE") if part)
            prefix = getattr(told.main.contract if not name else told.others[name].contract, "base_path", "")
            monkeypatch.setenv(variable, fake.url + prefix)
        client = registry.bind(slug, {**told.values, **values})
        return SimpleNamespace(client=client, fake=fakes[""], others=fakes, told=told)

    yield start
    for fake in started:
        fake.stop()


@pytest.fixture
def answered(in_a, slept, monkeypatch):
    """`answered(first, …, last)`: what the service answers, the last one for ever; gives the requests sent."""
    cache.clear()

    def play(*answers):
        todo, sent = list(answers), []

        def send(request, **_options):
            sent.append(request)
            answer = todo.pop(0) if len(todo) > 1 else todo[0]
            if isinstance(answer, Exception):
                raise answer
            return answer(request) if callable(answer) else answer

        monkeypatch.setattr(client, "send", send)
        return sent

    return play
