"""Make `.venv` from the lock, and compile the translations. Runs with any Python from 3.11 on.

Only the standard library is at hand here. The lock holds hashes and no addresses, so packages
come from wherever this machine gets its packages.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
VENV = PROJECT / ".venv"
LOCK = PROJECT / "requirements.lock"
STAMP = VENV / "installed"
UV = "uv>=0.9"  # only fetches: what it installs is fixed by the lock


def main() -> None:
    """Install what the lock says, unless it is installed already."""
    with LOCK.open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two at once would install over each other
        wanted = hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()
        if not STAMP.exists() or STAMP.read_text() != wanted:
            STAMP.unlink(missing_ok=True)
            make_venv()
            if not any(run(command) for command in installers()):
                sys.exit("The packages could not be installed: see above. Is a package index reachable?")
            STAMP.write_text(wanted)
        compile_translations()


def python() -> str:
    """The interpreter of `.venv`."""
    return str(VENV / "bin" / "python")


def make_venv() -> None:
    """Create `.venv`; without ensurepip (Debian without python3-venv) it starts without pip."""
    if Path(python()).exists() and run([python(), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        venv.create(VENV, with_pip=True)
    except subprocess.CalledProcessError:
        venv.create(VENV, clear=True)


def installers() -> list[list[str]]:
    """Commands that install the lock, the fastest first."""
    uv = shutil.which("uv")
    found = [uv] if uv else []
    pip = pip_command()
    if not found and pip and run([*pip, "install", "--quiet", UV]):
        found = [str(VENV / "bin" / "uv")]
    cache = [] if os.access(Path.home(), os.W_OK) else ["--no-cache"]
    commands = [[*found, "pip", "install", *cache, "--python", python(), "--require-hashes", "-r", str(LOCK)]]
    if not found and not pip:
        sys.exit("Neither pip nor uv was found: install python3-venv (Debian, Ubuntu), python3-pip or uv.")
    return (commands if found else []) + ([[*pip, "install", "--require-hashes", "-r", str(LOCK)]] if pip else [])


def pip_command() -> list[str]:
    """A pip that installs into `.venv`: its own, or the one of this Python; empty without either."""
    for command in ([python(), "-m", "pip"], [sys.executable, "-m", "pip", "--python", python()]):
        if not subprocess.run([*command, "--version"], capture_output=True, check=False).returncode:
            return command
    return []


def run(command: list[str]) -> bool:
    """True when `command` succeeded; what it says is shown."""
    # uv then trusts the certificates that this system trusts, as pip does.
    environment = {**os.environ, "UV_SYSTEM_CERTS": "1", "UV_NATIVE_TLS": "1"}
    return not subprocess.run(command, cwd=PROJECT, env=environment, check=False).returncode


def compile_translations() -> None:
    """Compile each catalogue that is newer than its compiled form (gettext's own tools are not assumed)."""
    for catalogue in sorted((PROJECT / "locale").glob("*/LC_MESSAGES/*.po")):
        compiled = catalogue.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= catalogue.stat().st_mtime:
            continue
        names = ["-i", str(catalogue), "-o", str(compiled)]
        if not run([python(), "-m", "babel.messages.frontend", "--quiet", "compile", *names]):
            sys.exit(f"{catalogue} could not be compiled.")


if __name__ == "__main__":
    main()
