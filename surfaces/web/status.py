"""How each state looks: its colour family, its icon and its word.

One map for the whole product, so that a state is drawn the same on every page. Not knowing
(blocked, stale, unknown) is a look of its own: grey, never zero, green or red.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Look(NamedTuple):
    """`state` is what `data-state` in the style sheets knows; `icon` a symbol of `icons.svg`."""

    state: str
    icon: str
    word: str | Promise


BASE: dict[str, Look] = {
    "ok": Look("ok", "check", _("OK")),
    "waiting": Look("waiting", "clock", _("Waiting")),
    "running": Look("running", "refresh", _("Running")),
    "warning": Look("warning", "alert", _("Attention")),
    "degraded": Look("degraded", "alert", _("Degraded")),
    "error": Look("error", "alert", _("Error")),
    "broken": Look("broken", "x", _("Broken")),
    "blocked": Look("blocked", "lock", _("Blocked")),
    "stale": Look("stale", "clock", _("Out of date")),
    "missing": Look("missing", "minus", _("Missing")),
    "unknown": Look("unknown", "question", _("Not known")),
    "done": Look("done", "check", _("Done")),
    "skipped": Look("skipped", "skip", _("Skipped")),
}

# States of runs, actions, reviews, jobs, clients and outcomes, in the families above.
MORE: dict[str, Look] = {
    "unmet": Look("skipped", "x", _("Does not hold")),
    "yes": Look("ok", "check", _("Yes")),
    "no": Look("skipped", "x", _("No")),
    "planning": Look("running", "refresh", _("Planning")),
    "drafting": Look("running", "pen", _("Writing")),
    "asking": Look("waiting", "question", _("Waits for an answer")),
    "ready": Look("waiting", "clock", _("Waits for your confirmation")),
    "shown": Look("done", "flask", _("Dry run only")),
    "started": Look("ok", "play", _("Started")),
    "planned": Look("waiting", "file", _("Planned")),
    "released": Look("waiting", "clock", _("Due")),
    "pending": Look("waiting", "clock", _("Pending")),
    "sending": Look("running", "send", _("Sending")),
    "sent": Look("running", "send", _("Handed over")),
    "held_out": Look("skipped", "flask", _("Held out for comparison")),
    "cancelled": Look("skipped", "x", _("Cancelled")),
    "rejected": Look("skipped", "x", _("Rejected")),
    "expired": Look("skipped", "clock", _("Expired")),
    "voided": Look("skipped", "refresh", _("No longer valid")),
    "nothing": Look("skipped", "minus", _("Nothing to do")),
    "refused": Look("warning", "shield", _("Refused")),
    "failed": Look("error", "alert", _("Failed")),
    "dead": Look("error", "alert", _("Gave up")),
    "approved": Look("ok", "check", _("Approved")),
    "acted": Look("ok", "check", _("Acted")),
    "active": Look("ok", "check", _("Active")),
    "provisioning": Look("running", "refresh", _("Being set up")),
    "paused": Look("blocked", "pause", _("Paused")),
    "suspended": Look("blocked", "pause", _("Suspended")),
    "archived": Look("skipped", "file", _("Archived")),
    "too_early": Look("unknown", "clock", _("Too early to tell")),
    "too_small": Look("unknown", "question", _("Too few to tell")),
    "no_change": Look("unknown", "minus", _("No difference shown")),
    "helped": Look("ok", "check", _("Helped")),
    "hurt": Look("error", "alert", _("Hurt")),
}

LOOKS: dict[str, Look] = BASE | MORE


def look(state: object) -> Look:
    """The look of `state`, in any case; a state nobody described is shown as not known, never as fine."""
    return LOOKS.get(str(state).lower(), LOOKS["unknown"])
