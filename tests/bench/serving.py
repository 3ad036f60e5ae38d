"""Servers in processes of their own, so that what they do is not counted with what is measured."""

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

READY_S = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def uvicorn(app: str) -> Iterator[int]:
    """The port of an ASGI application that answers, served as `manage.py up` serves ours."""
    port = free_port()
    words = ["-m", "uvicorn", app, "--host", "127.0.0.1", "--port", str(port), "--log-level", "critical"]
    process = subprocess.Popen(
        [sys.executable, *words, "--no-access-log"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


@contextmanager
def speaking(module: str, *words: str) -> Iterator[Any]:
    """A module that prints one line of JSON when it is ready and ends with its standard input; yields what it said."""
    command = [sys.executable, "-m", module, *words]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin and process.stdout
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.stdin.close()
            process.wait(30)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_S
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("A server of the bench does not answer.")
