"""What a plan says beside its actions: whom it leaves out and why, and what it rests on."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from reviews.reasons import register_reason


@dataclass(frozen=True)
class LeftOut:
    """A contact that gets nothing, with the reason's code."""

    contact_id: int
    code: str


@dataclass(frozen=True)
class Fact:
    """One thing the plan rests on: a model's name, a count, a date. A JSON value."""

    name: str
    value: Any


# Every code that can hold an action back, stop it or make it ask, in words.
SENTENCES: dict[str, str | Promise] = {
    "address_changed": _("The address has changed since this was written."),
    "already_planned": _("Already planned or done for the same occasion."),
    "no_address": _("No e-mail address."),
    "suppressed": _("The address is on the list of those never to be written to."),
    "opted_out": _("Does not want e-mail."),
    "consent_unknown": _("Never agreed to e-mail; not knowing is no consent."),
    "synthetic_outside_rehearsal": _("The address is made up, and this is no rehearsal."),
    "bad_header": _("The name or address cannot stand in a mail's head."),
    "contact_gone": _("The contact no longer exists."),
    "frequency_cap": _("Has been written to often enough lately."),
    "held_out": _("Left without, to compare with."),
    "bought_meanwhile": _("Has bought in the meantime."),
    "cart_emptied": _("The cart is empty or gone."),
    "cart_changed": _("Something that the message shows is no longer in the cart."),
    "not_hot": _("The lead is not hot now."),
    "not_warm": _("The lead is not warm now."),
    "lead_now_hot": _("The lead has become hot."),
    "lead_now_warm": _("The lead has become warm."),
    "lead_now_cold": _("The lead has become cold."),
    "no_slot": _("No free time for a call in the next ten working days."),
    "calendar_silent": _("Google Calendar could not be read, so no time is proposed."),
    "slot_taken": _("The proposed time is no longer free."),
    "slot_past": _("The proposed time was too near, or over, when it was decided."),
    "replied_meanwhile": _("Has replied in the meantime."),
    "no_cart_link": _("The shop gave no address that opens the cart again."),
    "no_code": _("No discount code: the pool has no free one, and no shop that makes one is connected."),
    "code_missing": _("The discount code was not made."),
    "code_ended": _("The discount code ends too soon."),
    "code_of_another": _("The shop has another discount under this code."),
    "taken_back": _("Deleted again at the shop, because its message did not leave."),
    "no_review_link": _("The address of the page where reviews are written is missing."),
    "message_gone": _("The message that it was made for will not leave."),
    "order_returned": _("The order was called off or sent back."),
    "orders_stale": _("The shop's orders are too old to know whether they have bought."),
    "quiet_hours": _("Waits for the end of the quiet hours."),
    "paused": _("Everything is paused; it goes on when the pause ends."),
    "switched_off": _("The automation was switched off; it goes on when it is switched on."),
    "service_lost": _("A service it stands on does not work; it goes on when that works again."),
    "client_not_active": _("The client is not active; it goes on when it is active again."),
    "client_archived": _("The client is archived."),
    "digest_changed": _("What is stored is not what was planned or approved."),
    "not_approved": _("The approval does not cover this action."),
    "day_limit": _("As much is done within a day as may be without asking; it goes on when there is room."),
    "no_room": _("There was no room within what may be done without asking; it asks when it is planned again."),
    "trust_lost": _("The limits it had earned have ended; it asks when it is planned again."),
    "approver_not_allowed": _("The person who approved it may no longer approve."),
    "budget_reached": _("The budget is used up; it goes on in the next period."),
    "rejected": _("Not ticked, or rejected by the person who decided."),
    "review_closed": _("Nobody decided in time, or the request was withdrawn."),
    "run_cancelled": _("The run was cancelled."),
    "contact_erased": _("The person asked to be forgotten."),
    "worker_lost": _("The worker stopped while it was being sent; look whether it arrived."),
    "gave_up": _("Tried several times without success."),
    "plan_failed": _("The plan broke off; the log says where."),
    "nothing_to_do": _("Nobody qualified, so nothing is done."),
    "resolved_happened": _("A person looked: it did happen."),
    "resolved_not_happened": _("A person looked: it did not happen."),
    "customer_value": ngettext_lazy(
        "%(people)s customer is worth more than %(limit_money)s, the most it may decide alone.",
        "%(people)s customers are worth more than %(limit_money)s, the most it may decide alone.",
        "people",
    ),
    "value_unknown": ngettext_lazy(
        "What %(people)s customer is worth is not known.",
        "What %(people)s customers are worth is not known.",
        "people",
    ),
    "batch": ngettext_lazy(
        "%(people)s person within a day; it may reach %(limit)s alone.",
        "%(people)s people within a day; it may reach %(limit)s alone.",
        "people",
    ),
    "content": _("What is published is always looked at first."),
    "confidence": ngettext_lazy(
        "%(actions)s action is less sure than the %(limit)s %% it needs to act alone.",
        "%(actions)s actions are less sure than the %(limit)s %% it needs to act alone.",
        "actions",
    ),
    "day_cost": _("The day would cost %(cost_money)s. It may spend %(limit_money)s alone."),
}


def register_sentences() -> None:
    """Let the review pages say the codes in words."""
    for code, sentence in SENTENCES.items():
        register_reason(code, sentence)
