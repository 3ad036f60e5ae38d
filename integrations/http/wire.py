"""Requests on the wire: one client per process, bounded answers, and whether a failed call was sent."""

import os
from dataclasses import dataclass
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from integrations.http import deadline, guard
from integrations.manifest import is_loopback

LARGEST_ANSWER = 20_000_000
"""Bytes, unpacked: pages of rows are far smaller, and memory is shared by all clients."""


@dataclass(eq=False)  # not frozen: whoever passes an exception on writes its traceback
class Failed(Exception):
    """No answer. `sent`: the service may have got the call. `cause` is one word for logs."""

    sent: bool
    cause: str


@dataclass(frozen=True)
class Raw:
    """An answer, read to its end; `cut` when it was longer than anything we take."""

    status: int
    headers: dict[str, str]
    content: bytes
    cut: bool


@cache
def _client(process: int, outside: bool, kept: bool) -> httpx.Client:
    """A fork gets its own; `outside`: the machine's proxy settings apply (never to a checked or local address).

    `kept`: connections stay open for the next call. The pool tells them apart by address alone, so
    that one to a checked address would serve any name that leads there, with no look at its certificate.
    """
    limits = httpx.Limits(max_connections=100, max_keepalive_connections=20 if kept else 0, keepalive_expiry=5)
    no_cookies = CookieJar(policy=DefaultCookiePolicy(allowed_domains=[]))  # clients share this connection pool
    made = httpx.Client(follow_redirects=False, trust_env=outside, limits=limits, cookies=no_cookies)
    return deadline.bounded(made)


def send(request: httpx.Request, *, timeout_s: float, guarded: bool) -> Raw:
    """Send once; the answer is read to its end within `timeout_s`. Raises Failed, and what `guard.pin` raises."""
    if guarded:
        pinned = guard.pin(str(request.url))
        request.url = httpx.URL(pinned.url)
        request.headers["Host"] = pinned.authority
        request.extensions = {**request.extensions, "sni_hostname": pinned.host}
    request.extensions = {**request.extensions, "timeout": _timeouts(timeout_s)}
    outside = not guarded and not is_loopback(request.url.host)
    with deadline.within(timeout_s):
        return _read(_answer(request, _client(os.getpid(), outside, not guarded)))


def _answer(request: httpx.Request, client: httpx.Client) -> httpx.Response:
    try:
        return client.send(request, stream=True)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol, httpx.ProxyError):
        raise Failed(sent=False, cause="unreachable") from None
    except httpx.TimeoutException:
        raise Failed(sent=True, cause="timeout") from None
    except httpx.HTTPError:
        raise Failed(sent=True, cause="broke_off") from None


def _read(answer: httpx.Response) -> Raw:
    parts, size = [], 0
    try:
        for part in answer.iter_bytes():
            parts.append(part)
            size += len(part)
            if size > LARGEST_ANSWER:
                break
    except httpx.TimeoutException:
        raise Failed(sent=True, cause="timeout") from None
    except httpx.HTTPError:
        raise Failed(sent=True, cause="broke_off") from None
    finally:
        answer.close()
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return Raw(answer.status_code, headers, b"".join(parts), cut=size > LARGEST_ANSWER)


def _timeouts(timeout_s: float) -> dict[str, float | None]:
    return {"connect": min(timeout_s, 10.0), "read": timeout_s, "write": timeout_s, "pool": min(timeout_s, 10.0)}
