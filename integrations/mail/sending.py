"""Which transport a client's mail takes, and the checks that hold for all of them."""

import ipaddress
from contextlib import suppress
from typing import Protocol

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from integrations.costs import Price
from integrations.mail.errors import Unknown
from integrations.mail.folder import FolderTransport, folder_of
from integrations.mail.smtp import SmtpTransport
from tenants import context
from tenants.errors import Refused
from tenants.models import Client

__all__ = ["Transport", "Unknown", "deliver", "look_up", "obstacle", "price", "transport_of"]

# Names that can reach nobody (RFC 2606, RFC 6761).
NOWHERE = (".invalid", ".test", ".example", "@example.com", "@example.net", "@example.org")


class Transport(Protocol):
    def deliver(self, message: bytes, *, sender: str, recipient: str, message_id: str) -> None: ...

    def look_up(self, message_id: str) -> bool | None: ...


def deliver(message: bytes, *, sender: str, recipient: str, message_id: str) -> None:
    """Send one message for the current client, at most once per `message_id`.

    Raises Temporary (it did not leave, try later), Refused (it did not leave and will not), or
    Unknown (it may have left).
    """
    for text in (sender, recipient, message_id):
        if any(sign in text for sign in "\r\n\0"):
            raise Refused(_("An address holds a line break."), code="header_injection")
        if not text.isascii():
            raise Refused(_("An address holds letters that mail servers refuse."), code="address_not_ascii")
    client = context.current()
    if unfit := obstacle(client, recipient):
        raise unfit
    transport_of(client).deliver(message, sender=sender, recipient=recipient, message_id=message_id)


def look_up(message_id: str) -> bool | None:
    """Did the current client's message leave? None where the transport cannot be asked."""
    return transport_of(context.current()).look_up(message_id)


def transport_of(client: Client | None) -> Transport:
    """SMTP when `EMAIL_URL` is set, the local folder otherwise."""
    if settings.EMAIL_URL:
        return SmtpTransport.from_url(settings.EMAIL_URL)
    return FolderTransport(folder_of(client))


def obstacle(client: Client, recipient: str = "") -> Refused | None:
    """Why mail of `client` cannot leave: rehearsal and demo clients never reach a real server.

    A server on this machine may be used to rehearse with, for addresses that reach nobody.
    """
    if not settings.EMAIL_URL or not (client.is_rehearsal or client.is_demo):
        return None
    nowhere = not recipient or recipient.lower().endswith(NOWHERE)
    if _is_here(SmtpTransport.from_url(settings.EMAIL_URL).host) and nowhere:
        return None
    sentence = _("A rehearsal or demo client sends no real mail. Unset EMAIL_URL to use the local mailbox.")
    return Refused(sentence, code="rehearsal_smtp")


def price() -> Price:
    """What one mail costs: nothing into the local folder, `EMAIL_PRICE_MICROS` over SMTP."""
    micros = settings.EMAIL_PRICE_MICROS if settings.EMAIL_URL else 0
    return Price(what="email", amount_micros=int(micros))


def _is_here(host: str) -> bool:
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"
