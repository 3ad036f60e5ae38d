"""What was paid, failed or was paid back in the client's own Stripe account, noted with the contact who pays."""

from collections.abc import Mapping
from typing import Any

from crm.services import record_activity
from integrations.connectors.stripe import webhooks as stripe
from integrations.hooks.taking import delivered, people


def take(type_: str, subject_id: str, data: Mapping[str, Any]) -> bool:
    """False when nobody here has that address. Runs in the transaction of its job."""
    delivery = delivered.of(data)
    if delivery is None:
        return False
    kind, at = type_.removeprefix("hook.stripe."), delivery.sent_at or delivery.received_at
    facts = {"cents": data["cents"], "currency": data["currency"], "service": "stripe", "id": subject_id}
    for contact in people.with_address(stripe.payer(bytes(delivery.body)))[:1]:
        return record_activity(contact, kind, at, facts, key=f"stripe:{kind}:{subject_id}:{at:%Y%m%dT%H%M%S}")
    return False
