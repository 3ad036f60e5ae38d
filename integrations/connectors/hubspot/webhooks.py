"""What HubSpot tells of contacts. Source: developers.hubspot.com, "Webhooks API" and "Validating requests" (v3)."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from integrations.hooks import bodies, signatures
from integrations.hooks.contract import Incoming, News, Setup, Signed

SECRETS = ("HUBSPOT_CLIENT_SECRET",)
ACCOUNT = ("HUBSPOT_PORTAL_ID",)
SIGNED = {"x-hubspot-signature-v3": signatures.BASE64_SHA256, "x-hubspot-request-timestamp": signatures.STAMP}
OPTED_OUT = "hs_email_optout"
SETUP = Setup(
    _("In HubSpot: your private app, Webhooks, target address. Enter its client secret and the account id here."),
    (f"contact.propertyChange: {OPTED_OUT}",),
)
CHANGES = frozenset({"contact.propertyChange", "object.propertyChange"})
TOLD_BY = ("eventId", "subscriptionType", "objectId", "occurredAt")
CONTACTS = "0-1"
"""HubSpot's number for contacts, which a subscription to any object names."""


def verify(incoming: Incoming, secrets: Sequence[str], now: datetime) -> Signed:
    """Signed over address and time. One application serves many accounts, so each event has to name this one."""
    given, stamp = (incoming.headers[name] for name in SIGNED)
    if not signatures.hubspot(incoming.body, given, stamp, incoming.url, secrets, now):
        raise signatures.refused()
    with bodies.documented("HubSpot"):
        said = _events(incoming.body)
        if {str(each["portalId"]) for each in said} != {incoming.config.get(ACCOUNT[0])}:
            raise signatures.refused()
        return Signed(_identity(said), "events", bodies.moment(stamp, per_second=1000))


def read(topic: str, body: bytes) -> Iterable[News]:
    """Who took back their consent to mail, or gave it: of each contact the newest; the rest is not mirrored here."""
    with bodies.documented("HubSpot"):
        return [
            News("contact.consent", "contact", bodies.word(each["objectId"]), _at(each), data={"said_at": _at(each)})
            for each in _events(body)
            if each["subscriptionType"] in CHANGES
            and each.get("objectTypeId", CONTACTS) == CONTACTS
            and each["propertyName"] == OPTED_OUT
        ]


def _events(body: bytes) -> list[dict[str, Any]]:
    """Up to a hundred at once."""
    said = json.loads(body)
    if not isinstance(said, list) or not said:
        raise TypeError("Not a list.")
    return said


def _identity(said: list[dict[str, Any]]) -> str:
    """The same when they are sent again, though the number of the attempt is another then."""
    told = sorted(" ".join(str(each[name]) for name in TOLD_BY) for each in said)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _at(event: dict[str, Any]) -> datetime:
    return bodies.moment(event["occurredAt"], per_second=1000)
