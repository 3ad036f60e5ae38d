"""Addresses that a client supplies must lead to the public internet, and stay where they were checked.

A name is looked up once, every address it has must be public, and the call goes to the checked
address (with the name kept for TLS and the `Host` header), so that a second answer of the name
server changes nothing. A redirect is checked again. Ranges: IANA special-purpose registries
(RFC 6890), NAT64 (RFC 6052, 8215), 6to4 (RFC 3056), Teredo (RFC 4380); the cloud metadata
addresses lie within them, or are named below.
"""

import ipaddress
import socket
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

import httpx
from django.utils.translation import gettext_lazy as _

from tenants.errors import Refused, Temporary

Address = IPv4Address | IPv6Address

SCHEMES = frozenset({"https"})
PORTS = frozenset({443, 8443})
_closed = tuple(
    ipaddress.ip_network(text)
    for text in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16"),
        *("192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        *("168.63.129.16/32", "100.100.100.200/32"),  # host services of Azure and Alibaba Cloud
        *("2001::/23", "2001:db8::/32", "3fff::/20", "2620:4f:8000::/48"),
    )
)
_open_v6 = ipaddress.ip_network("2000::/3")
"""The only IPv6 range in public use: all others are mapped, translated, local, multicast or unassigned."""
_6to4 = ipaddress.ip_network("2002::/16")


@dataclass(frozen=True)
class Pinned:
    """Where a checked call goes: `url` holds the address, `host` the name that was checked."""

    url: str
    host: str
    authority: str


lookup: Callable[..., list[Any]] = socket.getaddrinfo


def pin(url: str) -> Pinned:
    """The checked form of `url`. Raises Refused `address_refused`, or Temporary when the name cannot be found."""
    parts, port = _parts(url)
    host = _host(parts.hostname or "")
    address = _address(host, port)
    literal = f"[{address}]" if address.version == 6 else str(address)
    default = {"https": 443, "http": 80}[parts.scheme]
    suffix = "" if port == default else f":{port}"
    target = parts._replace(netloc=f"{literal}{suffix}", fragment="").geturl()
    shown = f"[{host}]" if ":" in host else host
    return Pinned(target, host, f"{shown}{suffix}")


def url(text: str, *, behind: str = "") -> httpx.URL:
    """An address from outside, read `behind` another where it is relative. Raises Refused `address_refused`."""
    try:
        found = httpx.URL(urljoin(behind, text))
        found.host  # noqa: B018  a name that is none is only found out by asking for it
    except (ValueError, httpx.InvalidURL):
        raise _refusal() from None
    return found


def check(host: str, port: int) -> str:
    """The checked address of a host, for doors other than HTTP: go there, and look the name up no more.

    Raises Refused `address_refused`, or Temporary when the name cannot be found.
    """
    return str(_address(_host(host), port))


def is_public(address: Address) -> bool:
    """Does it belong to the public internet, whichever way it is written?"""
    if isinstance(address, IPv6Address) and (address not in _open_v6 or address in _6to4):
        return False
    return not any(address.version == network.version and address in network for network in _closed)


def _parts(url: str) -> tuple[SplitResult, int]:
    if any(ord(sign) <= 32 or sign in "\\\x7f" for sign in url):
        raise _refusal()
    try:
        parts = urlsplit(url)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme, 0)
    except ValueError:
        raise _refusal() from None
    if parts.scheme not in SCHEMES or port not in PORTS or "@" in parts.netloc or not parts.hostname:
        raise _refusal()
    return parts, port


def _host(name: str) -> str:
    """The name as the name server will hear it; a disguised number is refused rather than guessed."""
    plain = unicodedata.normalize("NFKC", name).rstrip(".").lower()
    if not plain or "%" in plain:
        raise _refusal()
    if ":" in plain or plain.isascii():
        return plain
    try:
        return plain.encode("idna").decode()
    except UnicodeError:
        raise _refusal() from None


def _address(host: str, port: int) -> Address:
    try:
        literal: Address | None = ipaddress.ip_address(host)
    except ValueError:
        literal = None
    if literal is None and _looks_like_a_number(host):
        raise _refusal()
    found = [literal] if literal is not None else _looked_up(host, port)
    if not all(is_public(address) for address in found):
        raise _refusal()
    return found[0]


def _looks_like_a_number(host: str) -> bool:
    """Decimal, octal, hexadecimal or shortened addresses, as `inet_aton` reads them (WHATWG URL, 3.5)."""
    last = host.rpartition(".")[2]
    digits = last.removeprefix("0x")
    return last.isdigit() or (digits != last and all(sign in "0123456789abcdef" for sign in digits))


def _looked_up(host: str, port: int) -> list[Address]:
    try:
        rows = lookup(host, port, type=socket.SOCK_STREAM)
        found = [ipaddress.ip_address(row[4][0].partition("%")[0]) for row in rows]
    except (OSError, UnicodeError, ValueError):
        found = []
    if not found:
        raise Temporary(_("The address %(host)s cannot be found.") % {"host": host}, code="host_not_found")
    return found


def _refusal() -> Refused:
    return Refused(_("This address may not be called: give a public https address."), code="address_refused")
