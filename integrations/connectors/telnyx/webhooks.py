"""What Telnyx tells of messages. Source: developers.telnyx.com, "Receiving Webhooks for Messaging"."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from integrations.hooks import bodies, signatures
from integrations.hooks.contract import Incoming, Message, News, Setup, Signed

SECRETS = ("TELNYX_PUBLIC_KEY",)
SIGNED = {"telnyx-signature-ed25519": signatures.BASE64_ED25519, "telnyx-timestamp": signatures.STAMP}
TOPICS = ("message.received", "message.finalized")
SETUP = Setup(
    _("In Telnyx: Messaging, your messaging profile, Inbound settings, webhook address. Enter the public key here."),
    TOPICS,
)
LOST = frozenset({"sending_failed", "delivery_failed"})
STOPPED = "40300"
"""The code of a message that was not sent since its receiver had answered STOP."""


def verify(incoming: Incoming, secrets: Sequence[str], now: datetime) -> Signed:
    """Signed with its time by the account's own key."""
    given, stamp = (incoming.headers[name] for name in SIGNED)
    if not signatures.ed25519(incoming.body, given, stamp, secrets, now):
        raise signatures.refused()
    with bodies.documented("Telnyx"):
        said = bodies.parsed(incoming.body)["data"]
        at = bodies.zoned(said["occurred_at"])
        return Signed(bodies.word(said["id"]), bodies.word(said["event_type"]), at)


def read(topic: str, body: bytes) -> Iterable[News]:
    """What was written to the client, and what did not reach its receiver."""
    return [message.news() for message in messages(topic, body)]


def messages(topic: str, body: bytes) -> list[Message]:
    """At most one: Telnyx tells of each by itself."""
    if topic not in TOPICS:
        return []
    with bodies.documented("Telnyx"):
        said = bodies.parsed(body)["data"]
        payload, at = said["payload"], bodies.zoned(said["occurred_at"])
        name, channel = bodies.word(payload["id"]), _channel(payload)
        if topic == "message.received":
            number, text = str(payload["from"]["phone_number"]), str(payload.get("text") or "")
            return [Message(name, number, channel, at, text)]
        return [
            Message(name, str(to["phone_number"]), channel, at, failed=code, stops=code == STOPPED)
            for to in payload["to"]
            if to["status"] in LOST
            for code in [_code(payload) or bodies.word(to["status"])]
        ]


def _channel(payload: dict[str, Any]) -> str:
    return "whatsapp" if str(payload.get("type")).lower() == "whatsapp" else "sms"


def _code(payload: dict[str, Any]) -> str:
    errors = payload.get("errors") or []
    return bodies.word(errors[0]["code"]) if errors else ""
