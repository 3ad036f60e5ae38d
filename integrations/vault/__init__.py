"""The vault: every credential of every client, sealed; each read on record before it is answered.

A client's data key seals its values (AES-256-GCM, bound to client, connection and name); the data
key itself is wrapped under the installation's master key. Source: docs/decisions/0011-vault.md.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from integrations.vault.sensitive import Sensitive

if TYPE_CHECKING:
    from integrations.vault.store import delete, keep_previous, keep_pulled, names, previous, put, read

__all__ = ["Sensitive", "delete", "keep_previous", "keep_pulled", "names", "previous", "put", "read"]

# The logs' redaction lives in this package and is needed before the app registry is ready.
_LATE = {"delete", "keep_previous", "keep_pulled", "names", "previous", "put", "read"}


def __getattr__(name: str) -> Any:
    if name in _LATE:
        return getattr(import_module("integrations.vault.store"), name)
    raise AttributeError(f"module 'integrations.vault' has no attribute {name!r}")
