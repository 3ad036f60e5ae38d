"""One call as the fake received it, and what a specification makes of it."""

import json
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import parse_qs


class Mismatch(Exception):
    """The call is not one the vendor's specification allows; the words say where."""


@dataclass(frozen=True)
class Call:
    verb: str
    path: str
    """Percent-encoded, as it was sent."""
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def json(self) -> Any:
        return json.loads(self.body)

    def form(self) -> dict[str, list[str]]:
        return parse_qs(self.body.decode(), keep_blank_values=True)


@dataclass(frozen=True)
class Operation:
    """What the specification calls this: `POST /v1/customers`, with the path's values."""

    name: str
    values: dict[str, str] = field(default_factory=dict)


class Contract(Protocol):
    def check(self, call: Call) -> Operation:
        """Which operation it is. Raises Mismatch."""
        ...


class Either:
    """Two contracts at one address, told apart by the path: `second` knows its paths, `first` has all others."""

    def __init__(self, first: Contract, second: Contract) -> None:
        self.first, self.second = first, second
        self.base_path = getattr(first, "base_path", "")

    def check(self, call: Call) -> Operation:
        try:
            return self.second.check(call)
        except Mismatch:
            return self.first.check(call)
