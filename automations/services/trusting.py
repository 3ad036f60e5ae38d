"""Proposing wider limits on a track record, and what a person makes of the proposal."""

from django.db import transaction
from django.utils.translation import gettext as _

import events
from automations import policy, registry
from automations.base import Automation
from automations.models import Action, EarnedLimit
from automations.trust import force
from automations.trust.limits import QUIET, Limits, proposed
from automations.trust.record import COMPLAINT, COMPLAINT_TIME, KINDS, WINDOW, Record, counted, trials_of
from crm.models import Contact, Suppression
from tenants import access, clock, context, ledger
from tenants.errors import Refused
from tenants.markets import limits as market_limits
from tenants.models import Client, User

State = EarnedLimit.State


def record_of(automation: Automation) -> Record:
    """The automation's track record at the active client now."""
    now = clock.now()
    return counted(trials_of(context.current(), automation, now), now - WINDOW)


def review_limits() -> int:
    """Once a day: end what a late complaint or outcome speaks against, and propose what is earned."""
    return sum(_review(automation) for automation in registry.offered(context.current()))


def _review(automation: Automation) -> bool:
    client, now = context.current(), clock.now()
    trials = trials_of(client, automation, now)
    held = force.in_force(automation)
    if held is not None:
        # It was proposed on a month without any, so these came to light since.
        late = [trial for trial in trials if not trial.good and trial.failing_at > held.proposed_at - QUIET]
        if late:
            failings = late[-1].failings
            force.demote(automation.slug, next(kind for kind in KINDS if kind in failings))
            return False
    wider = proposed(trials, allowed(client, automation), _default(client), now)
    if wider is None or _declined_lately(automation):
        return False
    return _propose(automation, wider, counted(trials, now - WINDOW))


def complained(suppression_id: int) -> list[str]:
    """End what the automations that lately wrote to the complaining address have earned; returns which had."""
    row = Suppression.objects.filter(pk=suppression_id, reason=COMPLAINT).first()
    if row is None:
        return []
    contacts = Contact.objects.filter(email_key=row.address_key).values("pk")
    written = Action.objects.filter(contact_id__in=contacts, is_communication=True, done_at__gt=row.at - COMPLAINT_TIME)
    slugs = written.order_by().values_list("run__automation", flat=True).distinct()
    return [slug for slug in slugs if force.demote(slug, COMPLAINT)]


@transaction.atomic
def _propose(automation: Automation, wider: Limits, record: Record) -> bool:
    values = {
        "customer_value_cents": wider.customer_value_cents,
        "batch": wider.batch,
        "day_cost_cents": wider.day_cost_cents,
        "version": str(automation.version),
        "record": record.stored(),
        "proposed_at": clock.now(),
    }
    row, made = EarnedLimit.objects.get_or_create(automation=automation.slug, state=State.PROPOSED, defaults=values)
    if made:
        ledger.write("limit.proposed", row)
        events.publish("limit.proposed", row, {"automation": automation.slug}, key=f"limit:{row.pk}:proposed")
    return made


@transaction.atomic
def ratify(row: EarnedLimit, *, by: User) -> EarnedLimit:
    """Put a proposal in force in place of what held before; raises Refused when `by` may not, or it is gone."""
    held = _open(row, by)
    automation = registry.get(held.automation)
    if held.version != str(automation.version):
        raise Refused(_("The automation has changed since; its record begins anew."), code="version_changed")
    now = clock.now()
    before = EarnedLimit.objects.in_force().of(held.automation)
    before.update(state=State.ENDED, ended_at=now, ended_code="replaced")
    return _decide(held, State.IN_FORCE, by, "limit.ratified")


@transaction.atomic
def decline(row: EarnedLimit, *, by: User) -> EarnedLimit:
    """Leave the limits as they are; it is not proposed again for a month."""
    return _decide(_open(row, by), State.DECLINED, by, "limit.declined")


@transaction.atomic
def withdraw(row: EarnedLimit, *, by: User) -> bool:
    """Take earned limits back: from now on it asks as at first. False when they had ended already."""
    access.require(by, context.current(), access.Verb.DECIDE)
    ended = EarnedLimit.objects.in_force().filter(pk=row.pk)
    changed = ended.update(state=State.ENDED, ended_at=clock.now(), ended_code="withdrawn")
    if changed:
        ledger.write("limit.withdrawn", row, by=by)
    return bool(changed)


def allowed(client: Client, automation: Automation) -> Limits:
    """What it may do without asking now, earned limits included."""
    rules = policy.limits_of(client, automation.slug)
    earned = force.in_force(automation)
    rules = force.widened(rules, earned) if earned else rules
    return Limits(rules.customer_value_cents, rules.batch, rules.day_cost_cents)


def _default(client: Client) -> Limits:
    default = market_limits(client.currency)
    return Limits(default.customer_value_cents, default.batch, default.day_cost_cents)


def _declined_lately(automation: Automation) -> bool:
    declined = EarnedLimit.objects.of(automation.slug).filter(state=State.DECLINED)
    return declined.filter(decided_at__gt=clock.now() - QUIET).exists()


def _open(row: EarnedLimit, by: User) -> EarnedLimit:
    """Widening is for who manages the client; a proposal is decided once."""
    access.require(by, context.current(), access.Verb.MANAGE)
    held = EarnedLimit.objects.proposed().select_for_update().filter(pk=row.pk).first()
    if held is None:
        raise Refused(_("This proposal is decided already, or no longer holds."), code="proposal_gone")
    return held


def _decide(row: EarnedLimit, state: EarnedLimit.State, by: User, what: str) -> EarnedLimit:
    row.state, row.decided_at, row.decided_by_id = state, clock.now(), by.pk
    row.save(update_fields=["state", "decided_at", "decided_by_id"])
    ledger.write(what, row, by=by)
    return row
