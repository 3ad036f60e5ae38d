"""What must still be true of a lead just before something is done for it; the reason's code, "" when it is."""

from datetime import datetime
from typing import Any

from crm.mirror import Mirror
from crm.models import Activity, LeadScore

REPLIED = ("mail.replied", "lead.mail_replied", "message.received")
"""A reply as a mail service told of it, as somebody noted it of a lead, and one by telephone or WhatsApp."""


def in_tier(mirror: Mirror, contact_id: int | None, stored: dict[str, Any]) -> str:
    """A lead that left its tier since then has left it, even if it came back: that is another occasion."""
    since = datetime.fromisoformat(stored["at"])
    scores = LeadScore.objects.by(mirror.as_of).filter(contact_id__in=[contact_id])
    newest = scores.newest().first()
    if newest is None:
        return "contact_gone"
    if newest.tier != stored["tier"]:
        return f"lead_now_{newest.tier}"
    crossed = scores.filter(at__gt=since).exclude(tier=stored["tier"]).order_by("at", "id").last()
    return f"lead_now_{crossed.tier}" if crossed else ""


def is_silent(mirror: Mirror, contact_id: int | None, stored: dict[str, Any]) -> str:
    """Where orders are not known, nothing says that a lead has bought: most have never been in a shop."""
    since = datetime.fromisoformat(stored["at"])
    said = Activity.objects.as_of(mirror.as_of).filter(contact_id__in=[contact_id], kind__in=REPLIED)
    if said.filter(happened_at__gt=since).exists():
        return "replied_meanwhile"
    return "bought_meanwhile" if mirror.bought_since(contact_id or 0, since) else ""
