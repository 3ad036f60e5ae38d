"""An event of the Conversions API. Source: developers.facebook.com, "Parameters" of the Conversions API."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from integrations.connectors.meta_ads import matching

Row = dict[str, Any]


@dataclass(frozen=True)
class Person:
    """Who did it, unhashed; `country` is the ISO 3166 code that local telephone numbers belong to."""

    country: str
    email: str = ""
    phone: str = ""
    first_name: str = ""
    last_name: str = ""
    city: str = ""
    zip_code: str = ""
    external_id: str = ""
    fbc: str = ""
    fbp: str = ""
    ip: str = ""
    user_agent: str = ""


@dataclass(frozen=True)
class Event:
    """`name`: Lead, Purchase, Schedule, …; `event_id` is the same as in the browser, so that both count once."""

    name: str
    event_id: str
    at: datetime
    person: Person
    source_url: str = ""
    value: Decimal | None = None
    currency: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


def as_row(event: Event) -> Row:
    """The event as it is sent: identifiers hashed, the empty ones left out."""
    custom: Row = dict(event.facts)
    if event.value is not None:
        custom |= {"value": float(event.value), "currency": matching.currency(event.currency)}
    row: Row = {
        "event_name": event.name,
        "event_id": event.event_id,
        "event_time": int(event.at.timestamp()),
        "action_source": "website" if event.source_url else "system_generated",
        "user_data": user_data(event.person),
    }
    row |= {"event_source_url": event.source_url} if event.source_url else {}
    return row | ({"custom_data": custom} if custom else {})


def user_data(person: Person) -> Row:
    """Hashed: address, number, name, place. Not hashed: click ids, the network address, the browser."""
    hashed = {
        "em": matching.email(person.email),
        "ph": matching.phone(person.phone, person.country),
        "fn": matching.name(person.first_name),
        "ln": matching.name(person.last_name),
        "ct": matching.city(person.city),
        "zp": matching.zip_code(person.zip_code),
        "country": matching.country(person.country),
        "external_id": person.external_id.strip(),
    }
    plain = {
        "fbc": person.fbc,
        "fbp": person.fbp,
        "client_ip_address": person.ip,
        "client_user_agent": person.user_agent,
    }
    found: Row = {name: [matching.sha256(value)] for name, value in hashed.items() if value}
    return found | {name: value for name, value in plain.items() if value}
