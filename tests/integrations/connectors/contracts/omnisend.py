"""Omnisend, from api-docs.omnisend.com/reference (contacts, events)."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.fakes.documented import documented
from tests.integrations.connectors.contracts import Contracted, Host

AT = datetime(2026, 11, 1, tzinfo=UTC)
CHANNEL = {"status": {"subscribed", "unsubscribed", "nonSubscribed"}, "statusDate": str}
ROUTES = {
    "GET /contacts": {"query": {"limit?": int, "after?": str, "email?": str, "updatedAtFrom?": str}},
    "POST /contacts": {
        "body": {
            "identifiers": [{"type": {"email", "phone"}, "id": str, "channels": {"email": CHANNEL}}],
            "tags": list,
            "customProperties": dict,
        }
    },
    "POST /events": {
        "body": {
            "eventID": str,
            "eventName": str,
            "eventTime": str,
            "origin": str,
            "contact": {"email": str},
            "properties": dict,
        }
    },
}


def contacts(call: Any, _operation: Any) -> Any:
    if "after" in call.query:
        return {"contacts": [{"contactID": "2"}], "paging": {"cursors": {}}}
    return {"contacts": [{"contactID": "1"}], "paging": {"cursors": {"after": "abc"}}}


def contracted(_specs: Path) -> Contracted:
    auth = {"Authorization": "Omnisend-API-Key canary-1", "Omnisend-Version": "2026-03-15"}
    return Contracted(
        values={"OMNISEND_API_KEY": "canary-1"},
        main=Host(documented(ROUTES), {"GET /contacts": contacts, "POST /contacts": {"contactID": "1"}}, auth),
        cases={
            "probe": (lambda c: len(c.probe()["contacts"]), 1),
            "contacts": (lambda c: [row["contactID"] for row in c.contacts(AT)], ["1", "2"]),
            "contact": (lambda c: c.contact("a@shop.example"), {"contactID": "1"}),
            "upsert_contact": (
                lambda c: c.upsert_contact("a@shop.example", consent="subscribed", consent_at=AT, tags=["HOT"]),
                "1",
            ),
            "send_event": (lambda c: c.send_event("a@shop.example", "booked", {"x": 1}, at=AT, key="k"), None),
        },
    )
