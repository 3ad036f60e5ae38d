"""Messages of a simulation at their time: they leave, wait or are skipped as the claim would have had it.

Asked in the order of the claim: the guards, consent, the night, how often the contact was written
to. What a person could have done, or a machine that stood still, is not known and not played.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Max

from automations import frequency, guards, quiet_hours
from automations.base import Automation
from automations.simulation.past import AsItWas, Effect, Past
from crm import consent
from crm.mirror import Mirror
from crm.models import Contact
from tenants.markets import market
from tenants.models import Client


@dataclass
class Left:
    """What became of the messages that were due: those that left, and why the others will not."""

    messages: list[Effect] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)


class Moment(Mirror):
    """The mirror at one moment for people named beforehand: who bought when is read once for all of them."""

    def __init__(self, as_of: datetime, people: Iterable[int]) -> None:
        super().__init__(as_of)
        sales = self.orders.sales().of_contacts(people).order_by().values("contact_id")
        self._newest: dict[int, datetime] = dict(
            sales.annotate(newest=Max("happened_at")).values_list("contact_id", "newest")
        )

    def bought_since(self, contact_id: int, at: datetime) -> bool:
        newest = self._newest.get(contact_id)
        return newest is not None and newest > at


def settle(client: Client, automation: Automation, past: Past, *, until: datetime) -> Left:
    """Every message due by `until` leaves, is put off, or is skipped; whoever is due first comes first."""
    found = Left()
    while due := [each for each in past.to_come if each.at <= until]:
        at = min(each.at for each in due)
        _settle_at(at, [each for each in due if each.at == at], client, automation, past, found)
    return found


def _settle_at(
    at: datetime, due: Sequence[Effect], client: Client, automation: Automation, past: Past, found: Left
) -> None:
    """All messages of one moment, with what was known then read once for all of them."""
    people = {each.pk: each for each in Contact.objects.filter(pk__in=[each.person for each in due])}
    may = consent.may_email_each(people.values(), at=at, market=market(client.country))
    earlier = AsItWas(client, automation.slug, at, past).sent_to(people)
    mirror = Moment(at, people)
    for each in due:
        contact = people.get(each.person)
        code = guards.first_failing(mirror, each.person, [guard.stored() for guard in each.action.wish.guards])
        code = code or (may[contact.pk].code if contact and not may[contact.pk].allowed else "")
        code = code or ("" if contact else "contact_gone")
        until = at if code or contact is None else _free(each, contact, client, automation, past, earlier)
        if until - max(each.action.due_at, each.planned_at) > frequency.PATIENCE:
            code = "frequency_cap"
        if code:
            past.dropped(each)
            found.skipped[code] += 1
        elif until > at:
            each.at = until
        else:
            past.has_left(each)
            earlier.setdefault(each.person, []).append(at)
            found.messages.append(each)


def _free(
    effect: Effect,
    contact: Contact,
    client: Client,
    automation: Automation,
    past: Past,
    earlier: dict[int, list[datetime]],
) -> datetime:
    """The next moment that is neither at night nor too soon after the messages before it; its own, or later."""
    morning = quiet_hours.next_allowed(effect.at, quiet_hours.zone_of(contact.timezone, client))
    if morning > effect.at:
        return morning
    own = [each.at for each in past.sent.get(effect.person, []) if each.planned_at == effect.planned_at]
    rhythm = automation.rhythm or frequency.GAP
    return frequency.free_at(
        earlier.get(effect.person, []), effect.at, own=own, rhythm=rhythm, most=automation.most_messages
    )
