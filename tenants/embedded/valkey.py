"""The embedded Valkey: started, recognised and stopped."""

import os
import signal
import socket
import time
from pathlib import Path

from tenants.embedded import ports, processes
from tenants.embedded.errors import StartError, end_of, failed_to_start
from tenants.embedded.places import Place
from tenants.embedded.state import State

NAME = "Valkey"
START_LIMIT_S = 30.0
STOP_LIMIT_S = 15.0

# Read from standard input, so that no process list and no second file shows the password.
CONFIGURATION = """\
bind {host}
port {port}
requirepass {password}
protected-mode yes
daemonize no
pidfile valkey.pid
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
"""


def folder(place: Place) -> Path:
    """Where it keeps its data."""
    return place.home / "valkey"


def pid_file(place: Place) -> Path:
    """Where the server writes its process id."""
    return folder(place) / "valkey.pid"


def pid(place: Place, state: State | None) -> int | None:
    """The process id of the server that works on this data, or None."""
    try:
        number = int(pid_file(place).read_text())
    except (OSError, ValueError):
        return None
    mark = f"{ports.HOST}:{state.valkey_port}" if state else "valkey-server"
    return number if processes.works_in(number, folder(place), mark=mark) else None


def start(place: Place, state: State, log: Path) -> None:
    """Start the server and wait until it answers. Raises StartError."""
    folder(place).mkdir(mode=0o700, exist_ok=True)
    os.chown(folder(place), place.account.uid, place.account.gid)
    pid_file(place).unlink(missing_ok=True)
    said = log.stat().st_size if log.exists() else 0
    given = CONFIGURATION.format(host=ports.HOST, port=state.valkey_port, password=state.valkey_password)
    command = [str(place.binaries.valkey), "-"]
    number = processes.spawn(command, folder=folder(place), log=log, account=place.account, given=given.encode())
    if not wait(number, state):
        raise failed_to_start(NAME, end_of(log, start=said))


def wait(number: int, state: State) -> bool:
    """True when the server answers, False when it ended or the time is over."""
    deadline = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline and processes.is_running(number):
        if answers(state):
            return True
        time.sleep(0.02)
    return False


def answers(state: State) -> bool:
    """True when the server on the remembered port knows our password and has loaded its data."""
    try:
        with socket.create_connection((ports.HOST, state.valkey_port), timeout=2) as line:
            line.sendall(f"AUTH {state.valkey_password}\r\nPING\r\n".encode())
            reply = b""
            while reply.count(b"\r\n") < 2:
                part = line.recv(256)
                if not part:
                    return False
                reply += part
            return reply == b"+OK\r\n+PONG\r\n"
    except OSError:
        return False


def attach(place: Place, state: State, number: int) -> None:
    """Wait until the living server `number` answers. Raises StartError."""
    if not wait(number, state):
        raise StartError(f"{NAME} (process {number}) runs on {place.home} but does not answer: stop it and try again.")


def stop(number: int) -> bool:
    """Stop the server, letting it finish its writes; True when it is gone."""
    return processes.end(number, polite=signal.SIGTERM, rude=signal.SIGKILL, wait_s=STOP_LIMIT_S)


def url(state: State) -> str:
    """The address of the server, first database."""
    return f"redis://:{state.valkey_password}@{ports.HOST}:{state.valkey_port}/0"
