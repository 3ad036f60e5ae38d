"""What somebody did with a mail, as an activity of the contact with that address."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from crm.consent import address_key
from crm.models import Contact
from crm.services import record_activity
from integrations.connectors.klaviyo.client import EventPage, Row
from integrations.errors import Refused
from integrations.moments import zoned

_WORDS = {"campaign": "Campaign Name", "subject": "Subject", "message": "$message", "flow": "$flow"}
_BY_MACHINE = ("Apple Privacy Open", "Machine Open", "Bot Click")
"""Opens that no person need have made. Source: help.klaviyo.com, "Apple Privacy Open"."""


@dataclass(frozen=True)
class Happening:
    """One event; `address` is "" where Klaviyo knows none. `facts` hold nothing of the person."""

    event_id: str
    address: str
    at: datetime
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Taken:
    """How many were news, known before, and of nobody here."""

    new: int
    known: int
    strangers: int


def told(page: EventPage) -> list[Happening]:
    """The events of a page. Raises Refused `nonsense`."""
    return [_happening(row, page.emails) for row in page.rows]


def take(found: Sequence[Happening], kind: str) -> Taken:
    """Note each once with the contact it belongs to; where several share the address, with the oldest of them."""
    keys = {each.address for each in found if each.address}
    owners: dict[str, Contact] = {}
    for contact in Contact.objects.filter(email_key__in=keys).order_by("-pk"):
        owners[contact.email_key] = contact
    new = known = 0
    for each in found:
        if owner := owners.get(each.address):
            fresh = record_activity(owner, kind, each.at, each.facts, key=f"klaviyo:{each.event_id}")
            new, known = new + fresh, known + (not fresh)
    return Taken(new, known, len(found) - new - known)


def _happening(row: Row, emails: dict[str, str]) -> Happening:
    facts = row.get("attributes") or {}
    profile = ((row.get("relationships") or {}).get("profile") or {}).get("data") or {}
    at = zoned(facts.get("datetime"), _nonsense)
    if not row.get("id"):
        raise _nonsense()
    address = address_key(emails.get(str(profile.get("id")), ""))
    return Happening(str(row["id"])[:150], address, at, _facts(facts.get("event_properties") or {}))


def _facts(said: dict[str, Any]) -> dict[str, Any]:
    """Which mail it was, and which page was opened (without what its address carries of the person)."""
    found: dict[str, Any] = {ours: str(said[name])[:200] for ours, name in _WORDS.items() if said.get(name)}
    if page := _page(str(said.get("URL") or "")):
        found["page"] = page
    if any(_is_true(said.get(name)) for name in _BY_MACHINE):
        found["by_machine"] = True
    return found


def _page(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.hostname or ''}{parts.path}"[:200]


def _is_true(value: Any) -> bool:
    return value is True or str(value).lower() == "true"


def _nonsense() -> Refused:
    return Refused(_("The answer is not what Klaviyo documents."), code="nonsense")
