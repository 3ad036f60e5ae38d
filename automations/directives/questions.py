"""What is asked back, or why nothing is done, in the reader's language."""

from collections.abc import Sequence

from django.utils.translation import gettext as _


def question(code: str, titles: Sequence[str] = ()) -> str:
    """One clear question."""
    named = ", ".join(_("“%(title)s”") % {"title": title} for title in titles)
    match code:
        case "empty":
            return _("What shall be done? One sentence is enough.")
        case "too_long":
            return _("This is too long for one order. Can you say it in one or two sentences?")
        case "several":
            return _("This asks for several things. Which one first?")
        case "denied":
            return _(
                "This says what shall not be done or shall stop, and nothing is started by it. An automation is "
                "switched off and a run is cancelled on its own page. What shall be done instead?"
            )
        case "asked":
            return _("This reads as a question, not as an order. Shall it be done: %(titles)s?") % {"titles": named}
        case "told":
            return _("This tells of what was done already. Shall it be done now: %(titles)s?") % {"titles": named}
        case "one_at_a_time":
            return _("%(titles)s takes one at a time, and several are named. Which one first?") % {"titles": named}
        case "which_one":
            return _("It does not say which one. What is its name?")
        case "vague" | "ambiguous":
            return _("Which of these do you mean: %(titles)s?") % {"titles": named}
    if named:
        return _("I am not sure what you mean. Is it one of these: %(titles)s? Please say it in other words.") % {
            "titles": named
        }
    return _("I found nothing in the catalogue for this. Can you say it in other words?")


def refusal(code: str) -> str:
    """Why it is refused, and what may be done instead."""
    reasons = {
        "destroys": _("Data are not deleted by an order. Ask the agency's administrator."),
        "bypasses_approval": _("Approvals, checks and limits cannot be passed over by an order."),
        "no_consent": _("Nobody is written to or called without their consent."),
        "foreign_data": _("Only this client's own data can be used."),
        "fakes": _("Reviews, followers and figures are not invented or bought."),
        "secrets": _("Passwords and keys are never shown or sent."),
        "injection": _("The rules cannot be changed by an order. Say what shall be done instead."),
        "harmful": _("This could do harm and is not done."),
        "spam": _("Unwanted mass mailing is not done."),
        "money_out": _("Money is not moved this way. Ask for one refund or one payment."),
        "unlimited": _("Spending keeps to its limits. Name an amount instead."),
    }
    return reasons[code]
