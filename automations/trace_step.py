"""One step of a trace, in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Phase = Literal["sensed", "decided", "asked", "acted", "learned"]


@dataclass(frozen=True)
class TraceStep:
    """One step. `kind` chooses the icon, `state` the mark (ok, waiting, warning, error, missing...).

    `source` is where it is known from, `tree` the stored condition tree of a decision.
    """

    phase: Phase
    kind: str
    title: str
    text: str
    state: str
    at: datetime | None
    source: str = ""
    tree: dict[str, Any] | None = None
