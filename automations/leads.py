"""Leads as a plan sees them: the score of each as it stood at the moment of planning, in words."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from automations.context import Context
from crm.models import LeadScore
from learning.science.lead_score import Signal

TAGS = {"hot": "HOT_LEAD", "warm": "WARM_LEAD", "cold": "COLD_LEAD"}
"""The tag of each tier; a lead wears one of them."""

WORDS: dict[Signal, str | Promise] = {
    Signal.SOURCE_GOOGLE: gettext_lazy("came by Google"),
    Signal.SOURCE_LINKEDIN: gettext_lazy("came by LinkedIn"),
    Signal.SOURCE_COLD: gettext_lazy("was written to first"),
    Signal.MAIL_OPENED: gettext_lazy("opened a mail"),
    Signal.MAIL_CLICKED: gettext_lazy("clicked in a mail"),
    Signal.MAIL_REPLIED: gettext_lazy("replied to a mail"),
    Signal.FIT_ECOMMERCE: gettext_lazy("sells online"),
    Signal.FIT_B2B: gettext_lazy("serves other firms"),
    Signal.FIT_OTHER: gettext_lazy("another kind of business"),
    Signal.INTENT_DEMO: gettext_lazy("asked for a demonstration"),
    Signal.INTENT_PRICING: gettext_lazy("looked at prices"),
    Signal.INTENT_BLOG: gettext_lazy("read the blog"),
}


def scores(ctx: Context, contact_ids: Iterable[int] | None = None) -> list[LeadScore]:
    """The newest score of each lead, or of those among `contact_ids`, with its contact, in the order of contacts."""
    found = LeadScore.objects.by(ctx.now)
    if contact_ids is not None:
        found = found.filter(contact_id__in=list(contact_ids))
    return list(found.newest().select_related("contact"))


def in_tier_since(ctx: Context, found: Iterable[LeadScore]) -> dict[int, datetime]:
    """Since when each lead has been in the tier of its newest score."""
    newest = {each.contact_id: each for each in found}
    since: dict[int, datetime] = {}
    earlier = LeadScore.objects.by(ctx.now).filter(contact_id__in=list(newest)).order_by("contact_id", "-at", "-id")
    gone: set[int] = set()
    for contact_id, tier, at in earlier.values_list("contact_id", "tier", "at"):
        if tier != newest[contact_id].tier:
            gone.add(contact_id)
        elif contact_id not in gone:
            since[contact_id] = at
    return since


def interest(score: LeadScore) -> dict[str, str]:
    """What a message may say of how a lead came and what it wanted: codes, "" where nobody knows."""
    seen = {each["signal"] for each in score.points}
    came_by = next((name for name in ("google", "linkedin") if f"source_{name}" in seen), "")
    asked = next((name for name in ("demo", "pricing", "blog") if f"intent_{name}" in seen), "")
    return {"came_by": came_by, "asked": asked}


def not_asked() -> str:
    """What a qualification would say, while no conversation with a lead is kept here."""
    return _("Budget, authority, need and timing are not known: no conversation is kept here yet.")


def why(score: LeadScore) -> str:
    """The score and what it is made of, the weightiest first."""
    known = set(Signal)
    reasons = [f"{WORDS[Signal(each['signal'])]} +{each['points']}" for each in score.points if each["signal"] in known]
    facts = {"score": score.score, "reasons": ", ".join(reasons)}
    return _("Score %(score)s of 100: %(reasons)s.") % facts
