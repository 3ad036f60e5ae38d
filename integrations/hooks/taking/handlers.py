"""The jobs that take news of deliveries to where it counts."""

from datetime import datetime

from django.utils.translation import gettext as _

import events
from events.work import Work
from integrations.hooks.taking import consents, delivered, forgetting, messages, payments
from integrations.sync.klaviyo.handlers import PULL
from tenants import clock

__all__ = ["forgetting"]


@events.subscribe(
    "hook.whatsapp.message.received",
    "hook.whatsapp.message.failed",
    "hook.telnyx.message.received",
    "hook.telnyx.message.failed",
    "hook.twilio.message.received",
    "hook.twilio.message.failed",
    atomic=True,
)
def take_message(work: Work) -> None:
    """One message to its contact, and out of the list whoever asks for that."""
    if work.event:
        messages.take(work.event.type, work.event.subject_id, work.event.data)


@events.subscribe(
    "hook.stripe.invoice.paid", "hook.stripe.invoice.payment_failed", "hook.stripe.charge.refunded", atomic=True
)
def take_payment(work: Work) -> None:
    """One payment to the contact who made it."""
    if work.event:
        payments.take(work.event.type, work.event.subject_id, work.event.data)


@events.subscribe("hook.hubspot.contact.consent", atomic=True)
def plan_rereading(work: Work) -> None:
    """Have a contact of HubSpot read."""
    if work.event:
        consents.plan(work.event.subject_id, work.event.data)


@events.handler(consents.REREAD, explain=lambda work: _("Reads a contact of HubSpot again."))
def reread_consent(work: Work) -> None:
    """Take over that somebody wants no more mail."""
    consents.reread(str(work.args["contact"]), datetime.fromisoformat(str(work.args["at"])))


@events.subscribe("hook.klaviyo.events.told", atomic=True)
def read_klaviyo(work: Work) -> None:
    """Somebody opened or clicked: read it now, and not at the next turn; once a minute at most."""
    if work.event and delivered.of(work.event.data):
        events.enqueue(PULL, {}, key=f"pull_klaviyo:told:{clock.now():%Y%m%dT%H%M}")
