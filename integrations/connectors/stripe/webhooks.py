"""What Stripe tells of the client's own account. Source: docs.stripe.com, "Webhooks" and "Types of events"."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from integrations.hooks import bodies, signatures
from integrations.hooks.contract import Incoming, News, Setup, Signed

SECRETS = ("STRIPE_WEBHOOK_SECRET",)
SIGNED = {"stripe-signature": signatures.STRIPES}
AMOUNTS = {
    "invoice.paid": "amount_paid",
    "invoice.payment_failed": "amount_due",
    "charge.refunded": "amount_refunded",
}
"""By event, the field of its object that says how much, in the currency's smallest unit."""
SETUP = Setup(
    _("In Stripe: Developers, Webhooks, add a destination for your own account. Enter its signing secret here."),
    tuple(AMOUNTS),
)


def verify(incoming: Incoming, secrets: Sequence[str], now: datetime) -> Signed:
    """Signed with its time. What happened in an account connected to this one is not the client's own."""
    if not signatures.stripe(incoming.body, incoming.headers["stripe-signature"], secrets, now):
        raise signatures.refused()
    with bodies.documented("Stripe"):
        said = bodies.parsed(incoming.body)
        if said.get("account"):
            raise signatures.refused()
        return Signed(bodies.word(said["id"]), bodies.word(said["type"]), bodies.moment(said["created"]))


def read(topic: str, body: bytes) -> Iterable[News]:
    """How an invoice or a charge is now; nothing comes after an invoice that was paid."""
    if topic not in AMOUNTS:
        return []
    with bodies.documented("Stripe"):
        said = bodies.parsed(body)
        thing = said["data"]["object"]
        data = {"cents": int(thing[AMOUNTS[topic]]), "currency": bodies.word(thing["currency"]).upper()}
        at, kind = bodies.moment(said["created"]), topic.partition(".")[0]
        return [News(topic, kind, bodies.word(thing["id"]), at, topic == "invoice.paid", data)]


def payer(body: bytes) -> str:
    """The address of who pays, as Stripe has it; "" without one. Raises Refused."""
    with bodies.documented("Stripe"):
        thing = bodies.parsed(body)["data"]["object"]
        details = thing.get("billing_details") or {}
        return str(thing.get("customer_email") or details.get("email") or thing.get("receipt_email") or "")
