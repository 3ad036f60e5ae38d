"""A client's connections, and master keys of the tests' own."""

import base64
from collections.abc import Callable, Iterator

import pytest

from integrations.models import Connection
from integrations.vault import known, memory
from tenants import clock


def master(letter: str) -> str:
    """A master key as it is written in the environment."""
    return base64.b64encode(letter.encode() * 32).decode()


@pytest.fixture(autouse=True)
def _own_keys(settings) -> Iterator[None]:
    """Nothing is remembered from another test."""
    settings.VAULT_KEYS = f"v1:{master('a')}"
    settings.VAULT_BACKEND = "builtin"
    memory._values.clear()
    known.forget()
    yield
    memory._values.clear()
    known.forget()


@pytest.fixture
def connection_of() -> Callable[..., Connection]:
    """A connection in the active client's schema."""

    def make(connector: str = "sample") -> Connection:
        return Connection.objects.get_or_create(connector=connector, defaults={"since": clock.now()})[0]

    return make
