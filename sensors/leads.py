"""The scores of leads as a sensor sees them: as of its moment."""

from datetime import datetime

from django.db.models import Max

from crm.models import LeadScore
from sensors.tools import Tools


def first_seen(tools: Tools) -> dict[int, datetime]:
    """When each lead was first scored."""
    return LeadScore.objects.by(tools.now).first_seen()


def newest_at(tools: Tools) -> datetime | None:
    """When the newest score was found; None before the first."""
    newest: datetime | None = LeadScore.objects.by(tools.now).aggregate(newest=Max("at"))["newest"]
    return newest


def scores_at(moment: datetime) -> dict[int, int]:
    """Each lead's score as it stood at `moment`."""
    return dict(LeadScore.objects.by(moment).newest().values_list("contact_id", "score"))
