"""Secrets of a machine that was given none: made once, kept beside the data, readable by the owner."""

import fcntl
import os
import secrets
from pathlib import Path


def local_secret(path: Path) -> str:
    """The random key in `path`, made at first use. Production sets its own in the environment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Under a lock: processes that start at once must not read it before it is written, and one that
    # was killed in between leaves an empty file, which the next one fills.
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        kept = file.read().strip()
        if not kept:
            kept = secrets.token_urlsafe(48)
            file.write(kept)
            file.flush()
            os.fsync(file.fileno())
    return kept
