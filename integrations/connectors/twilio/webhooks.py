"""What Twilio tells of messages. Source: twilio.com/docs, "Security" and "Twilio's Request to your Webhook URL"."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from urllib.parse import parse_qsl

from django.utils.translation import gettext_lazy as _

from integrations.hooks import bodies, signatures
from integrations.hooks.contract import Incoming, Message, News, Setup, Signed

SECRETS = ("TWILIO_AUTH_TOKEN",)
SIGNED = {"x-twilio-signature": signatures.BASE64_SHA1}
SETUP = Setup(
    _("In Twilio: Phone numbers, your number (or the messaging service), “A message comes in”, status callback."),
    ("message received", "failed", "undelivered"),
)
RECEIVED, LOST = "received", frozenset({"failed", "undelivered"})
STOPPED = "21610"
"""The code of a message to somebody who had answered STOP ("Error dictionary")."""
MOST_FIELDS = 200


def verify(incoming: Incoming, secrets: Sequence[str], now: datetime) -> Signed:
    """Signed over address and fields, without a time: the message's id tells repetitions apart."""
    with bodies.documented("Twilio"):
        fields = _fields(incoming.body)
        if not signatures.twilio(incoming.url, fields, incoming.headers["x-twilio-signature"], secrets):
            raise signatures.refused()
        if fields["AccountSid"] != incoming.config.get("TWILIO_ACCOUNT_SID"):
            raise signatures.refused()
        state = fields.get("MessageStatus") or fields.get("SmsStatus") or fields.get("CallStatus") or ""
        identity = bodies.word(fields.get("MessageSid") or fields.get("CallSid"))
        return Signed(f"{identity}:{state}"[:200], bodies.word(state))


def read(topic: str, body: bytes) -> Iterable[News]:
    """What was written to the client, and what did not reach its receiver."""
    return [message.news() for message in messages(topic, body)]


def messages(topic: str, body: bytes) -> list[Message]:
    """At most one: Twilio tells of each by itself. Calls are told too, and are nobody's message."""
    with bodies.documented("Twilio"):
        fields = _fields(body)
        if "MessageSid" not in fields or topic not in LOST | {RECEIVED}:
            return []
        name, incoming = bodies.word(fields["MessageSid"]), topic == RECEIVED
        prefix, _sign, number = fields["From" if incoming else "To"].rpartition(":")
        channel = "whatsapp" if prefix == "whatsapp" else "sms"
        if incoming:
            stops = fields.get("OptOutType", "").upper() == "STOP"
            return [Message(name, number, channel, text=fields.get("Body", ""), stops=stops)]
        code = bodies.word(fields.get("ErrorCode") or topic)
        return [Message(name, number, channel, failed=code, stops=code == STOPPED)]


def _fields(body: bytes) -> dict[str, str]:
    """Each once: of two with one name nobody could say which was signed. Raises ValueError."""
    pairs = parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("A field came twice.")
    return fields
