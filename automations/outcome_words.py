"""How the effect of a run is told."""

from babel.dates import format_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from automations.outcomes import Group, Outcome, State

MARKS: dict[State, str] = {
    "too_early": "waiting",
    "too_small": "missing",
    "helped": "ok",
    "hurt": "error",
    "no_change": "ok",
    "unknown": "missing",
}


def state_mark(state: State) -> str:
    """The look of a state."""
    return MARKS[state]


def sentence(outcome: Outcome) -> str:
    """What is known, what is not, and from when on it will be."""
    words = {"shares": _shares(outcome), "until": _day(outcome)}
    match outcome.state:
        case "too_early" if outcome.code == "nobody_reached":
            return _("Nobody has been written to yet.")
        case "too_early":
            return _("Too early to tell. %(shares)s It is compared on %(until)s.") % words
        case "too_small":
            return _("Too few people to tell. %(shares)s") % words
        case "unknown" if outcome.code == "orders_stale":
            return _("Not known: no orders were brought in since %(until)s. Import them to see the effect.") % words
        case "unknown" if outcome.code == "groups_differ":
            return _("Not known: people who have been forgotten since are no longer compared. %(shares)s") % words
        case "unknown":
            return _("Not known: nobody was reached.")
    verdicts = {"helped": _("It helped."), "hurt": _("It did harm."), "no_change": _("No difference shown.")}
    numbers = {
        "verdict": verdicts[outcome.state],
        "difference": outcome.numbers["difference"],
        "low": outcome.numbers["low"],
        "high": outcome.numbers["high"],
    }
    interval = _("%(verdict)s Difference %(difference)+.1f points, 95 %% between %(low)+.1f and %(high)+.1f.")
    return f"{interval % numbers} {words['shares']}"


def _shares(outcome: Outcome) -> str:
    return _("Bought since: %(treated)s of those it was planned for, %(held_out)s of those left out.") % {
        "treated": _share(outcome.treated),
        "held_out": _share(outcome.held_out),
    }


def _share(group: Group) -> str:
    return _("%(bought)d of %(people)d") % {"bought": group.bought, "people": group.people}


def _day(outcome: Outcome) -> str:
    language = (get_language() or "en").replace("-", "_")
    return format_date(outcome.until.date(), "long", locale=language) if outcome.until else ""
