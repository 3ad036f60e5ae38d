"""Who took back their consent to mail at HubSpot. It tells the contact's number only, so the contact is read."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

import events
from crm.models import Consent
from crm.services import set_consent
from integrations import connections
from integrations.connectors.hubspot.webhooks import OPTED_OUT
from integrations.hooks.taking import delivered, people
from tenants.errors import Refused

if TYPE_CHECKING:
    from integrations.connectors.hubspot.client import HubSpot

REREAD = "integrations.reread_consent"


def plan(subject_id: str, data: Mapping[str, Any]) -> bool:
    """Leave the reading to a job of its own; False when nothing is known of the delivery any more."""
    if delivered.of(data) is None:
        return False
    args = {"contact": subject_id, "at": data["said_at"]}
    return events.enqueue(REREAD, args, key=f"reread_consent:{subject_id}:{data['said_at']}") is not None


def reread(contact_id: str, at: datetime) -> int:
    """Everybody with that contact's address gets no more mail, as of `at`; how many.

    That HubSpot would write to them again is no consent to the client's mail, and changes nothing.
    Raises Temporary and Refused of the call; a contact that is gone there is nobody.
    """
    hubspot = cast("HubSpot", connections.bound("hubspot", why="webhooks"))
    try:
        said = hubspot.contact_of(contact_id, ("email", OPTED_OUT)).get("properties") or {}
    except Refused as problem:
        if problem.code == "not_found":
            return 0
        raise
    if str(said.get(OPTED_OUT)).lower() != "true":
        return 0
    found = people.with_address(str(said.get("email") or ""))
    return sum(set_consent(each, Consent.OPTED_OUT, source="hubspot", at=at) for each in found)
