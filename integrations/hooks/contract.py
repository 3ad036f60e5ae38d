"""What the door gives a connector's `webhooks.py`, and what it expects back."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.utils.functional import Promise


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


@dataclass(frozen=True)
class Message:
    """What somebody wrote to the client; or, with `failed` (the service's code), what did not reach them.

    `id` is the service's own, `number` theirs, in international form. `stops`: the service itself says
    that they want no more messages. Number and text never leave the client's schema.
    """

    id: str
    number: str = field(repr=False)
    channel: str
    at: datetime | None = None
    text: str = field(default="", repr=False)
    failed: str = ""
    stops: bool = False

    def news(self) -> News:
        """The same for rows that all clients share."""
        if not self.failed:
            return News("message.received", "message", self.id, data={"channel": self.channel})
        return News("message.failed", "message", self.id, data={"channel": self.channel, "code": self.failed})


@dataclass(frozen=True)
class Setup:
    """What a person does at the service so that it tells us: where, and what to tick there."""

    where: str | Promise
    topics: tuple[str, ...] = ()


class Webhooks(Protocol):
    """The module `connectors/<slug>/webhooks.py`.

    One that a person sets up at the service also has `SETUP: Setup`, and in `ACCOUNT` the names of the
    open values that it compares a body with and that nothing else needs. One that tells of messages is
    `Talking`, one that makes sure of the address `Asking`.
    """

    SECRETS: tuple[str, ...]
    """The names of the values that sign; each may hold, and so may the one before the last change for a day."""
    SIGNED: Mapping[str, re.Pattern[str]]
    """Headers without which nothing can be genuine, and how they look; checked before any secret is read."""

    def verify(self, incoming: Incoming, secrets: Sequence[str], now: datetime) -> Signed:
        """Check signature and age before reading anything, then whose account it is. Raises Refused."""
        ...

    def read(self, topic: str, body: bytes) -> Iterable[News]:
        """What a verified body says. Raises Refused when it makes no sense; touches no network."""
        ...


class Asking(Webhooks, Protocol):
    """A service that makes sure of the address by a GET."""

    ASKED: Mapping[str, re.Pattern[str]]
    """What such a question holds, and how it looks; checked before any secret is read."""
    WORDS: tuple[str, ...]
    """The names of the values that both sides know."""

    def challenge(self, incoming: Incoming, secrets: Sequence[str]) -> str:
        """The answer. Raises Refused."""
        ...


class Talking(Webhooks, Protocol):
    """A service that tells of messages."""

    def messages(self, topic: str, body: bytes) -> list[Message]:
        """What a verified body says of messages. Raises Refused when it makes no sense."""
        ...
