"""Two locks of the kernel on files: one to start and stop under, one that counts the users.

The kernel drops both when their process dies, however it dies, so no count can go stale.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_using: dict[Path, tuple[int, int]] = {}  # folder -> (descriptor, id of the process that took it)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder's start lock; waits for whoever is starting or stopping."""
    descriptor = os.open(folder / "embedded.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def join(folder: Path) -> bool:
    """Count this process among the users of the servers, until it ends or leaves; False when it is one already."""
    before, _ = _using.get(folder, (-1, 0))
    descriptor = os.open(folder / "embedded.users", os.O_RDWR | os.O_CREAT, 0o600)
    if before >= 0 and os.path.samestat(os.fstat(before), os.fstat(descriptor)):
        os.close(descriptor)
        return False
    if before >= 0:  # the folder was deleted and made again meanwhile
        os.close(before)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    _using[folder] = (descriptor, os.getpid())
    return True


def part(folder: Path) -> bool:
    """Stop counting this process; True when nobody else uses the servers.

    A forked child shares its parent's lock and never counts as the last.
    """
    descriptor, owner = _using.pop(folder, (-1, os.getpid()))
    if owner != os.getpid():
        return False
    if descriptor < 0:  # it was none
        descriptor = os.open(folder / "embedded.users", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        return True
    finally:
        os.close(descriptor)
