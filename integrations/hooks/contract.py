"""What the door gives a connector's `webhooks.py`, and what it expects back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True)
class Incoming:
    """A request as it came. `url` is our public address, whatever proxies are between; header names are lower-case.

    `config` holds the connection's open values, such as the shop's address: who signs for another
    shop than the connection's is refused.
    """

    url: str
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    query: Mapping[str, str] = field(default_factory=dict)
    config: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Signed:
    """A request whose signature holds. `delivery_id`: the service's own, the same for repetitions; "" without one."""

    delivery_id: str
    topic: str
    sent_at: datetime | None = None


@dataclass(frozen=True)
class News:
    """One thing a delivery says.

    With `at` (when it was so at the service) it is a state of `kind` `id`, and only the newest
    counts, however they arrive; `final` says that nothing comes after it (deleted). Without, it is
    something that happened, and each counts. `data` holds ids, counts, money and states only.
    """

    type: str
    kind: str
    id: str
    at: datetime | None = None
    final: bool = False
    data: Mapping[str, Any] = field(default_factory=dict)


class Webhooks(Protocol):
    """The module `connectors/<slug>/webhooks.py`. It may also offer `challenge(incoming, secrets) -> str`:
    the answer to a GET by which the service makes sure of the address."""

    SECRETS: tuple[str, ...]
    """The names of the values that sign; each may hold, and so may the one before the last change for a day."""

    def verify(self, incoming: Incoming, secrets: Sequence[str], now: datetime) -> Signed:
        """Check signature and age before reading anything. Raises Refused."""
        ...

    def read(self, topic: str, body: bytes) -> Iterable[News]:
        """What a verified body says. Raises Refused when it makes no sense; touches no network."""
        ...
