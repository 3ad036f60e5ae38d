"""One bound for a whole exchange, however its answer is dealt out.

A timeout of httpx counts from one piece to the next, so a service that sends a byte now and then
is never late. Below it every wait for the network is cut to what is left. Source: httpcore,
"Network backends".
"""

import time
from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

import httpcore
import httpx

_until: ContextVar[float | None] = ContextVar("http_deadline", default=None)


class within:
    """Everything inside waits for at most `seconds` in all."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def __enter__(self) -> None:
        self._token = _until.set(time.monotonic() + self._seconds)

    def __exit__(self, *_raised: object) -> None:
        _until.reset(self._token)


def bounded(client: httpx.Client) -> httpx.Client:
    """Have the client keep to `within`. httpx has no setting for it, so each pool's backend is wrapped."""
    transports: list[Any] = [client._transport, *client._mounts.values()]
    for transport in transports:
        if transport is not None:
            transport._pool._network_backend = Backend(transport._pool._network_backend)
    return client


class Backend(httpcore.NetworkBackend):
    """Opens connections in the time that is left."""

    def __init__(self, inner: httpcore.NetworkBackend) -> None:
        self._inner = inner

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        left = _left(timeout, httpcore.ConnectTimeout)
        return Stream(self._inner.connect_tcp(host, port, left, local_address, socket_options))


class Stream(httpcore.NetworkStream):
    """Reads and writes in the time that is left."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(timeout, httpcore.ConnectTimeout)
        return Stream(self._inner.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _left(timeout: float | None, late: type[Exception]) -> float | None:
    """Seconds that may still be waited. Raises `late` when there are none."""
    until = _until.get()
    if until is None:
        return timeout
    left = until - time.monotonic()
    if left <= 0:
        raise late("The time for the whole exchange is over.")
    return left if timeout is None else min(timeout, left)
