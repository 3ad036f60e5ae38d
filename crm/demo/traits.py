"""What else is known of a generated customer: name, address, consent. The same every time."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

from crm.demo.customers import Customer
from crm.demo.profiles import Profile
from crm.models import Consent
from crm.names import person
from crm.services import ContactRow
from tenants.markets import market

ABROAD_PERCENT = 12
NO_ADDRESS_PERCENT = 4
COMPLAINED_PERCENT = 2
# Of a hundred customers: agreed, left the box empty, were never asked; some who agreed leave later.
AGREED, LEFT_EMPTY = 66, 24
UNSUBSCRIBED_PERCENT = 8
UNSUBSCRIBED_WITHIN_DAYS = 200


@dataclass(frozen=True, slots=True)
class Traits:
    """`agreed`, `unsubscribed_at` and `complained` say what the customer answered and when."""

    country: str
    first_name: str
    last_name: str
    email: str
    consent: Consent | None
    unsubscribed_at: datetime | None
    complained: bool


def traits(customer: Customer, profile: Profile, first: datetime) -> Traits:
    """`first` is the time of the first order."""
    draw = customer.draw("person")
    abroad = draw.randrange(100) < ABROAD_PERCENT
    country = draw.choice(profile.abroad) if abroad else profile.country
    digest = blake2b(customer.mark.encode(), digest_size=16).hexdigest()
    first_name, last_name = person(market(country).language, digest)
    has_address = draw.randrange(100) >= NO_ADDRESS_PERCENT
    asked, leaves = draw.randrange(100), draw.randrange(100) < UNSUBSCRIBED_PERCENT
    left_at = first + timedelta(days=draw.randint(2, UNSUBSCRIBED_WITHIN_DAYS), minutes=draw.randrange(600))
    agreed = asked < AGREED
    silent = Consent.UNKNOWN if asked < AGREED + LEFT_EMPTY else None
    return Traits(
        country=country,
        first_name=first_name,
        last_name=last_name,
        email=address(first_name, last_name, digest) if has_address else "",
        consent=Consent.OPTED_IN if agreed else silent,
        unsubscribed_at=left_at if agreed and leaves else None,
        complained=has_address and draw.randrange(100) < COMPLAINED_PERCENT,
    )


def address(first_name: str, last_name: str, digest: str) -> str:
    """Readable, unique, and never deliverable (RFC 2606)."""
    plain = unicodedata.normalize("NFKD", f"{first_name}.{last_name}").encode("ascii", "ignore").decode()
    return f"{plain.lower().replace(' ', '')}.{digest[:5]}@example.invalid"


def contact_row(external_id: str, known: Traits, first: datetime) -> ContactRow:
    return ContactRow(
        external_id,
        details_at=first,
        happened_at=first,
        known_at=first,
        email=known.email,
        first_name=known.first_name,
        last_name=known.last_name,
        country=known.country,
        language=market(known.country).language,
        timezone=market(known.country).timezone,
        is_synthetic=True,
        consent=known.consent,
        consent_at=first if known.consent else None,
    )
