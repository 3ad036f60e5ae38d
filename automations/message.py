"""An e-mail as bytes: the same payload always gives the same bytes, except for the named blank, Date."""

import hashlib
import re
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import NotRequired, TypedDict

from django.utils.translation import gettext as _

from tenants.errors import Refused

DATE_BLANK = "(the moment it leaves)"
BLANKS = ("Date",)


class Mail(TypedDict):
    """The stored payload of an e-mail: everything but the moment it leaves. `words`: who wrote them."""

    template: str
    language: str
    from_name: str
    from_address: str
    to_name: str
    to_address: str
    subject: str
    text: str
    html: str
    message_id: str
    boundary: str
    unsubscribe_url: str
    sha256: str
    words: NotRequired[str]
    code: NotRequired["MailCode"]


class MailCode(TypedDict):
    """The discount code a mail gives. `made_by`: the key of the action that makes it, "" for one of the pool."""

    code: str
    made_by: str


def identity(client_id: int, key: str, host: str) -> tuple[str, str]:
    """(Message-ID, MIME boundary) of the action called `key`; the boundary cannot occur in a text."""
    name = hashlib.sha256(f"{client_id}/{key}".encode()).hexdigest()[:40]
    return f"<{name}@{host}>", f"=_{name}"


def seal(mail: Mail) -> Mail:
    """The same mail with the SHA-256 of its bytes (Date blank) put in."""
    return {**mail, "sha256": _sha256(mail)}


def checked(mail: Mail) -> Mail:
    """The same mail, unsealed, where only whether it could be made is asked. Raises Refused if it could not."""
    _head(mail), _way_out(mail)
    return mail


def preview(mail: Mail) -> bytes:
    """Exactly what will leave, with the Date blank."""
    return _date_line(DATE_BLANK) + _dateless(mail)


def final(mail: Mail, at: datetime) -> bytes:
    """What leaves at `at`. Raises Refused if it would differ from what was stored."""
    stored = _dateless(mail)
    if hashlib.sha256(stored).hexdigest() != mail["sha256"]:
        raise Refused(_("The message would differ from the one that was stored."), code="digest_changed")
    return _date_line(format_datetime(at)) + stored


def headers(mail: Mail) -> list[tuple[str, str]]:
    """Every header in order, as shown to people.

    The body is not encoded for that: a page shows hundreds of messages. What it adds to the head is known.
    """
    first = [("Date", DATE_BLANK), ("List-Unsubscribe", _way_out(mail))]
    head = [(name, str(value)) for name, value in _head(mail).items() if name != "Content-Language"]
    kind = f'multipart/alternative; boundary="{mail["boundary"]}"'
    return [*first, *head, ("MIME-Version", "1.0"), ("Content-Type", kind)]


def _message(mail: Mail) -> EmailMessage:
    message = _head(mail)
    message.set_content(mail["text"], cte="quoted-printable")
    message.add_alternative(mail["html"], subtype="html", cte="quoted-printable")
    message.set_boundary(mail["boundary"])
    return message


def _head(mail: Mail) -> EmailMessage:
    message = EmailMessage(policy=policy.SMTP)
    try:
        message["Message-ID"] = mail["message_id"]
        message["From"] = Address(mail["from_name"], addr_spec=mail["from_address"])
        message["To"] = Address(mail["to_name"], addr_spec=mail["to_address"])
        message["Subject"] = mail["subject"]
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message["Content-Language"] = mail["language"]
    except (ValueError, IndexError) as error:  # the parser of addresses raises either
        raise Refused(_("A name, address or subject cannot stand in a mail's head."), code="bad_header") from error
    return message


def _dateless(mail: Mail) -> bytes:
    # Written by hand: the library would turn an address longer than a line into an encoded word,
    # which RFC 2369 does not allow there.
    return f"List-Unsubscribe: {_way_out(mail)}\r\n".encode("ascii") + _message(mail).as_bytes()


def _way_out(mail: Mail) -> str:
    url = mail["unsubscribe_url"]
    if not re.fullmatch(r"https?://[!-;=?-~]{1,900}", url):
        raise Refused(_("The link to unsubscribe cannot stand in a mail's head."), code="bad_header")
    return f"<{url}>"


def _sha256(mail: Mail) -> str:
    return hashlib.sha256(_dateless(mail)).hexdigest()


def _date_line(value: str) -> bytes:
    return f"Date: {value}\r\n".encode("ascii")
