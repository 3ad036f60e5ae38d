"""One supervised process: its output with its name before each line, its restarts, its end."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tenants.embedded import roster
from tenants.embedded.places import PROJECT

STEADY_S = 30.0  # after so long without a crash the waiting starts anew
LONGEST_WAIT_S = 30.0


@dataclass(frozen=True)
class Process:
    """What to run. `ready` says whether it does its work yet; without it, living is enough."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    ready: Callable[[], bool] | None = None
    port: int | None = None
    stop_s: float = 20.0


class Worker:
    """A `Process` as it runs now."""

    def __init__(self, process: Process, base: Path) -> None:
        self.process = process
        self.base = base
        self.running: subprocess.Popen[str] | None = None
        self.started = self.since = 0.0  # by the monotonic clock, by the wall's
        self.crashes = 0
        self.restart_at: float | None = None

    @property
    def pid(self) -> int | None:
        """The process id while it is started, even if it has just ended."""
        return self.running.pid if self.running else None

    def start(self) -> None:
        """Start it, in a session of its own, ending with us on Linux."""
        self.running = subprocess.Popen(
            [sys.executable, "-m", "tenants.embedded.child", str(os.getpid()), *self.process.command],
            cwd=PROJECT,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **self.process.environment, roster.MARK: str(self.base)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self.started, self.since = time.monotonic(), time.time()
        threading.Thread(target=self.show, args=[self.running], daemon=True).start()

    def show(self, running: "subprocess.Popen[str]") -> None:
        """Pass its lines on, each with its name."""
        assert running.stdout is not None
        with contextlib.suppress(ValueError):  # closed under us while stopping
            for line in running.stdout:
                say(self.process.name, line.rstrip("\n"))

    def restart_if_ended(self) -> bool:
        """Restart it when it ended, waiting longer each time; True when it was started now."""
        if self.running is None or self.running.poll() is None:
            return False
        now = time.monotonic()
        if self.restart_at is None:
            self.crashes = 0 if now - self.started > STEADY_S else self.crashes + 1
            wait = min(LONGEST_WAIT_S, 0.25 * 2**self.crashes)
            self.restart_at = now + wait
            say(self.process.name, f"ended with {self.running.returncode}; again in {wait:.1f} s")
        if now < self.restart_at:
            return False
        self.restart_at = None
        end_group(self.running.pid)
        self.start()
        return True

    def is_ready(self) -> bool:
        """True while it lives and does its work."""
        alive = self.running is not None and self.running.poll() is None
        return alive and (self.process.ready is None or self.process.ready())

    def entry(self) -> roster.Entry:
        """The line about it in the roster."""
        assert self.running is not None
        return roster.Entry(self.process.name, self.running.pid, self.since, self.process.port)

    def stop(self) -> None:
        """Ask it to end; after `stop_s` seconds end its whole group."""
        if self.running is None:
            return
        if self.running.poll() is None:
            self.running.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.running.wait(self.process.stop_s)
        end_group(self.running.pid)
        self.running.wait()


def say(name: str, line: str) -> None:
    """One line under a name, where people look; silent when nobody reads any more."""
    with contextlib.suppress(OSError):
        sys.stdout.write(f"{name:<7}| {line}\n")
        sys.stdout.flush()


def end_group(pid: int) -> None:
    """Kill what is left of the session that process `pid` led."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
