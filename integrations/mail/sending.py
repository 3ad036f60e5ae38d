"""Which transport a client's mail takes, and the checks that hold for all of them.

A client's own account goes first, then `EMAIL_URL`, then the local folder. What the platform
itself has to say (a password to reset, a service that broke) never leaves by a client's account.
"""

import ipaddress
from contextlib import suppress
from typing import Protocol

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from integrations.connections import Status
from integrations.costs import Price
from integrations.errors import Unknown
from integrations.mail import accounts
from integrations.mail.folder import FolderTransport, folder_of
from integrations.mail.smtp import SmtpTransport
from integrations.models import Connection
from tenants import context
from tenants.errors import Refused
from tenants.models import Client

__all__ = ["Transport", "Unknown", "deliver", "look_up", "obstacle", "platform_transport", "price"]

# Names that can reach nobody (RFC 2606, RFC 6761).
NOWHERE = (".invalid", ".test", ".example", "@example.com", "@example.net", "@example.org")


class Transport(Protocol):
    def deliver(self, message: bytes, *, sender: str, recipient: str, message_id: str) -> None: ...

    def look_up(self, message_id: str) -> bool | None: ...


def deliver(message: bytes, *, sender: str, recipient: str, message_id: str, by_platform: bool = False) -> None:
    """Send one message for the current client, at most once per `message_id`.

    `by_platform`: it is the platform that writes. Raises Temporary (it did not leave, try later),
    Refused (it did not leave and will not), or Unknown (it may have left).
    """
    for text in (sender, recipient, message_id):
        if any(sign in text for sign in "\r\n\0"):
            raise Refused(_("An address holds a line break."), code="header_injection")
        if not text.isascii():
            raise Refused(_("An address holds letters that mail servers refuse."), code="address_not_ascii")
    client = context.current()
    account = None if by_platform else accounts.of(client)
    if unfit := _unfit(client, account, recipient):
        raise unfit
    transport = accounts.AccountTransport(account) if account else platform_transport(client)
    transport.deliver(message, sender=sender, recipient=recipient, message_id=message_id)


def look_up(message_id: str) -> bool | None:
    """Did the current client's message leave? None where the transport cannot be asked."""
    client = context.current()
    return None if accounts.of(client) else platform_transport(client).look_up(message_id)


def platform_transport(client: Client | None) -> Transport:
    """SMTP when `EMAIL_URL` is set, the local folder otherwise."""
    if settings.EMAIL_URL:
        return SmtpTransport.from_url(settings.EMAIL_URL)
    return FolderTransport(folder_of(client))


def obstacle(client: Client, recipient: str = "", *, by_platform: bool = False) -> Refused | None:
    """Why mail of `client`, which is at work, cannot leave.

    Rehearsal and demo clients never reach a real server; one on this machine may be used to
    rehearse with, for addresses that reach nobody. An account that broke is not passed over.
    """
    return _unfit(client, None if by_platform else accounts.of(client), recipient)


def _unfit(client: Client, account: Status | None, recipient: str) -> Refused | None:
    if account and account.state == Connection.State.BROKEN:
        return Refused(account.sentence, code="broken")
    if not (client.is_rehearsal or client.is_demo) or not (account or settings.EMAIL_URL):
        return None
    server = accounts.host() if account else SmtpTransport.from_url(settings.EMAIL_URL).host
    nowhere = not recipient or recipient.lower().endswith(NOWHERE)
    if _is_here(server) and nowhere:
        return None
    sentence = _("A rehearsal or demo client sends no real mail. Unset EMAIL_URL to use the local mailbox.")
    if account:
        sentence = _("A rehearsal or demo client sends no real mail. Disconnect its mail account.")
    return Refused(sentence, code="rehearsal_smtp")


def price() -> Price:
    """What one mail costs: `EMAIL_PRICE_MICROS` over `EMAIL_URL`, nothing by an account or into the folder."""
    micros = int(settings.EMAIL_PRICE_MICROS) if settings.EMAIL_URL else 0
    if micros and accounts.of(context.current()):
        micros = 0
    return Price(what="email", amount_micros=micros)


def _is_here(host: str) -> bool:
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"
