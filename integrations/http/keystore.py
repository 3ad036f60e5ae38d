"""The key store that all workers share, for counters that must change in one step."""

from collections.abc import Sequence
from typing import Any

import redis
import structlog

from tenants import context, metrics

log = structlog.get_logger()


def key(*parts: str) -> str:
    """A key of the client at work (or of the platform when none is)."""
    return ":".join((context.schema(), "http", *parts))


def run(script: str, keys: Sequence[str], *arguments: float | str) -> Any:
    """Run a script in one step; None when the key store is away, so that work goes on without counting."""
    try:
        return metrics.store().eval(script, len(keys), *keys, *[str(argument) for argument in arguments])
    except redis.RedisError:
        log.warning("http.key_store_away")
        return None
