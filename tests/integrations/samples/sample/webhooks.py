"""Signs like Slack (time and body) under headers of its own; says which site it is for."""

import json
import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from integrations.errors import Refused
from integrations.hooks import signatures
from integrations.hooks.contract import Incoming, News, Signed

SECRETS = WORDS = ("SAMPLE_WEBHOOK_SECRET",)
SIGNED = {"x-signature": re.compile("v0=[0-9a-f]{64}"), "x-time": signatures.STAMP}
ASKED = {"token": re.compile(".+"), "challenge": re.compile(".+")}


def verify(incoming: Incoming, secrets: Sequence[str], now: datetime) -> Signed:
    head = incoming.headers
    if not signatures.slack(incoming.body, head.get("x-signature", ""), head.get("x-time", ""), secrets, now):
        raise signatures.refused()
    if json.loads(incoming.body).get("site") != incoming.config["SAMPLE_SITE"]:
        raise signatures.refused()
    return Signed(head.get("x-id", ""), head.get("x-topic", ""))


def challenge(incoming: Incoming, secrets: Sequence[str]) -> str:
    if incoming.query.get("token") not in secrets:
        raise signatures.refused()
    return incoming.query["challenge"]


def read(topic: str, body: bytes) -> Iterable[News]:
    said = json.loads(body)
    if topic == "nonsense":
        raise Refused("nonsense", code="nonsense")
    if topic == "opened":
        yield News("mail.opened", "mail", said["id"])
        return
    at = datetime.fromisoformat(said["at"])
    gone = topic == "deleted"
    yield News(
        "order.deleted" if gone else "order.updated", "order", said["id"], at, gone, {"cents": said.get("cents", 0)}
    )
