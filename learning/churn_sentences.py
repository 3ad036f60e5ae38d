"""A churn reason in the reader's language; outside science/, which knows no Django."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learning.science.engagement import LOOK_BACK_DAYS
from learning.science.reasons import Reason


def sentence(reason: Reason) -> str:
    """The reason as one or two sentences in the active language."""
    last = ngettext("Last bought %(days)d day ago.", "Last bought %(days)d days ago.", reason.days) % {
        "days": reason.days
    }
    first = _opening(reason)
    return f"{first} {last}" if first else last


def _opening(reason: Reason) -> str:
    """What stands before the sentence on the last purchase."""
    if reason.code == "tickets":
        return ngettext(
            "%(number)d support ticket in the last %(span)d days.",
            "%(number)d support tickets in the last %(span)d days.",
            reason.number,
        ) % {"number": reason.number, "span": LOOK_BACK_DAYS}
    if reason.code == "unread":
        return ngettext(
            "Did not open the %(number)d mail of the last %(span)d days.",
            "Opened none of the %(number)d mails of the last %(span)d days.",
            reason.number,
        ) % {"number": reason.number, "span": LOOK_BACK_DAYS}
    if reason.code == "never_returned":
        return _("Bought on one day only and has not come back.")
    if reason.code == "first_purchase":
        return _("New customer: one purchase so far, so the usual rhythm is not known yet.")
    rhythm = ngettext(
        "Usually buys every day.",
        "Usually buys about every %(usual)d days.",
        reason.usual_days,
    ) % {"usual": reason.usual_days}
    status = {
        "overdue": _("Well past the usual time for the next order."),
        "due": _("The next order is due about now."),
        "on_rhythm": _("Within the usual rhythm."),
    }[reason.code]
    return f"{status} {rhythm}"
