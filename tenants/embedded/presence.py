"""What runs in a data folder, for people and for machines."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from tenants.embedded import health, installation, processes, roster, servers, supervisor


@dataclass(frozen=True)
class Presence:
    """One process; `since` is an ISO instant, empty when it does not run."""

    name: str
    pid: int | None
    port: int | None
    since: str
    healthy: bool


def look(base: Path, data: Path) -> list[Presence]:
    """The supervisor, what it runs, and our own servers unless others are named."""
    pid = supervisor.supervisor_of(base)
    lock = base / "up.lock"
    found = [Presence("up", pid, None, instant(lock.stat().st_mtime) if pid else "", pid is not None)]
    found += [supervised(entry, running=pid is not None) for entry in roster.read(base)]
    if installation.needs_servers():
        found += [
            Presence(one.name, one.pid, one.port, instant(one.since) if one.since else "", one.healthy)
            for one in health.status(data)
            if not servers.named("DATABASE_URL" if one.name == "postgres" else "REDIS_URL")
        ]
    return found


def supervised(entry: roster.Entry, *, running: bool) -> Presence:
    """One process of the roster; healthy means it lives and, with a port, answers."""
    alive = running and processes.is_running(entry.pid)
    healthy = alive and (entry.port is None or installation.is_live(entry.port)())
    return Presence(entry.name, entry.pid if alive else None, entry.port, instant(entry.since), healthy)


def instant(seconds: float) -> str:
    """Seconds of the epoch as an ISO instant in UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def as_rows(found: list[Presence]) -> list[dict[str, object]]:
    """The same for JSON."""
    return [asdict(one) for one in found]


def table(found: list[Presence]) -> str:
    """The same for a terminal."""
    rows = [("process", "pid", "port", "since", "state")]
    for one in found:
        state = "healthy" if one.healthy else "unhealthy" if one.pid else "not running"
        rows.append((one.name, str(one.pid or "-"), str(one.port or "-"), one.since or "-", state))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ("  ".join(word.ljust(width) for word, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)
