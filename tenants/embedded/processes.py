"""Start, recognise and stop server processes, whoever started them."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_started: list[subprocess.Popen[bytes]] = []  # kept, so that Python does not warn about living children


@dataclass(frozen=True)
class Account:
    """An account of this system that runs the servers."""

    uid: int
    gid: int

    @property
    def is_ours(self) -> bool:
        """True when it is the account of this very process."""
        return self.uid == os.geteuid()


def environment() -> dict[str, str]:
    """What a server may know of ours: no PG* variable changes where it listens or what it opens."""
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH") if name in os.environ}
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC", **kept}


def identity(account: Account) -> Mapping[str, object]:
    """Arguments of subprocess that drop to `account`, when this process is another one."""
    if account.is_ours:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def spawn(command: Sequence[str], *, folder: Path, log: Path, account: Account, given: bytes = b"") -> int:
    """Start `command` in a session of its own, working in `folder`; returns the process id.

    It outlives this process. `given` is fed to its standard input.
    """
    with log.open("ab") as output:
        process: subprocess.Popen[bytes] = subprocess.Popen(
            list(command),
            cwd=folder,
            stdin=subprocess.PIPE if given else subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env=environment(),
            umask=0o077,
            **identity(account),  # type: ignore[call-overload]
        )
    if process.stdin:
        with contextlib.suppress(BrokenPipeError), process.stdin:  # broken when it died at once: its log says why
            process.stdin.write(given)
    _started.append(process)
    return process.pid


def is_running(pid: int) -> bool:
    """True while the process exists and is more than a zombie."""
    with contextlib.suppress(ChildProcessError):  # reaps it when it is our own child
        os.waitpid(pid, os.WNOHANG)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (OSError, IndexError):
        return not sys.platform.startswith("linux")


def works_in(pid: int, folder: Path, *, mark: str) -> bool:
    """True when process `pid` is alive and its working folder is `folder`.

    Process ids are used again; the working folder tells a server of ours from a stranger. Where
    even root may not look at it (containers), `mark` has to be in the command line.
    """
    if not is_running(pid):
        return False
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == folder
    except OSError:
        return mark in command_line(pid)


def end_strays(folder: Path) -> None:
    """End what still works in `folder` although that folder was deleted under it (where /proc tells)."""
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # ended meanwhile, or not ours to look at
            if str((process / "cwd").readlink()) == f"{folder} (deleted)":
                os.kill(int(process.name), signal.SIGKILL)


def command_line(pid: int) -> str:
    """The command line of a process; empty when it cannot be known."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:  # no /proc: macOS
        return subprocess.run(["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True).stdout


def end(pid: int, *, polite: signal.Signals, rude: signal.Signals, wait_s: float) -> bool:
    """Ask process `pid` to end with `polite`, after `wait_s` seconds with `rude`; True when it is gone."""
    for sign, patience in ((polite, wait_s), (rude, 10.0)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, sign)
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if not is_running(pid):
                return True
            time.sleep(0.02)
    return not is_running(pid)
