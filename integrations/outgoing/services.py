"""Subscribing a client's systems, ending that, and sending once more."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext_lazy as _

import events
from integrations import vault
from integrations.connections import changing
from integrations.models import Connection
from integrations.outgoing import TOPICS
from integrations.outgoing.models import Dispatch, Subscription
from integrations.outgoing.signing import new_secret
from integrations.vault import Sensitive
from tenants import access, clock, context, ledger
from tenants.errors import Refused
from tenants.models import User

MOST = 20
CONNECTOR = "outgoing"
"""The connection under which the vault keeps the signing secrets; it is no service of the registry."""
HANDLER = "integrations.send_webhook"


@transaction.atomic
def subscribe(url: str, topics: Sequence[str], by: User) -> tuple[Subscription, str]:
    """The new subscription and its signing secret, which is never shown again.

    Raises Refused (`not_allowed`, `bad_address`, `no_topic`, `too_many`).
    """
    access.require(by, context.current(), access.Verb.MANAGE)
    address = _checked(url)
    wanted = [topic for topic in TOPICS if topic in topics]
    if not wanted:
        raise Refused(_("Choose at least one topic."), code="no_topic")
    row = changing.row_of(CONNECTOR)
    if Subscription.objects.count() >= MOST:
        raise Refused(_("There are %(most)s already: remove one first.") % {"most": MOST}, code="too_many")
    made = Subscription.objects.create(url=address, topics=wanted, created_at=clock.now())
    secret = new_secret()
    vault.put(row, secret_name(made), Sensitive(secret), by=by)
    ledger.write("webhook.added", made, by=by)
    return made, secret


@transaction.atomic
def remove(subscription: Subscription, by: User) -> None:
    """Tell this address nothing any more, and forget what it was told. Raises Refused `not_allowed`."""
    access.require(by, context.current(), access.Verb.MANAGE)
    vault.delete(changing.row_of(CONNECTOR), by=by, name=secret_name(subscription))
    ledger.write("webhook.removed", subscription, by=by)
    subscription.delete()


@transaction.atomic
def replay(dispatch_id: int, by: User) -> bool:
    """Send a message again under its own id; False while it is still on its way. Raises Refused `not_allowed`."""
    access.require(by, context.current(), access.Verb.MANAGE)
    row = Dispatch.objects.select_for_update().get(pk=dispatch_id)
    if row.state == Dispatch.State.WAITING:
        return False
    row.state, row.code, row.tries, row.replays = Dispatch.State.WAITING, "", 0, row.replays + 1
    row.save(update_fields=["state", "code", "tries", "replays"])
    Subscription.objects.filter(pk=row.subscription_id, active=False).update(active=True)
    ledger.write("webhook.replayed", row, by=by)
    enqueue(row)
    return True


def enqueue(row: Dispatch) -> None:
    """A job for one message."""
    events.enqueue(HANDLER, {"delivery_id": row.pk}, key=f"webhook:{row.pk}:{row.replays}")


def secret_name(subscription: Subscription) -> str:
    return f"WEBHOOK_{subscription.pk}"


def secret_of(subscription: Subscription) -> str:
    """For signing; on record like every reading. Raises what `vault.read` does."""
    row = Connection.objects.get(connector=CONNECTOR)
    return vault.read(row, secret_name(subscription), why="webhook").reveal()


def _checked(url: str) -> str:
    """Raises Refused `bad_address`. Whether it leads to the public internet is checked at each call."""
    text = url.strip()
    try:
        parts = urlsplit(text)
        fine = parts.scheme == "https" and bool(parts.hostname) and parts.port in (None, 443, 8443)
    except ValueError:
        fine = False
    odd = len(text) > 500 or "@" in text or any(not 32 < ord(mark) < 127 or mark in "{}\\#" for mark in text)
    if not fine or odd:
        raise Refused(_("Give a public address that starts with https://."), code="bad_address")
    return text
