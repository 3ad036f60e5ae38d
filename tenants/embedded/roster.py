"""Who runs in a data folder: written by the supervisor, read by `--status` and by the next supervisor."""

import contextlib
import json
import os
import signal
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from tenants.embedded import processes

FILE = "up.json"
MARK = "SUPERVISED_IN"  # in the environment of every supervised process and its children
PATIENCE_S = 10.0


@dataclass(frozen=True)
class Entry:
    """One running process; `since` in seconds of the epoch."""

    name: str
    pid: int
    since: float
    port: int | None


def write(base: Path, entries: list[Entry]) -> None:
    """Replace the roster of `base`."""
    fresh = base / f".{FILE}.{os.getpid()}"
    fresh.write_text(json.dumps([asdict(entry) for entry in entries]))
    fresh.replace(base / FILE)


def read(base: Path) -> list[Entry]:
    """The roster of `base`; empty when nobody supervises there."""
    try:
        return [Entry(**entry) for entry in json.loads((base / FILE).read_text())]
    except (OSError, ValueError, TypeError):
        return []


def erase(base: Path) -> None:
    """Nobody runs here any more."""
    (base / FILE).unlink(missing_ok=True)


def leftovers(base: Path) -> list[int]:
    """Processes that a supervisor of `base` started and that live."""
    if not Path("/proc/self/environ").exists():  # macOS: by the roster, as far as the command line agrees
        listed = [entry.pid for entry in read(base) if processes.is_running(entry.pid)]
        return [pid for pid in listed if "python" in processes.command_line(pid).lower()]
    mark = os.fsencode(f"{MARK}={base}")
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal() and int(folder.name) != os.getpid():
            with contextlib.suppress(OSError):
                if mark in (folder / "environ").read_bytes().split(b"\0"):
                    found.append(int(folder.name))
    return [pid for pid in found if processes.is_running(pid)]


def end_leftovers(base: Path) -> int:
    """End the leftovers of `base`, politely, then for good; returns how many there were."""
    first = leftovers(base)
    deadline = time.monotonic() + PATIENCE_S
    sign = signal.SIGTERM
    while remaining := leftovers(base):
        for pid in remaining:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, sign)
        while any(processes.is_running(pid) for pid in remaining) and time.monotonic() < deadline:
            time.sleep(0.05)
        sign, deadline = signal.SIGKILL, time.monotonic() + PATIENCE_S
    return len(first)
