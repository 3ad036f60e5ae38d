"""Keep a few processes running together: start, watch, restart, stop, leave nothing behind.

    with supervisor.running(processes, base=folder) as group:
        group.wait_ready(timeout_s=60)
        group.serve()

Every process has a session of its own and carries a mark in its environment, by which what a
killed supervisor left behind is found and ended by the next one.
"""

import contextlib
import fcntl
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType

from tenants.embedded import ports, roster
from tenants.embedded.child import end_with
from tenants.embedded.errors import StartError
from tenants.embedded.worker import Process, Worker, say

WATCH_S = 0.2
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Group:
    """The running processes; made by `running`."""

    def __init__(self, processes: Sequence[Process], base: Path, keep_alive: Callable[[], object] | None) -> None:
        self.base = base
        self.workers = [Worker(process, base) for process in processes]
        self.keep_alive = keep_alive
        self.interrupted = False
        self.stopping = threading.Event()
        self.watcher = threading.Thread(target=self.watch, name="supervisor", daemon=True)

    def start(self) -> None:
        """Start every process and the watch over them. Raises StartError when a port is taken."""
        for worker in self.workers:
            port = worker.process.port
            if port and not ports.is_free(port):
                raise StartError(f"Port {port} is taken by another program: choose another one with --port.")
        for worker in self.workers:
            worker.start()
        self.note()
        self.watcher.start()

    def watch(self) -> None:
        """Restart what ended, until the group stops."""
        while not self.stopping.wait(WATCH_S):
            if self.keep_alive:
                try:
                    self.keep_alive()
                except StartError as error:
                    say("up", str(error))
                    self.stopping.wait(5)
            restarted = [worker for worker in self.workers if worker.restart_if_ended()]
            if restarted:
                self.note()

    def note(self) -> None:
        """Write down who runs, for `--status`, `--stop` and the next supervisor."""
        roster.write(self.base, [worker.entry() for worker in self.workers if worker.pid])

    def wait_ready(self, *, timeout_s: float = 60.0) -> None:
        """Return when every process is ready. Raises StartError naming those that are not in time."""
        deadline = time.monotonic() + timeout_s
        while late := [worker.process.name for worker in self.workers if not worker.is_ready()]:
            if time.monotonic() > deadline:
                raise StartError(f"Not ready after {timeout_s:.0f} s: {', '.join(late)}. Their lines above say why.")
            time.sleep(0.1)

    def serve(self) -> None:
        """Wait for Ctrl-C or a signal to end, which ends the block around it."""
        threading.Event().wait()

    def stop(self) -> None:
        """Stop every process, the last started first, and whatever it left behind."""
        self.stopping.set()
        if self.watcher.is_alive():
            self.watcher.join()
        for worker in reversed(self.workers):
            worker.stop()
        roster.end_leftovers(self.base)
        roster.erase(self.base)


@contextlib.contextmanager
def running(
    processes: Sequence[Process], *, base: Path, keep_alive: Callable[[], object] | None = None
) -> Iterator[Group]:
    """Run `processes` together for the duration of the block; state is kept in the folder `base`.

    `keep_alive` is called several times a second, to restart what the processes need. SIGINT,
    SIGTERM and SIGHUP interrupt the block with KeyboardInterrupt, which is then swallowed
    (`group.interrupted`). Only in the main thread. Raises StartError when a supervisor runs in this folder already.
    """
    if os.environ.get("END_WITH_PARENT"):
        end_with(os.getppid())
    with alone(base):
        roster.end_leftovers(base)
        before = {number: signal.signal(number, interrupt) for number in SIGNALS}
        group = Group(processes, base, keep_alive)
        try:
            group.start()
            yield group
        except KeyboardInterrupt:
            group.interrupted = True
        finally:
            for number in SIGNALS:  # once is enough: stopping goes to its end
                signal.signal(number, lambda *_: None)
            group.stop()
            for number, handler in before.items():
                signal.signal(number, handler)


def interrupt(number: int, frame: FrameType | None) -> None:
    """Turn every signal to end into the one exception that Python knows for it."""
    raise KeyboardInterrupt


@contextlib.contextmanager
def alone(base: Path) -> Iterator[None]:
    """Be the only supervisor of `base`; the kernel forgets it when this process dies."""
    base.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(base / "up.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pid = os.pread(descriptor, 20, 0).decode().strip()
            raise StartError(
                f"It is running here already (process {pid}): look with `manage.py up --status`, "
                "end it with `manage.py up --stop`."
            ) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(descriptor)


def supervisor_of(base: Path) -> int | None:
    """The process id of the supervisor that runs in `base`, or None."""
    try:
        descriptor = os.open(base / "up.lock", os.O_RDWR)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return int(os.pread(descriptor, 20, 0) or 0) or None
    else:
        return None
    finally:
        os.close(descriptor)


def stop(base: Path, *, timeout_s: float = 60.0) -> bool:
    """End the supervisor of `base` and what a killed one left there; True when nothing is left."""
    deadline = time.monotonic() + timeout_s
    told = None
    while pid := supervisor_of(base):
        if pid != told:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
            told = pid
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    roster.end_leftovers(base)
    roster.erase(base)
    return True
