"""What WhatsApp tells of messages. Source: developers.facebook.com, "Webhooks" and "Messages webhook reference"."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from integrations.hooks import bodies, signatures
from integrations.hooks.contract import Incoming, Message, News, Setup, Signed

SECRETS = ("META_APP_SECRET",)
SIGNED = {"x-hub-signature-256": signatures.PREFIXED_SHA256}
WORDS = ("WHATSAPP_VERIFY_TOKEN",)
ASKED = {
    "hub.mode": re.compile("subscribe"),
    "hub.verify_token": re.compile(".{1,400}"),
    "hub.challenge": re.compile("[A-Za-z0-9_-]{1,200}"),
}
TOPIC = "messages"
SETUP = Setup(
    _(
        "In the Meta app: WhatsApp, Configuration, callback address. Enter the same verify token there and here, "
        "and the app secret here."
    ),
    (TOPIC,),
)
STOPPED = "131050"
"""The code of a message to somebody who chose to receive no more marketing ("Error codes")."""


def verify(incoming: Incoming, secrets: Sequence[str], now: datetime) -> Signed:
    """Signed without a time; of several accounts that one app may serve, only this connection's is taken."""
    if not signatures.prefixed_sha256(incoming.body, incoming.headers["x-hub-signature-256"], secrets):
        raise signatures.refused()
    with bodies.documented("WhatsApp"):
        said = bodies.parsed(incoming.body)
        ours = all(_is_ours(account, change, incoming) for account, change in _changes(said))
        if said["object"] != "whatsapp_business_account" or not ours:
            raise signatures.refused()
    return Signed("", TOPIC)


def challenge(incoming: Incoming, secrets: Sequence[str]) -> str:
    """What Meta wants to read back, when it knows the word."""
    if not signatures.same(incoming.query["hub.verify_token"], secrets):
        raise signatures.refused()
    return incoming.query["hub.challenge"]


def read(topic: str, body: bytes) -> Iterable[News]:
    """What was written to the client, and what did not reach its receiver; several may come at once."""
    return [message.news() for message in messages(topic, body)]


def messages(topic: str, body: bytes) -> list[Message]:
    """Every message and every failure, in their order."""
    with bodies.documented("WhatsApp"):
        found = []
        for _account, change in _changes(bodies.parsed(body)):
            if change.get("field") == TOPIC:
                found += [_written(each) for each in change["value"].get("messages") or []]
                found += [_lost(each) for each in change["value"].get("statuses") or [] if each["status"] == "failed"]
        return found


def _changes(said: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for entry in said["entry"]:
        for change in entry["changes"]:
            yield str(entry["id"]), change


def _is_ours(account: str, change: Mapping[str, Any], incoming: Incoming) -> bool:
    """By the business account where it was entered, else by the number."""
    own = incoming.config.get("WHATSAPP_BUSINESS_ACCOUNT_ID")
    if own:
        return account == own
    number = (change["value"].get("metadata") or {}).get("phone_number_id")
    return number is not None and str(number) == incoming.config.get("WHATSAPP_PHONE_NUMBER_ID")


def _written(row: Mapping[str, Any]) -> Message:
    return Message(_name(row), f"+{row['from']}", "whatsapp", bodies.moment(row["timestamp"]), _text(row))


def _lost(row: Mapping[str, Any]) -> Message:
    code = bodies.word((row.get("errors") or [{"code": "failed"}])[0]["code"])
    at, number = bodies.moment(row["timestamp"]), f"+{row['recipient_id']}"
    return Message(_name(row), number, "whatsapp", at, failed=code, stops=code == STOPPED)


def _name(row: Mapping[str, Any]) -> str:
    """Without the filling at its end, which fits no row that all clients share."""
    return bodies.word(str(row["id"]).rstrip("="))


def _text(row: Mapping[str, Any]) -> str:
    """What was typed, or the words on the button."""
    chosen = row.get("interactive") or {}
    choice = chosen.get("button_reply") or chosen.get("list_reply") or {}
    written, pressed = row.get("text") or {}, row.get("button") or {}
    return str(written.get("body") or pressed.get("text") or choice.get("title") or "")
