"""One mail server. Source: RFC 5321 (delivery), RFC 4954 (signing in)."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from crm.consent import address_key
from integrations.http import guard
from integrations.mail.smtp import PORTS, SmtpTransport
from integrations.manifest import is_loopback
from tenants.errors import Refused

ALLOWED_PORTS = frozenset({465, 587, 2525})


class Smtp:
    """Hands messages over with the credentials it was made with."""

    def __init__(self, transport: SmtpTransport) -> None:
        self._transport = transport

    @classmethod
    def bound(cls, values: Mapping[str, str]) -> "Smtp":
        """Raises Refused `bad_mail_port`, `bad_mail_security`, `no_sender`, or what the guard of addresses raises."""
        scheme, host = values["SMTP_SECURITY"], values["SMTP_HOST"]
        if scheme not in PORTS or (scheme == "smtp" and not _in_development(host)):
            raise Refused(_("Choose an encrypted connection."), code="bad_mail_security")
        if not _is_address(values.get("SMTP_FROM") or values["SMTP_USER"]):
            raise Refused(_("Name the address that mails are sent from."), code="no_sender")
        text = values.get("SMTP_PORT") or str(PORTS[scheme])
        port = int(text) if text.isdecimal() and len(text) <= 5 else 0
        address = ""
        if not _in_development(host):
            # A client names the host: inside our networks it could reach what trusts its neighbours.
            if port not in ALLOWED_PORTS:
                raise Refused(_("Mail is handed over at port 465, 587 or 2525."), code="bad_mail_port")
            address = guard.check(host, port)
        user, password = values["SMTP_USER"], values["SMTP_PASSWORD"]
        return cls(SmtpTransport(scheme, host, port, user, password, address=address))

    def probe(self) -> None:
        """Sign in and leave."""
        self._transport.probe()

    def deliver(self, message: bytes, *, sender: str, recipient: str, message_id: str) -> None:
        """Hand one message over. Raises Temporary, Refused, or Unknown once its text was sent."""
        self._transport.deliver(message, sender=sender, recipient=recipient, message_id=message_id)


def _is_address(text: str) -> bool:
    return text.isascii() and bool(address_key(text)) and "<" not in text


def _in_development(host: str) -> bool:
    return is_loopback(host) and (settings.DEBUG or getattr(settings, "TESTING", False))


CLIENT = Smtp
