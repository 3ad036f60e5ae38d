"""A client's connections: set up, tested, told apart, and handed out as clients that keep their secrets."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from integrations.connections.binding import bound, bound_to
    from integrations.connections.changing import configure, disconnect
    from integrations.connections.probing import test
    from integrations.connections.reading import Status, is_connected, status, statuses

__all__ = ["Status", "bound", "bound_to", "configure", "disconnect", "is_connected", "status", "statuses", "test"]

_MODULES = {
    "Status": "reading",
    "bound": "binding",
    "bound_to": "binding",
    "configure": "changing",
    "disconnect": "changing",
    "is_connected": "reading",
    "status": "reading",
    "statuses": "reading",
    "test": "probing",
}


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return getattr(import_module(f"integrations.connections.{_MODULES[name]}"), name)
    raise AttributeError(f"module 'integrations.connections' has no attribute {name!r}")
