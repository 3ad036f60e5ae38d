"""The master keys of this installation: from `VAULT_KEYS`, else from a file of this machine.

`VAULT_KEYS="v2:base64,v1:base64"`, the first one wraps, the others still open. The file has the
same form and is made at the first secret of a new installation, never beside sealed data.
"""

import base64
import binascii
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from integrations.vault import census, sealing
from tenants.errors import Refused

FILE = "vault.keys"


class KeyLost(Refused):
    """The key that sealed the secrets is not the one at hand: nothing is opened, nothing overwritten."""

    default_code = "vault_key"


@dataclass(frozen=True)
class Masters:
    """Master keys by version; `current` is the version that wraps from now on."""

    current: str
    keys: Mapping[str, bytes]

    def __repr__(self) -> str:
        return f"Masters({', '.join(self.keys)})"


def masters() -> Masters:
    """The keys at hand, made now for an installation that has no secrets yet. Raises KeyLost."""
    if settings.VAULT_KEYS:
        return parse(settings.VAULT_KEYS)
    path = file()
    try:
        return parse(path.read_text())
    except FileNotFoundError:
        if census.any_data_key():
            raise KeyLost(_missing() % {"path": path}) from None
        return _make(path)


def at_hand() -> Masters | None:
    """The keys at hand without making any."""
    return masters() if settings.VAULT_KEYS or file().exists() else None


def file() -> Path:
    return Path(settings.VAR_DIR) / FILE


def parse(text: str) -> Masters:
    """Read `version:base64` items. Raises KeyLost for what is no list of 256-bit keys."""
    keys: dict[str, bytes] = {}
    for item in text.replace("\n", ",").split(","):
        if not item.strip():
            continue
        version, colon, encoded = item.strip().partition(":")
        key = _decoded(encoded)
        if not colon or not version or version in keys or len(key) != sealing.KEY_BYTES:
            raise KeyLost(_("VAULT_KEYS is not readable: write version:base64 of 32 bytes, separated by commas."))
        keys[version] = key
    if not keys:
        raise KeyLost(_("VAULT_KEYS holds no key."))
    return Masters(next(iter(keys)), keys)


def add_version() -> Masters:
    """Put a fresh master key in front of the file's; whoever runs reads it when it meets it."""
    present = masters()
    version = f"v{1 + max(int(name[1:]) for name in present.keys if name[1:].isdecimal())}"
    grown = Masters(version, {version: sealing.new_key(), **present.keys})
    path = file()
    fresh = path.with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as handle:
        handle.write(_written(grown))
        handle.flush()
        os.fsync(handle.fileno())
    fresh.replace(path)
    return grown


def _make(path: Path) -> Masters:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as handle:
        handle.write(_written(Masters("v1", {"v1": sealing.new_key()})))
        handle.flush()
        os.fsync(handle.fileno())
    try:
        os.link(fresh, path)  # whole or not at all, and never over another one's
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return parse(path.read_text())


def _written(kept: Masters) -> str:
    return "".join(f"{version}:{base64.b64encode(key).decode()}\n" for version, key in kept.keys.items())


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _missing() -> str:
    return str(
        _(
            "Secrets are stored, but the key that opens them is gone: put %(path)s back from its backup, "
            "or set VAULT_KEYS. Nothing was changed."
        )
    )
