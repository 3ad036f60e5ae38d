"""Keeping a rehearsal from reaching out."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from django.utils.translation import gettext_lazy as _

from tenants.errors import Refused

_forbidden: ContextVar[bool] = ContextVar("network_forbidden", default=False)
_REACHING_OUT = frozenset({"socket.connect", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen"})


@contextmanager
def forbidden() -> Iterator[None]:
    """Opening a connection inside raises Refused (the database driver's own is not Python's)."""
    _watch()
    token = _forbidden.set(True)
    try:
        yield
    finally:
        _forbidden.reset(token)


@cache
def _watch() -> None:
    """Once per process, and only where something was rehearsed: a hook cannot be taken off."""

    def hook(name: str, _args: tuple[object, ...]) -> None:
        if name in _REACHING_OUT and _forbidden.get():
            raise Refused(_("This work reaches outside, which a dry run does not allow."), code="network_in_dry_run")

    sys.addaudithook(hook)
