"""The embedded PostgreSQL: made, started, recognised and stopped."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
from psycopg import sql

from tenants.embedded import ports, processes
from tenants.embedded.errors import StartError, end_of, failed_to_start
from tenants.embedded.places import Place
from tenants.embedded.state import State

NAME = "PostgreSQL"
ADMIN = "postgres"
ROLE = "agency"  # owns the application's database, without rights over the server
DATABASE = "agency"
START_LIMIT_S = 60.0
STOP_LIMIT_S = 30.0

SETTINGS = {
    "listen_addresses": ports.HOST,
    "unix_socket_directories": "",  # TCP only: the path of a socket may not pass 107 bytes
    "max_connections": "200",
    "max_locks_per_transaction": "256",  # dropping one client's schema locks all its tables
    "jit": "off",
    "max_parallel_workers_per_gather": "0",  # small queries; containers give little shared memory
    "timezone": "UTC",
    "log_timezone": "UTC",
}


def pid_file(place: Place) -> Path:
    """Where the server writes its process id and port."""
    return place.home / "postgres" / "postmaster.pid"


def pid(place: Place) -> int | None:
    """The process id of the server that works on this data, or None."""
    data = place.home / "postgres"
    try:
        number = int(pid_file(place).read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None
    return number if processes.works_in(number, data, mark=f"-D {data} ") else None


def port(place: Place) -> int | None:
    """The port that the running server wrote down, or None."""
    try:
        return int(pid_file(place).read_text().split("\n")[3])
    except (OSError, ValueError, IndexError):
        return None


def initialise(place: Place, state: State) -> None:
    """Make the data folder, whole or not at all. Raises StartError."""
    data, fresh = place.home / "postgres", place.home / "postgres.new"
    if data.exists():
        return
    shutil.rmtree(fresh, ignore_errors=True)
    with tempfile.NamedTemporaryFile("w", dir=place.home) as secret:
        secret.write(state.admin_password)
        secret.flush()
        os.chown(secret.name, place.account.uid, place.account.gid)
        made = subprocess.run(
            [
                str(place.binaries.postgres / "initdb"),
                f"--pgdata={fresh}",
                f"--username={ADMIN}",
                f"--pwfile={secret.name}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
            ],
            cwd=place.home,
            capture_output=True,
            text=True,
            env=processes.environment(),
            **processes.identity(place.account),  # type: ignore[call-overload]
        )
    if made.returncode:
        shutil.rmtree(fresh, ignore_errors=True)
        raise failed_to_start(NAME, made.stdout + made.stderr)
    fresh.rename(data)


def start(place: Place, state: State, log: Path) -> None:
    """Start the server and wait until it answers. Raises StartError."""
    data = place.home / "postgres"
    pid_file(place).unlink(missing_ok=True)  # nobody works here: it is stale, or came with a copy
    said = log.stat().st_size if log.exists() else 0
    options = [f"--{name}={value}" for name, value in {**SETTINGS, "port": str(state.postgres_port)}.items()]
    command = [str(place.binaries.postgres / "postgres"), "-D", str(data), *options]
    deadline = time.monotonic() + START_LIMIT_S
    while True:
        number = processes.spawn(command, folder=data, log=log, account=place.account)
        if wait(number, state, deadline):
            prepare(state)
            return
        output = end_of(log, start=said)
        # The helpers of a postmaster that was killed need a moment to notice.
        if "pre-existing shared memory block" not in output or time.monotonic() > deadline:
            raise failed_to_start(NAME, output)
        time.sleep(0.2)
        said = log.stat().st_size


def wait(number: int, state: State, deadline: float) -> bool:
    """True when the server answers, False when it ended or the time is over."""
    while time.monotonic() < deadline and processes.is_running(number):
        with contextlib.suppress(psycopg.OperationalError), connect(state):
            return True
        time.sleep(0.05)
    return False


def connect(state: State) -> "psycopg.Connection[tuple[object, ...]]":
    """A connection with all rights over the server, for this package alone."""
    return psycopg.connect(
        host=ports.HOST,
        port=state.postgres_port,
        user=ADMIN,
        password=state.admin_password,
        dbname="postgres",
        connect_timeout=5,
        autocommit=True,
    )


def prepare(state: State) -> None:
    """Make the application's role and database when they are not there yet."""
    with connect(state) as connection:
        if connection.execute("select 1 from pg_roles where rolname = %s", [ROLE]).fetchone() is None:
            make_role = sql.SQL("create role {} login createdb password {}")
            connection.execute(make_role.format(sql.Identifier(ROLE), sql.Literal(state.password)))
        if connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone() is None:
            make_database = sql.SQL("create database {} owner {}")
            connection.execute(make_database.format(sql.Identifier(DATABASE), sql.Identifier(ROLE)))


def attach(place: Place, state: State, number: int) -> None:
    """Wait until the living server `number` answers. Raises StartError."""
    if not wait(number, state, time.monotonic() + START_LIMIT_S):
        raise StartError(f"{NAME} (process {number}) runs on {place.home} but does not answer: stop it and try again.")
    prepare(state)


def stop(number: int) -> bool:
    """Stop the server, letting it finish its writes; True when it is gone."""
    return processes.end(number, polite=signal.SIGINT, rude=signal.SIGQUIT, wait_s=STOP_LIMIT_S)


def url(state: State) -> str:
    """The address of the application's database."""
    return f"postgres://{ROLE}:{state.password}@{ports.HOST}:{state.postgres_port}/{DATABASE}"
