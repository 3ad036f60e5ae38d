"""Checked again at the moment of acting, in this order: may this action still happen, and now?

What only waits for something (a pause, the budget, the morning) keeps its place; what has lost
its ground is skipped or called off, with the reason.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Literal

from automations import actions as action_kinds
from automations import digests, frequency, guards, locks, policy, quiet_hours, registry, room
from automations.models import Action, Setting
from automations.trust import force
from crm import consent
from crm.mirror import Mirror
from crm.models import Contact
from integrations import costs
from integrations.models import Connection
from reviews.models import Decision, Review
from sensors.dependents import connectors
from sensors.needs import all_missing
from sensors.tools import Tools
from tenants import access, switches
from tenants.markets import market
from tenants.models import Client

PARKED = ("paused", "client_not_active", "switched_off", "service_lost")
"""Reasons for which an action waits until something changes, without a time."""


@dataclass(frozen=True)
class Halt:
    """Why not now. `until` is set for `postpone` only."""

    how: Literal["park", "postpone", "skip", "cancel"]
    code: str
    until: datetime | None = None


@dataclass(frozen=True)
class Claim:
    """One action about to happen."""

    action: Action
    client: Client
    now: datetime

    @cached_property
    def contact(self) -> Contact | None:
        """Whom it reaches, as stored at this claim."""
        return Contact.objects.filter(pk__in=[self.action.contact_id]).first()


Check = Callable[[Claim], Halt | None]


def halt(action: Action, client: Client, now: datetime) -> Halt | None:
    """The first check that holds the action back; None when it may happen now.

    Called in the transaction that commits `sending`: locks on contact and budget last until then.
    """
    claim = Claim(action, client, now)
    checks = (*ALWAYS, *(FOR_MESSAGES if action.is_communication else ()), *LAST)
    return next((held for check in checks if (held := check(claim))), None)


def _pause(claim: Claim) -> Halt | None:
    return Halt("park", "paused") if switches.paused(claim.client) else None


def _client(claim: Claim) -> Halt | None:
    state = Client.objects.filter(pk=claim.client.pk).values_list("state", flat=True).first()
    if state == Client.State.ACTIVE:
        return None
    if state in (None, Client.State.ARCHIVED):
        return Halt("cancel", "client_archived")
    return Halt("park", "client_not_active")


def _switched_off(claim: Claim) -> Halt | None:
    run = claim.action.run
    setting = Setting.objects.of(run.automation).first()
    return Halt("park", "switched_off") if setting and setting.stops(run.created_at) else None


def _service_lost(claim: Claim) -> Halt | None:
    """A service that the automation stands on works no more: it waits until that works again."""
    automation = registry.known(claim.action.run.automation)
    needed = [need for need in automation.needs if any(connectors([need]))] if automation else []
    rows = Connection.objects.filter(connector__in=set(connectors(needed)))
    if not needed or not rows.exclude(state=Connection.State.CONNECTED).exists():
        return None
    return Halt("park", "service_lost") if all_missing(needed, Tools(claim.client, claim.now)) else None


def _unchanged(claim: Claim) -> Halt | None:
    action = claim.action
    same = digests.of_action(action, action.run, claim.client.pk) == action.digest
    return None if same else Halt("cancel", "digest_changed")


def _approved(claim: Claim) -> Halt | None:
    """What had to ask needs a decision about exactly this, by somebody who may decide to this day."""
    action = claim.action
    if not action.asks:
        return None
    decision = _approval(action)
    if decision is None:
        return Halt("cancel", "not_approved")
    allowed = access.allows(decision.by, claim.client, access.Verb.DECIDE)
    return None if allowed else Halt("cancel", "approver_not_allowed")


def _approval(action: Action) -> Decision | None:
    """Looked for in the database: a plan of thousands must not be read whole for each of its actions."""
    name = str(action.pk)
    decisions = Decision.objects.filter(review=action.review_id, review__state=Review.State.APPROVED)
    about_it = decisions.filter(actions__contains=[name], review__action_digests__contains={name: action.digest})
    return about_it.select_related("by").defer("actions").first()


def _trusted(claim: Claim) -> Halt | None:
    """What went without asking because the automation had earned it asks again once that has ended."""
    action = claim.action
    if not action.on_trust or force.holds(action.run.automation, action.run.version):
        return None
    return Halt("cancel", "trust_lost")


def _budget(claim: Claim) -> Halt | None:
    """What is put aside for it counts already; a budget that was lowered since makes it wait."""
    if not claim.action.cost_micros or not costs.over_budget(0, hold=True):
        return None
    tomorrow = costs.period_start("day", claim.client, claim.now) + timedelta(days=1)
    return Halt("postpone", "budget_reached", tomorrow)


def _guards(claim: Claim) -> Halt | None:
    code = guards.first_failing(Mirror(claim.now), claim.action.contact_id, claim.action.guards)
    return Halt("skip", code) if code else None


def _kind(claim: Claim) -> Halt | None:
    """What only this kind of action knows of."""
    code = action_kinds.kind(claim.action.kind).obstacle(claim.action)
    return Halt("skip", code) if code else None


def _consent(claim: Claim) -> Halt | None:
    contact = claim.contact
    if contact is None:
        return Halt("skip", "contact_gone")
    address = claim.action.payload.get("to_address", contact.email_key)
    if address != contact.email_key:
        return Halt("skip", "address_changed")
    verdict = consent.may_email(contact, at=claim.now, market=market(claim.client.country))
    return None if verdict.allowed else Halt("skip", verdict.code)


def _frequency(claim: Claim) -> Halt | None:
    """Two automations that reach for one contact at once wait for each other here."""
    contact_id = claim.action.contact_id or 0
    locks.hold(f"contact/{contact_id}")
    earlier = frequency.sent_to([contact_id], since=claim.now - frequency.WINDOW).get(contact_id, [])
    automation = registry.known(claim.action.run.automation)
    rhythm = (automation.rhythm if automation else None) or frequency.GAP
    most = automation.most_messages if automation else frequency.MOST
    is_own_way = rhythm != frequency.GAP or most > frequency.MOST
    own = frequency.sent_by(claim.action.run_id, contact_id) if is_own_way and earlier else []
    until = frequency.free_at(earlier, claim.now, own=own, rhythm=rhythm, most=most)
    if until <= claim.now:
        return None
    wanted = max(claim.action.due_at, claim.action.released_at or claim.action.due_at)
    if until - wanted > frequency.PATIENCE:
        return Halt("skip", "frequency_cap")
    return Halt("postpone", "frequency_cap", until)


def _quiet(claim: Claim) -> Halt | None:
    zone = quiet_hours.zone_of(claim.contact.timezone if claim.contact else "", claim.client)
    until = quiet_hours.next_allowed(claim.now, zone)
    return Halt("postpone", "quiet_hours", until) if until > claim.now else None


def _room(claim: Claim) -> Halt | None:
    """What nobody was asked about waits while the day is full; counted where nobody else of the automation acts."""
    action = claim.action
    person = action.contact_id if action.is_communication else None
    if action.asks or (person is None and not action.cost_micros):
        return None
    run = action.run
    locks.hold(f"automation/{run.automation}")
    rules = policy.limits_now(claim.client, run.automation, run.version)
    left = room.left_since(run.automation, claim.now - room.DAY, besides=action.pk)
    wanted = room.Left(claim.now, person, action.cost_micros)
    until = room.free_from(left, wanted, batch=rules.batch, day_cost_cents=rules.day_cost_cents)
    if until is not None and until <= claim.now:
        return None
    if until is None or until - max(action.due_at, action.released_at or action.due_at) > frequency.PATIENCE:
        return Halt("cancel", "no_room")
    return Halt("postpone", "day_limit", until)


ALWAYS: tuple[Check, ...] = (
    _pause,
    _client,
    _switched_off,
    _service_lost,
    _unchanged,
    _approved,
    _trusted,
    _budget,
    _guards,
    _kind,
)
FOR_MESSAGES: tuple[Check, ...] = (_consent, _quiet, _frequency)
LAST: tuple[Check, ...] = (_room,)
"""Only what would leave now takes a place."""
