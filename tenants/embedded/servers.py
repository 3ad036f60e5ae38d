"""Both servers of one data folder: attach, start, stop, look."""

import atexit
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from tenants.embedded import locks, ownership, ports, postgres, state, valkey
from tenants.embedded.errors import StartError
from tenants.embedded.places import Place, home_of, place, previous_of

LOG_LIMIT_BYTES = 20_000_000
PORT_ATTEMPTS = 3


@dataclass(frozen=True)
class Services:
    """Addresses of the running servers, and where their programs lie."""

    database_url: str
    redis_url: str
    binaries: Path  # the folder with pg_dump and psql of the same version


@dataclass(frozen=True)
class Seen:
    """What this process found at its last look: asking again costs a glance at two processes."""

    spot: Place
    known: state.State
    services: Services

    def holds(self) -> bool:
        """True while the servers that were found still run."""
        database = bool(named("DATABASE_URL")) or postgres.pid(self.spot) is not None
        return database and (bool(named("REDIS_URL")) or valkey.pid(self.spot, self.known) is not None)


_seen: dict[Path, Seen] = {}


def ensure(base: Path) -> Services:
    """Addresses of the servers of the data folder `base`, started if need be.

    A server that `DATABASE_URL` or `REDIS_URL` names is used instead of our own.

    This process then counts as a user; when the last user ends, the servers are stopped
    (`EMBEDDED_KEEP=1` leaves them running). With `EMBEDDED_START=never` nothing is started and
    the addresses may lead nowhere. Raises StartError.
    """
    seen = _seen.get(base)
    if seen and (base / state.FILE).exists() and seen.holds():
        return seen.services
    asked, base = base, prepared(base)
    if os.environ.get("EMBEDDED_START") == "never":
        return addresses(base)
    with locks.alone(base):
        spot = place(base)
        known = ownership.settled(spot, state.load(base)) or ownership.begin(spot)
        if locks.join(base):
            atexit.register(leave, base)
        known = known if named("DATABASE_URL") else bring_up_postgres(spot, known)
        known = known if named("REDIS_URL") else bring_up_valkey(spot, known)
    _seen[asked] = Seen(spot, known, services(spot, known))
    return _seen[asked].services


def services(spot: Place, known: state.State) -> Services:
    """The addresses: those named in the environment, else our own."""
    database, key_store = named("DATABASE_URL"), named("REDIS_URL")
    return Services(database or postgres.url(known), key_store or valkey.url(known), spot.binaries.postgres)


def named(variable: str) -> str:
    """The address of somebody else's server, which keeps ours from being started."""
    return os.environ.get(variable, "")


def addresses(base: Path) -> Services:
    """Where the servers of `base` are when they run; port 1, where nobody listens, before the first start."""
    known = state.load(base) or state.State(str(base), "", "", "", postgres_port=1, valkey_port=1)
    return services(place(base), known)


def prepared(base: Path) -> Path:
    """The data folder, existing and without symbolic links. Raises StartError."""
    try:
        base.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StartError(f"Cannot create {base}: {error.strerror}. Set EMBEDDED_DIR to a folder of yours.") from error
    if not os.access(base, os.W_OK | os.X_OK):
        raise StartError(f"{base} belongs to another account: run as that one, or set EMBEDDED_DIR to another folder.")
    return base.resolve()


def bring_up_postgres(spot: Place, known: state.State) -> state.State:
    """Attach to PostgreSQL or start it, on another port when the remembered one is taken."""
    running = postgres.pid(spot)
    if running:
        actual = postgres.port(spot)
        if actual and actual != known.postgres_port:
            known = state.moved(spot, known, postgres_port=actual)
        postgres.attach(spot, known, running)
        return known
    postgres.initialise(spot, known)
    if not ports.is_free(known.postgres_port):
        known = state.moved(spot, known, postgres_port=ports.free_port())
    postgres.start(spot, known, log_file(spot.base, "postgres"))
    return known


def bring_up_valkey(spot: Place, known: state.State) -> state.State:
    """Attach to Valkey or start it, on another port when the remembered one is taken."""
    running = valkey.pid(spot, known)
    if running:
        valkey.attach(spot, known, running)
        return known
    if not ports.is_free(known.valkey_port):
        known = state.moved(spot, known, valkey_port=ports.free_port())
    valkey.start(spot, known, log_file(spot.base, "valkey"))
    return known


def log_file(base: Path, name: str) -> Path:
    """Where a server's words go; begun anew when it has grown long."""
    log = base / f"{name}.log"
    if log.exists() and log.stat().st_size > LOG_LIMIT_BYTES:
        log.replace(log.with_suffix(".old.log"))
    return log


def leave(base: Path) -> bool:
    """Stop counting this process among the users; the last one stops the servers. True when it did."""
    base = base.resolve()
    if not base.exists():
        return False
    with locks.alone(base):
        last = locks.part(base)
        return last and not os.environ.get("EMBEDDED_KEEP") and stop_servers(base)


def stop(base: Path) -> bool:
    """Stop the servers whoever uses them; True when none is left running."""
    base = base.resolve()
    if not base.exists():
        return True
    with locks.alone(base):
        return stop_servers(base)


def stop_servers(base: Path) -> bool:
    """Stop both; the caller holds the start lock."""
    known = state.load(base)
    if known is None:
        return True
    return ownership.halt(place(base), known)


def discard(base: Path) -> None:
    """Stop the servers and delete their data: for throwaway folders. The folder itself stays."""
    base = base.resolve()
    stop(base)
    for name in ("postgres", "postgres.new", "valkey"):
        shutil.rmtree(base / name, ignore_errors=True)
    (base / state.FILE).unlink(missing_ok=True)
    if os.geteuid() == 0:
        shutil.rmtree(home_of(base), ignore_errors=True)
        shutil.rmtree(previous_of(home_of(base)), ignore_errors=True)
