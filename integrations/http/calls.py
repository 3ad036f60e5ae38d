"""What is known of a finished call: a log line, a cost line, and whoever listens (the connection's last calls)."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import structlog

from integrations import costs
from integrations.costs import Price
from integrations.models import CostLine

log = structlog.get_logger()


@dataclass(frozen=True)
class Record:
    """One call with all its tries. `outcome`: ok, temporary, refused or unknown; `code` says which one.

    `error`: it ended by a fault of our own. `stamp`: with which values it was made ("": not noted).
    `connection_id` names a row of the agency where it was called `by_agency`.
    """

    connection_id: int | UUID | None
    connector: str
    method: str
    outcome: str
    code: str
    status: int
    tries: int
    latency_ms: int
    stamp: str = ""
    by_agency: bool = False


_listeners: list[Callable[[Record], None]] = []


def listen(listener: Callable[[Record], None]) -> Callable[[Record], None]:
    """Tell `listener` of every call; usable as a decorator."""
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def finished(record: Record) -> None:
    """Write the line and tell the listeners."""
    log.info(
        "http.call",
        connector=record.connector,
        method=record.method,
        outcome=record.outcome,
        code=record.code,
        status=record.status,
        tries=record.tries,
        latency_ms=record.latency_ms,
    )
    for listener in _listeners:
        listener(record)


def put_aside(price: Price | None) -> CostLine | None:
    """Reserve what the call costs. Raises Refused `budget_reached` before anything is sent."""
    return costs.reserve([(None, price)])[0] if price is not None else None


def pay(line: CostLine | None, *, happened: bool) -> None:
    """The call was answered or may have been (spent), or cannot have had its effect (free again)."""
    if line is not None:
        costs.close(line, spent=happened)
