"""Secrets of a machine that was given none: made once, kept beside the data, readable by the owner."""

import os
import secrets
from pathlib import Path


def local_secret(path: Path) -> str:
    """The random key in `path`, made at first use. Production sets its own in the environment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
