"""A client's own mail account, kept as the connection `smtp`; the agency's serves real clients that have none."""

import time
from collections.abc import Callable
from typing import TypeVar

from django.conf import settings

from integrations import connections
from integrations.connections import Status
from integrations.models import Connection
from tenants.errors import Problem
from tenants.models import Client

SLUG = "smtp"
T = TypeVar("T")


def of(client: Client) -> Status | None:
    """The account that mail of `client`, which is at work, leaves by; None where it takes the platform's way.

    Whoever entered an account never falls back to another sender when it breaks.
    """
    found = connections.status(SLUG)
    if found.state == Connection.State.MISSING:
        return None
    # What is made up or rehearsed never leaves by an account that is meant for real mail.
    return None if found.by_agency and (client.is_demo or client.is_rehearsal) else found


def host() -> str:
    """The server of the client's own account; "" without one."""
    return str(_config().get("SMTP_HOST", ""))


def sender(client: Client) -> str:
    """The address that mail of `client` comes from: of its own account, else one of the platform's domain."""
    config = _config()
    own = next((name for name in (config.get("SMTP_FROM"), config.get("SMTP_USER")) if name and "@" in name), "")
    return str(own) or f"{client.slug}@{settings.MAIL_FROM_DOMAIN}"


class AccountTransport:
    """Hands messages over with the account's credentials, and keeps its last calls and its state."""

    def __init__(self, account: Status) -> None:
        self._account = account

    def deliver(self, message: bytes, *, sender: str, recipient: str, message_id: str) -> None:
        """Raises Temporary, Refused or Unknown; a refused password breaks the connection."""
        stamp = self._where(_stamp) or ""
        server = connections.bound(SLUG, why="mail")
        started, outcome, code = time.monotonic(), "ok", ""
        try:
            server.deliver(message, sender=sender, recipient=recipient, message_id=message_id)
        except Problem as problem:
            outcome, code = problem.default_code, problem.code
            raise
        finally:
            latency_ms = round((time.monotonic() - started) * 1000)
            self._where(lambda: _finished(outcome, code, latency_ms, stamp))

    def look_up(self, message_id: str) -> None:
        """SMTP cannot be asked whether it has taken a message."""

    def _where(self, act: Callable[[], T]) -> T | None:
        """In the schema that holds the connection."""
        if self._account.by_agency:
            from integrations.connections import agency

            return agency.at_agency(act)
        return act()


def _config() -> dict[str, str]:
    row = Connection.objects.to(SLUG).exclude(state=Connection.State.MISSING).first()
    found: dict[str, str] = row.config if row else {}
    return found


def _stamp() -> str:
    """With which values the account is used now."""
    from integrations.connections import stamps

    return stamps.stamp(Connection.objects.get(connector=SLUG))


def _finished(outcome: str, code: str, latency_ms: int, stamp: str) -> None:
    from integrations.http import calls  # its errors are told in words of this package

    row = Connection.objects.to(SLUG).first()
    calls.finished(calls.Record(row.pk if row else None, SLUG, "MAIL", outcome, code, 0, 1, latency_ms, stamp))
