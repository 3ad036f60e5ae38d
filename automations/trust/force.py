"""Which earned limits hold now, and what ends them."""

from datetime import datetime

from django.db import transaction

import events
from automations.base import Automation
from automations.models import EarnedLimit, Policy
from tenants import clock, ledger


def in_force(automation: Automation) -> EarnedLimit | None:
    """What this version of the automation has earned at the active client; None when nothing holds."""
    return held(automation.slug, str(automation.version))


def held(slug: str, version: str) -> EarnedLimit | None:
    """The same by the automation's name, for what an older version of it may have planned."""
    return EarnedLimit.objects.in_force().of(slug).filter(version=version).first()


def widened(rules: Policy, earned: EarnedLimit) -> Policy:
    """The policy with the earned limits in place of its own where they are wider; never stored."""
    return Policy(
        automation=rules.automation,
        customer_value_cents=max(rules.customer_value_cents, earned.customer_value_cents),
        batch=max(rules.batch, earned.batch),
        day_cost_cents=max(rules.day_cost_cents, earned.day_cost_cents),
        confidence=rules.confidence,
    )


def holds(slug: str, version: str) -> bool:
    """Asked at the claim: does what let an action go without asking still hold?"""
    return EarnedLimit.objects.in_force().of(slug).filter(version=version).exists()


@transaction.atomic(savepoint=False)
def demote(slug: str, code: str, *, at: datetime | None = None) -> bool:
    """End what the automation has earned, and what is proposed, because of one failing; True if it had any.

    What it let go and has not left is called off at its claim, and asks when it is planned again.
    """
    now = at or clock.now()
    ended = {"state": EarnedLimit.State.ENDED, "ended_at": now, "ended_code": code}
    for open_one in EarnedLimit.objects.proposed().of(slug).select_for_update():
        EarnedLimit.objects.filter(pk=open_one.pk).update(**ended)
        ledger.write("limit.proposal_withdrawn", open_one)
    row = EarnedLimit.objects.in_force().of(slug).select_for_update().first()
    if row is None:
        return False
    EarnedLimit.objects.filter(pk=row.pk).update(**ended)
    ledger.write("limit.demoted", row)
    events.publish("limit.demoted", row, {"automation": slug, "code": code}, key=f"limit:{row.pk}:demoted")
    return True
