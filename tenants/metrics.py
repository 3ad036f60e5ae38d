"""Figures for Prometheus, added up over all processes and machines in the key store.

A counter of one process would be lost with it, and workers are not the process that is asked; so
every figure is a field of one hash, moved on in place. Labels are words that our own code names
(a connector, an outcome, a handler), never a client, an id or what anybody typed.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any

import redis
import structlog
from django.core.cache import caches

log = structlog.get_logger(__name__)

KEY = "public:metrics"
OTHER = "other"
SECONDS = (0.05, 0.2, 0.5, 1.0, 3.0, 10.0, 30.0, 120.0, 600.0)
_word = re.compile(r"[A-Za-z][\w.:-]{0,79}", re.ASCII)
_waiting: ContextVar[dict[str, float] | None] = ContextVar("metrics", default=None)


@dataclass(frozen=True)
class Metric:
    """A counter, or with `buckets` (upper bounds) a histogram."""

    name: str
    help: str
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = ()

    def add(self, *values: str, by: float = 1) -> None:
        """Count, under one value per label."""
        _write({self._field("", values): by})

    def observe(self, figure: float, *values: str) -> None:
        """Note one measured figure (seconds)."""
        bucket = next((f"{bound}" for bound in self.buckets if figure <= bound), "+Inf")
        _write({self._field(bucket, values): 1, self._field("sum", values): figure})

    def _field(self, part: str, values: tuple[str, ...]) -> str:
        if len(values) != len(self.labels):
            raise ValueError(f"{self.name} has the labels {self.labels}.")
        return json.dumps([self.name, part, *(value if _word.fullmatch(value) else OTHER for value in values)])


Reading = Iterable[tuple[tuple[str, ...], float]]


@dataclass(frozen=True)
class Gauge:
    """A figure that is looked up when it is asked for: rows of label values and figure."""

    name: str
    help: str
    labels: tuple[str, ...]
    read: Callable[[], Reading]


_metrics: dict[str, Metric] = {}
_gauges: dict[str, Gauge] = {}


def metric(name: str, help: str, *labels: str, buckets: tuple[float, ...] = ()) -> Metric:
    """Declare a counter or histogram, once per process."""
    return _metrics.setdefault(name, Metric(name, help, labels, buckets))


def gauge(name: str, help: str, *labels: str) -> Callable[[Callable[[], Reading]], Callable[[], Reading]]:
    """Declare the function that looks a figure up."""

    def declare(read: Callable[[], Reading]) -> Callable[[], Reading]:
        _gauges[name] = Gauge(name, help, labels, read)
        return read

    return declare


@contextmanager
def gathered() -> Iterator[None]:
    """What is counted inside leaves together at the end: one message for a batch of work."""
    if _waiting.get() is not None:
        yield
        return
    found: dict[str, float] = {}
    token = _waiting.set(found)
    try:
        yield
    finally:
        _waiting.reset(token)
        _write(found)


def declared() -> tuple[list[Metric], list[Gauge]]:
    """All of them, by name."""
    return [_metrics[name] for name in sorted(_metrics)], [_gauges[name] for name in sorted(_gauges)]


def counted() -> dict[tuple[str, ...], float]:
    """What was counted so far, by (metric, part, *label values). Raises redis.RedisError."""
    found: Any = store().hgetall(KEY)
    return {tuple(json.loads(field)): float(figure) for field, figure in found.items()}


@cache
def store() -> redis.Redis:
    """The key store by the cache's own connection: one address, one password, one pool."""
    backend: Any = caches["default"]
    found: redis.Redis = backend._cache.get_client(write=True)
    return found


def _write(fields: dict[str, float]) -> None:
    """Figures are not worth an error: without the key store they are lost, and the log says so."""
    waiting = _waiting.get()
    if waiting is not None:
        for field, figure in fields.items():
            waiting[field] = waiting.get(field, 0) + figure
        return
    if not fields:
        return
    try:
        with store().pipeline(transaction=False) as pipe:
            for field, figure in fields.items():
                pipe.hincrbyfloat(KEY, field, figure)
            pipe.execute()
    except redis.RedisError:
        log.warning("metrics_key_store_away")
