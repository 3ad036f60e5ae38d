"""SMTP, step by step, so that each failure says whether the message can have left.

Before the server was told DATA nothing left: a 5xx answer is final, anything else may be tried
again. From DATA until the server's answer nobody can know (RFC 5321, 4.2.5 and 4.5.3.2).
"""

import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from integrations.errors import Unknown
from tenants import faults
from tenants.errors import Problem, Refused, Temporary

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
LONGEST_S = 600


@dataclass(frozen=True)
class SmtpTransport:
    """One server. `scheme`: smtp (plain), smtp+tls (STARTTLS), smtps (TLS from the start).

    `address`: where `host` was found when it was checked; without it the name is looked up.
    """

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    timeout_s: float = 20
    address: str = ""

    @classmethod
    def from_url(cls, url: str) -> "SmtpTransport":
        """Read `EMAIL_URL`, e.g. `smtp+tls://user:secret@mail.example:587?timeout=20`."""
        try:
            parts = urlsplit(url)
            port = parts.port
            timeout_s = float(parse_qs(parts.query).get("timeout", ["20"])[0])
        except ValueError:
            raise _bad_url() from None  # the cause would quote the address with its secret
        if parts.scheme not in PORTS or not parts.hostname or not 0 < timeout_s <= LONGEST_S:
            raise _bad_url()
        return cls(
            scheme=parts.scheme,
            host=parts.hostname,
            port=port or PORTS[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            timeout_s=timeout_s,
        )

    def probe(self) -> None:
        """Sign in and leave. Raises Temporary or Refused."""
        server = self._connect()
        with suppress(OSError, smtplib.SMTPException):
            server.quit()

    def deliver(self, message: bytes, *, sender: str, recipient: str, message_id: str) -> None:
        """Hand one message over. Raises Temporary, Refused, or Unknown once DATA was sent."""
        faults.point("mail.before_connect")
        server = self._connect()
        try:
            self._envelope(server, sender, recipient)
            _data(server, message)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()

    def look_up(self, message_id: str) -> None:
        """SMTP cannot be asked whether it has taken a message."""

    def _connect(self) -> smtplib.SMTP:
        secure = ssl.create_default_context()
        try:
            if self.scheme == "smtps":
                server: smtplib.SMTP = _TlsServer(self, context=secure)
            else:
                server = _Server(self)
            if self.scheme == "smtp+tls":
                server.starttls(context=secure)
            if self.user:
                server.login(self.user, self.password)
            return server
        except smtplib.SMTPAuthenticationError as error:
            raise self._not_let_in(error.smtp_code) from error
        except (OSError, smtplib.SMTPException) as error:
            sentence = _("The mail server %(host)s cannot be reached.") % {"host": self.host}
            raise Temporary(sentence, code="mail_unreachable") from error

    def _not_let_in(self, code: int) -> Problem:
        if not 500 <= code < 600:
            return _answer(code, "mail_login")
        sentence = _("The mail server %(host)s does not accept the user name or the password.") % {"host": self.host}
        return Refused(sentence, code="not_authorised")

    def _envelope(self, server: smtplib.SMTP, sender: str, recipient: str) -> None:
        try:
            server.ehlo_or_helo_if_needed()
            for code, _text in (server.mail(sender), server.rcpt(recipient)):
                if code not in (250, 251):
                    raise _answer(code, "mail_address")
            faults.point("mail.before_data")
            code, _text = server.docmd("DATA")
        except (OSError, smtplib.SMTPException) as error:
            sentence = _("The mail server %(host)s broke off before the message.") % {"host": self.host}
            raise Temporary(sentence, code="mail_broke_off") from error
        if code != 354:
            raise _answer(code, "mail_refused")


class _Pinned:
    """Connects to the transport's address, and stays with its name for everything else, TLS first."""

    def __init__(self, transport: SmtpTransport, **options: Any) -> None:
        self._address = transport.address or transport.host
        super().__init__(transport.host, transport.port, timeout=transport.timeout_s, **options)  # type: ignore[call-arg]

    def _get_socket(self, _host: str, port: int, timeout: float) -> Any:
        return super()._get_socket(self._address, port, timeout)  # type: ignore[misc]


class _Server(_Pinned, smtplib.SMTP):
    pass


class _TlsServer(_Pinned, smtplib.SMTP_SSL):
    pass


def _bad_url() -> Refused:
    sentence = _("EMAIL_URL must read like smtp+tls://user:secret@mail.example:587?timeout=20 (or smtp://, smtps://).")
    return Refused(sentence, code="bad_email_url")


def _data(server: smtplib.SMTP, message: bytes) -> None:
    """Send the text and wait for the answer; without one nobody knows."""
    stuffed = _stuffed(message)
    half = len(stuffed) // 2
    try:
        server.send(stuffed[:half])
        faults.point("mail.during_data")
        server.send(stuffed[half:])
        code, _text = server.getreply()
    except (OSError, smtplib.SMTPException) as error:
        sentence = _("The mail server took the message and broke off before it answered. Look there.")
        raise Unknown(sentence, code="mail_no_answer") from error
    if 400 <= code < 600:
        raise _answer(code, "mail_refused")
    if not 200 <= code < 300:
        sentence = _("The mail server took the message and gave no answer that means anything. Look there.")
        raise Unknown(sentence, code="mail_odd_answer")
    faults.point("mail.accepted")


def _stuffed(message: bytes) -> bytes:
    """Lines end in CRLF, a leading dot is doubled, a lone dot ends it (RFC 5321, 4.5.2)."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", message)
    lines = re.sub(rb"(?m)^\.", b"..", lines)
    return lines + (b"" if lines.endswith(b"\r\n") else b"\r\n") + b".\r\n"


def _answer(code: int, what: str) -> Problem:
    """The server's number in our two words: 5xx is final, all else may be tried again."""
    if 500 <= code < 600:
        return Refused(_("The mail server refused it (%(code)s).") % {"code": code}, code=f"{what}_{code}")
    return Temporary(_("The mail server asks to try later (%(code)s).") % {"code": code}, code=f"{what}_{code}")
