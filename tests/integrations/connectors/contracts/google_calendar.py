"""Google Calendar: the discovery document calendar.v3."""

import json
from datetime import UTC, datetime
from pathlib import Path

from tests.fakes.discovery import Discovery
from tests.integrations.connectors.contracts import Contracted, Host

FROM, TO = datetime(2026, 11, 18, 9, tzinfo=UTC), datetime(2026, 11, 18, 10, tzinfo=UTC)
EVENTS = "/calendars/{calendarId}/events"
BUSY = {
    "calendars": {"shop@group.example": {"busy": [{"start": "2026-11-18T09:00:00Z", "end": "2026-11-18T09:30:00Z"}]}}
}
REPLIES = {
    f"GET {EVENTS}": {"kind": "calendar#events", "items": [{"id": "e1", "status": "confirmed"}]},
    f"GET {EVENTS}/{{eventId}}": {"id": "e1", "status": "confirmed"},
    f"POST {EVENTS}": lambda call, _operation: {"id": call.json()["id"], "status": "confirmed"},
    "POST /freeBusy": BUSY,
}


def contracted(specs: Path) -> Contracted:
    contract = Discovery(json.loads((specs / "google-discovery/calendar.v3.json").read_text()), prefix="")
    return Contracted(
        values={"GOOGLE_CALENDAR_ID": "shop@group.example", "GOOGLE_CALENDAR_ACCESS_TOKEN": "canary-1"},
        main=Host(contract, REPLIES, {"Authorization": "Bearer canary-1"}),
        cases={
            "probe": (lambda c: len(c.probe()["items"]), 1),
            "busy": (lambda c: c.busy(FROM, TO), [(FROM, FROM.replace(minute=30))]),
            "events": (lambda c: [row["id"] for row in c.events(FROM, TO)], ["e1"]),
            "event": (lambda c: c.event("k")["id"], "e1"),
            "book": (
                lambda c: len(
                    c.book(key="k", title="Call", start=FROM, end=TO, guests=["a@shop.example"], video=True)["id"]
                ),
                52,
            ),
            "cancel": (lambda c: c.cancel("k"), None),
        },
    )
