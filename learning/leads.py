"""Scores of leads, from everything that is known of them."""

from datetime import timedelta

from django.db import transaction

from crm.models import Activity, Contact, LeadScore
from crm.models.leads import LEAD_KIND, leads_to_score
from crm.services import put_score
from learning.science.lead_score import Evidence, Signal, lead_score

MAIL = {
    "mail.opened": Signal.MAIL_OPENED,
    "mail.clicked": Signal.MAIL_CLICKED,
    "mail.replied": Signal.MAIL_REPLIED,
}
OVERLAP = timedelta(minutes=10)
"""Longer than any transaction that notes what somebody did."""
MOST_AT_ONCE = 500


@transaction.atomic
def score(contact_id: int) -> LeadScore | None:
    """Score a lead anew; None when nothing changed, or the contact is gone or no lead.

    What is known is read behind the lock, so that the later of two scorings sees no less than the earlier.
    """
    if not Contact.objects.select_for_update().filter(pk=contact_id).exists():
        return None
    seen = evidence(contact_id)
    if all(each.signal in MAIL.values() for each in seen):
        return None
    found = lead_score(seen)
    points = [
        {"signal": str(each.signal), "points": each.points, "source": each.source, "at": each.at.isoformat()}
        for each in found.points
    ]
    return put_score(contact_id, found.score, str(found.tier), points)


def evidence(contact_id: int) -> list[Evidence]:
    """What speaks for a lead, without opens and clicks that a machine made."""
    rows = Activity.objects.filter(contact_id=contact_id).order_by("happened_at", "id")
    found = []
    for kind, data, at in rows.values_list("kind", "data", "happened_at"):
        signal = MAIL.get(kind) or _signal(kind)
        if signal and not data.get("by_machine"):
            found.append(Evidence(signal, str(data.get("source") or "mail"), at))
    return found


def score_changed() -> int:
    """Score every lead of whom something became known since it was last looked at; how many changed."""
    waiting = leads_to_score(list(MAIL), overlap=OVERLAP, most=MOST_AT_ONCE)
    return sum(score(contact_id) is not None for contact_id in waiting)


def _signal(kind: str) -> Signal | None:
    name = kind.removeprefix(LEAD_KIND)
    return Signal(name) if kind != name and name in set(Signal) else None
