"""What is remembered of the servers of one data folder: passwords and ports."""

import json
import os
import secrets
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from tenants.embedded import ports
from tenants.embedded.errors import StartError
from tenants.embedded.places import Place

FILE = "embedded.json"


@dataclass(frozen=True)
class State:
    """Contents of the state file, which only its owner may read; `base` and `home` as in `Place`."""

    base: str
    admin_password: str
    password: str
    valkey_password: str
    postgres_port: int
    valkey_port: int
    home: str = ""


def load(base: Path) -> State | None:
    """The state of `base`, or None before the first start."""
    try:
        return State(**json.loads((base / FILE).read_text()))
    except FileNotFoundError:
        return None
    except PermissionError as error:
        raise StartError(f"{base / FILE} belongs to another account: run as that one, or set EMBEDDED_DIR.") from error
    except (ValueError, TypeError) as error:
        raise StartError(f"{base / FILE} is damaged. Restore it, or remove {base} to begin anew.") from error


def begin(spot: Place) -> State:
    """New passwords and free ports, saved."""
    admin, application, key_store = (secrets.token_urlsafe(24) for _ in range(3))
    state = State(str(spot.base), admin, application, key_store, ports.free_port(), ports.free_port(), str(spot.home))
    save(spot.base, state)
    return state


def moved(spot: Place, state: State, *, postgres_port: int | None = None, valkey_port: int | None = None) -> State:
    """The state in another folder or with other ports, saved."""
    changed = replace(
        state,
        base=str(spot.base),
        home=str(spot.home),
        postgres_port=postgres_port or state.postgres_port,
        valkey_port=valkey_port or state.valkey_port,
    )
    save(spot.base, changed)
    return changed


def save(base: Path, state: State) -> None:
    """Write the state file, whole or not at all."""
    fresh = base / f".{FILE}.{os.getpid()}"
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
        json.dump(asdict(state), stream, indent=2)
        stream.flush()
        os.fsync(stream.fileno())
        if os.geteuid() == 0:  # root working for a user leaves the file to that user
            os.fchown(stream.fileno(), base.stat().st_uid, base.stat().st_gid)
    fresh.replace(base / FILE)
