"""Ways a call proves who is calling. None of them shows its secret in a repr."""

import base64
from dataclasses import dataclass, field
from typing import Protocol

import httpx


class Auth(Protocol):
    """Puts its proof on a request; `secrets` are what no log and no error may show."""

    def sign(self, request: httpx.Request) -> None: ...

    @property
    def secrets(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class NoAuth:
    """For services whose address is the proof; then `hidden` holds the address."""

    hidden: str = field(default="", repr=False)

    def sign(self, request: httpx.Request) -> None:
        """Nothing to add."""

    @property
    def secrets(self) -> tuple[str, ...]:
        return (self.hidden,)


@dataclass(frozen=True)
class Header:
    """`<name>: <prefix><token>`, and further fixed headers such as an API version."""

    name: str
    token: str = field(repr=False)
    prefix: str = ""
    others: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    def sign(self, request: httpx.Request) -> None:
        request.headers[self.name] = f"{self.prefix}{self.token}"
        for name, value in self.others:
            request.headers[name] = value

    @property
    def secrets(self) -> tuple[str, ...]:
        return (self.token, *(value for _name, value in self.others))


def bearer(token: str, *others: tuple[str, str]) -> Header:
    """RFC 6750."""
    return Header("Authorization", token, prefix="Bearer ", others=others)


@dataclass(frozen=True)
class Basic:
    """RFC 7617."""

    user: str
    password: str = field(repr=False)

    def sign(self, request: httpx.Request) -> None:
        request.headers["Authorization"] = f"Basic {self._pair()}"

    @property
    def secrets(self) -> tuple[str, ...]:
        return (self.password, self._pair())

    def _pair(self) -> str:
        return base64.b64encode(f"{self.user}:{self.password}".encode()).decode()


@dataclass(frozen=True)
class Query:
    """Values in the address, where a service knows no other way."""

    values: tuple[tuple[str, str], ...] = field(repr=False)

    def sign(self, request: httpx.Request) -> None:
        request.url = request.url.copy_merge_params(dict(self.values))

    @property
    def secrets(self) -> tuple[str, ...]:
        return tuple(value for _name, value in self.values)
