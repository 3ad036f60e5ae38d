"""May we write to this person? One answer for every door, with the reason when it is no.

Unknown is not consent. Where the client's market allows mail to own customers about like
products ("soft opt-in": Directive 2002/58/EC art. 13(2)), somebody who bought recently and was
never asked may be written to; the switch is `soft_opt_in` of the market in `tenants.markets`.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from crm.models import Consent, ConsentEvent, Contact, Order, Suppression
from crm.models.history import Channel
from tenants import context
from tenants.markets import Market

# How long after a purchase a customer relation is taken to last (as in Canada's CASL s. 10(10): two years).
SOFT_OPT_IN_WINDOW = timedelta(days=730)

_ADDRESS = re.compile(r"[^@\s<>()\[\],;:\\\"]{1,64}@[^@\s<>()\[\],;:\\\"]{1,189}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`code` is ok, no_address, suppressed, opted_out, consent_unknown or synthetic_outside_rehearsal."""

    allowed: bool
    code: str


OK = Verdict(True, "ok")


def address_key(email: str) -> str:
    """The form in which addresses are compared: NFKC, lower case, domain in ASCII; "" if it is none.

    Dots and plus-tags stay: whether they matter is up to the mail server (RFC 5321 section 2.3.11).
    """
    text = unicodedata.normalize("NFKC", email).strip().lower().removeprefix("mailto:")
    if "<" in text:
        text = text.partition("<")[2].partition(">")[0].strip()
    if not _ADDRESS.fullmatch(text):
        return ""
    name, _, domain = text.partition("@")
    try:
        return f"{name}@{domain.rstrip('.').encode('idna').decode('ascii')}"
    except UnicodeError:
        return ""


def may_email(contact: Contact, *, at: datetime, market: Market) -> Verdict:
    """Whether `contact` may get marketing mail at `at`, by what was known then."""
    return may_email_each([contact], at=at, market=market)[contact.pk]


def may_email_each(contacts: Iterable[Contact], *, at: datetime, market: Market) -> dict[int, Verdict]:
    """The same for many at once, in at most three queries; by contact id."""
    people = list(contacts)
    keys = [contact.email_key for contact in people if contact.email_key]
    suppressed = set(Suppression.objects.of(Channel.EMAIL, keys).by(at).values_list("address_key", flat=True))
    states = states_at(people, at)
    customers = recent_customers(people, at) if market.soft_opt_in else set()
    return {
        contact.pk: _verdict(contact, states.get(contact.pk), suppressed=suppressed, customers=customers)
        for contact in people
    }


def states_at(contacts: list[Contact], at: datetime) -> dict[int, str]:
    """The consent state of each contact that had been asked by `at`; from history only where needed."""
    states = {c.pk: c.email_consent for c in contacts if c.consent_at is not None and c.consent_at <= at}
    changed_later = [c.pk for c in contacts if c.consent_at is not None and c.consent_at > at]
    if changed_later:
        events = ConsentEvent.objects.as_of(at).filter(contact_id__in=changed_later, channel=Channel.EMAIL)
        states.update(events.order_by("happened_at", "id").values_list("contact_id", "state"))
    return states


def recent_customers(contacts: list[Contact], at: datetime) -> set[int]:
    """Ids of those who bought within the soft opt-in window before `at`."""
    bought = Order.objects.as_of(at).sales().since(at - SOFT_OPT_IN_WINDOW)
    return set(bought.of_contacts(c.pk for c in contacts).values_list("contact_id", flat=True))


def _verdict(contact: Contact, state: str | None, *, suppressed: set[str], customers: set[int]) -> Verdict:
    client = context.current()
    if not contact.email_key:
        return Verdict(False, "no_address")
    if contact.is_synthetic and not (client.is_rehearsal or client.is_demo):
        return Verdict(False, "synthetic_outside_rehearsal")
    if contact.email_key in suppressed:
        return Verdict(False, "suppressed")
    if state == Consent.OPTED_OUT:
        return Verdict(False, "opted_out")
    never_asked = state is None
    if state == Consent.OPTED_IN or (never_asked and contact.pk in customers):
        return OK
    return Verdict(False, "consent_unknown")
