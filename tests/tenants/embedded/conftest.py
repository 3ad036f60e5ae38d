"""Servers and supervisors of these tests alone: the suite's own are never touched."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from tenants import embedded
from tenants.embedded import processes

PROJECT = Path(__file__).resolve().parents[3]


def eventually(condition: Callable[[], object], *, timeout_s: float = 20.0) -> None:
    """Wait until `condition` holds; a failure names it."""
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline, f"never became true: {condition}"
        time.sleep(0.02)


def kill(pid: int) -> None:
    """kill -9 of a process of these tests, until it is gone."""
    os.kill(pid, signal.SIGKILL)
    eventually(lambda: not processes.is_running(pid))


def pids(base: Path) -> dict[str, int | None]:
    """Who runs for `base`."""
    return {one.name: one.pid for one in embedded.status(base)}


def query(base: Path, statement: str) -> list[tuple[object, ...]]:
    """Run one statement as the application would; its rows, if it has any."""
    with psycopg.connect(embedded.ensure(base).database_url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture(scope="session", autouse=True)
def no_other_servers() -> Iterator[None]:
    """These tests are about our own servers, whatever the suite was told to use."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATABASE_URL", "REDIS_URL", "EMBEDDED_KEEP", "EMBEDDED_START"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session")
def started(no_other_servers: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with running servers, in a path with spaces and quotes that only its owner may enter."""
    private = tmp_path_factory.mktemp("only the owner's $HOME")
    private.chmod(0o700)
    base = private / "data folder"
    embedded.ensure(base)
    yield base
    embedded.discard(base)


@pytest.fixture
def base(started: Path) -> Path:
    """The same, running, whatever the test before did to the servers."""
    embedded.ensure(started)
    return started


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A second data folder, not yet made."""
    yield tmp_path / "elsewhere"
    if (tmp_path / "elsewhere").exists():
        embedded.discard(tmp_path / "elsewhere")
    shutil.rmtree(tmp_path, ignore_errors=True)


Run = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def run() -> Iterator[Run]:
    """Run a piece of Python in a process of its own, which must not outlive the test."""
    begun: list[subprocess.Popen[str]] = []

    def begin(code: str, *arguments: object, **environment: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", code, *map(str, arguments)]
        env = {**os.environ, **environment}
        begun.append(
            subprocess.Popen(command, cwd=PROJECT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        )
        return begun[-1]

    yield begin
    for process in begun:
        process.kill()
        process.communicate()
