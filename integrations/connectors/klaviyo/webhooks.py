"""What Klaviyo tells by itself. Source: developers.klaviyo.com, "Working with system webhooks"."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime

from django.utils.translation import gettext_lazy as _

from integrations.hooks import bodies, signatures
from integrations.hooks.contract import Incoming, News, Setup, Signed

SECRETS = ("KLAVIYO_WEBHOOK_SECRET",)
SIGNED = {"klaviyo-signature": signatures.HEX_SHA256, "klaviyo-timestamp": signatures.DATE}
SETUP = Setup(
    _("In Klaviyo: Integrations, Webhooks (with its customer data platform). Enter the same secret there and here."),
    ("Opened Email", "Clicked Email"),
)


def verify(incoming: Incoming, secrets: Sequence[str], now: datetime) -> Signed:
    """Signed with its time; the webhook named in the header must be the body's, as Klaviyo asks."""
    given, date = (incoming.headers[name] for name in SIGNED)
    if not signatures.klaviyo(incoming.body, given, date, secrets, now):
        raise signatures.refused()
    with bodies.documented("Klaviyo"):
        said = bodies.parsed(incoming.body)
        if said["meta"]["klaviyo_webhook_id"] != incoming.headers.get("klaviyo-webhook-id"):
            raise signatures.refused()
        told = "\n".join(sorted(str(each["external_id"]) for each in said["data"]))
        return Signed(hashlib.sha256(told.encode()).hexdigest(), "events", parsedate_to_datetime(date))


def read(topic: str, body: bytes) -> Iterable[News]:
    """That there is something to read: an event here names a profile by its number, the reading brings its address."""
    with bodies.documented("Klaviyo"):
        said = bodies.parsed(body)
        if any(str(each["topic"]).startswith("event:") for each in said["data"]):
            return [News("events.told", "account", bodies.word(said["meta"]["klaviyo_account_id"]))]
        return []
