"""How the servers of a data folder are, without starting anything."""

from dataclasses import dataclass
from pathlib import Path

from tenants.embedded import ports, postgres, state, valkey
from tenants.embedded.places import place


@dataclass(frozen=True)
class Health:
    """One server as it was found; `since` in seconds of the epoch."""

    name: str
    pid: int | None = None
    port: int | None = None
    healthy: bool = False
    since: float | None = None


def status(base: Path) -> list[Health]:
    """PostgreSQL and Valkey of the data folder `base`; without a pid when they do not run."""
    base = base.resolve()
    known = state.load(base) if base.exists() else None
    if known is None:
        return [Health("postgres"), Health("valkey")]
    spot = place(base)
    found = []
    if number := postgres.pid(spot):
        started = postgres.pid_file(spot).stat().st_mtime
        found.append(Health("postgres", number, known.postgres_port, ports.answers(known.postgres_port), started))
    else:
        found.append(Health("postgres"))
    if number := valkey.pid(spot, known):
        started = valkey.pid_file(spot).stat().st_mtime
        found.append(Health("valkey", number, known.valkey_port, valkey.answers(known), started))
    else:
        found.append(Health("valkey"))
    return found
