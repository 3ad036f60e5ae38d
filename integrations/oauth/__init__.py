"""Connecting by consent: authorise, come back, renew, give back.

RFC 6749 with PKCE S256 (RFC 7636). The service sends everybody back to the agency's own host; from
there a single-use ticket leads to the client's, where the person who began it is signed in.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from integrations.oauth.authorising import begin
    from integrations.oauth.returning import arrived, complete

__all__ = ["arrived", "begin", "complete"]

_MODULES = {"begin": "authorising", "arrived": "returning", "complete": "returning"}


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return getattr(import_module(f"integrations.oauth.{_MODULES[name]}"), name)
    raise AttributeError(f"module 'integrations.oauth' has no attribute {name!r}")
