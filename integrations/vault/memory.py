"""Opened secrets, kept in this process's memory for a short while.

What one process changes counts at once in all of them: a word in the key store, per client, names
the state of the vault, and every change removes it. Without the key store nothing is remembered.
"""

from datetime import datetime, timedelta
from threading import Lock
from uuid import uuid4

import structlog
from django.core.cache import cache
from redis.exceptions import RedisError

from integrations.vault.sensitive import Sensitive
from tenants import clock, context

log = structlog.get_logger(__name__)

LIFE = timedelta(seconds=60)
KEPT = 1000
_WORD = "vault-state"

_lock = Lock()
_values: dict[tuple[int, int, str], tuple[str, datetime, Sensitive[str]]] = {}


def state() -> str:
    """The word for the vault's present state; "" when the key store does not answer."""
    try:
        return str(cache.get_or_set(_WORD, lambda: uuid4().hex, timeout=None))
    except RedisError:
        return ""


def get(connection_id: int, name: str) -> Sensitive[str] | None:
    """The remembered value, if nothing has changed since and it is fresh."""
    found = _values.get(_key(connection_id, name))
    if found is None:
        return None
    word, until, value = found
    return value if clock.now() < until and word == state() else None


def keep(connection_id: int, name: str, value: Sensitive[str], *, word: str) -> None:
    """Remember a value that was read while the vault's state was `word`."""
    if not word:
        return
    with _lock:
        while len(_values) >= KEPT:
            _values.pop(next(iter(_values)))
        _values[_key(connection_id, name)] = (word, clock.now() + LIFE, value)


def changed() -> None:
    """Let every process read this client's secrets afresh."""
    client = context.current().pk
    with _lock:
        for key in [key for key in _values if key[0] == client]:
            _values.pop(key)
    try:
        cache.delete(_WORD)
    except RedisError:
        # The other processes do not reach the key store either and so remember nothing.
        log.warning("vault_state_not_announced")


def _key(connection_id: int, name: str) -> tuple[int, int, str]:
    return context.current().pk, connection_id, name
