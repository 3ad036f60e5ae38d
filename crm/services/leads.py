"""What is learnt of a lead, and the score that was found for it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

import events
from crm.models import Contact, LeadScore
from crm.models.leads import LEAD_KIND
from crm.services.people import record_activity
from tenants import clock


@transaction.atomic
def note_signal(contact: Contact, signal: str, *, source: str, at: datetime, key: str) -> bool:
    """Note once per `key` that something speaks for a lead; False if it was noted before.

    `signal` and `source` are codes such as "source_google" and "form"; the lead is scored at once.
    """
    if not record_activity(contact, f"{LEAD_KIND}{signal}", at, {"source": source}, key=f"lead:{key}"):
        return False
    events.publish("lead.signal", ("contact", contact.pk), {"signal": signal}, key=f"lead.signal:{contact.pk}:{key}")
    return True


@transaction.atomic
def put_score(contact_id: int, score: int, tier: str, points: Sequence[dict[str, Any]]) -> LeadScore | None:
    """Keep a score that differs from the last; None if it does not, or the contact is gone.

    `lead.tier_changed` is published once for each crossing, the first score being one. Of two that
    score the same contact at once, the second waits and compares with what the first kept.
    """
    if not Contact.objects.select_for_update().filter(pk=contact_id).exists():
        return None
    now = clock.now()
    last = LeadScore.objects.filter(contact_id=contact_id).newest().first()
    if last is not None and (last.score, last.tier, last.points) == (score, tier, list(points)):
        LeadScore.objects.filter(pk=last.pk).update(looked_at=now)
        return None
    row = LeadScore.objects.create(
        contact_id=contact_id, score=score, tier=tier, points=list(points), at=now, looked_at=now
    )
    if last is None or last.tier != tier:
        data = {"score": score, "tier": tier, "before": last.tier if last else ""}
        events.publish("lead.tier_changed", ("contact", contact_id), data, key=f"lead.tier_changed:{row.pk}")
    return row
