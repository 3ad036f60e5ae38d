"""What one installation runs on this machine: web, worker and beat, and our own servers if need be."""

import os
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tenants.embedded import ports, servers, supervisor
from tenants.embedded.worker import Process


@contextmanager
def serving(port: int, *, base: Path, data: Path) -> Iterator[supervisor.Group]:
    """Run everything for the duration of the block, web on `port`; yields when it answers.

    `base` keeps the supervisor's state, `data` our own servers. A signal ends the block
    quietly (`group.interrupted`). Our own servers stop with their last user. Raises StartError.
    """
    keep_alive = partial(servers.ensure, data) if needs_servers() else None
    if keep_alive:
        keep_alive()
    try:
        with supervisor.running(processes(port), base=base, keep_alive=keep_alive) as group:
            group.wait_ready()
            yield group
    finally:
        if keep_alive:
            servers.leave(data)


def needs_servers() -> bool:
    """True unless other servers are named in the environment."""
    return not (servers.named("DATABASE_URL") and servers.named("REDIS_URL"))


def processes(port: int) -> list[Process]:
    """The processes in the order of starting; they stop in the reverse order."""
    pages = {"PUBLIC_PORT": os.environ.get("PUBLIC_PORT", f":{port}")}  # links in mails lead here
    web = ["uvicorn", "config.asgi:application", "--host", ports.HOST, "--port", str(port)]
    web += ["--loop", "uvloop", "--lifespan", "off", "--no-access-log", "--timeout-graceful-shutdown", "5"]
    worker = ["celery", "--quiet", "-A", "config", "worker", "--concurrency", "2", "--queues", "default"]
    worker += ["--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
    # The schedule is one tick: nothing to remember in a file.
    beat = [
        "celery",
        "--quiet",
        "-A",
        "config",
        "beat",
        "--scheduler",
        "celery.beat:Scheduler",
        "--loglevel",
        "WARNING",
    ]
    return [
        Process("web", module(web), pages, ready=is_live(port), port=port),
        Process("worker", module(worker), pages),
        Process("beat", module(beat), pages),
    ]


def module(words: list[str]) -> list[str]:
    """The command that runs a module with this very Python: a script's first line may hold a stale path."""
    return [sys.executable, "-m", *words]


def is_live(port: int) -> Callable[[], bool]:
    """A check that the web process on `port` answers `/healthz`."""

    def check() -> bool:
        try:
            with urllib.request.urlopen(f"http://{ports.HOST}:{port}/healthz", timeout=2) as response:
                return bool(response.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    return check
