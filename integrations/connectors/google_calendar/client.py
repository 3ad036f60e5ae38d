"""Free times and appointments of one calendar. Source: Google's discovery document calendar.v3."""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext_lazy as _

from integrations.connectors import google
from integrations.errors import Rejected
from integrations.http import Http, outcome
from integrations.http.auth import Auth, bearer

Row = dict[str, Any]


def auth(values: Mapping[str, str]) -> Auth:
    return bearer(values["GOOGLE_CALENDAR_ACCESS_TOKEN"])


judge = google.judge


def event_id(key: str) -> str:
    """A key as Google allows it for an event: base32hex in small letters, so that one key is one event."""
    return base64.b32hexencode(hashlib.sha256(key.encode()).digest()).decode().rstrip("=").lower()


class GoogleCalendar:
    """Times are aware; Google answers in the calendar's zone."""

    def __init__(self, http: Http) -> None:
        self._http = http
        self._calendar = http.values["GOOGLE_CALENDAR_ID"]
        self._events = f"/calendars/{quote(self._calendar, safe='')}/events"

    def probe(self) -> Row:
        """One event at most, which the right to events allows."""
        answer = self._http.get(self._events, params={"maxResults": 1})
        if answer.value("kind") != "calendar#events":
            raise answer.unreadable()
        return answer.object()

    def busy(self, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
        """The taken times between `start` and `end`. Raises Rejected when the calendar cannot be read."""
        body = {"timeMin": start.isoformat(), "timeMax": end.isoformat(), "items": [{"id": self._calendar}]}
        answer = self._http.post("/freeBusy", json=body, repeatable=True)
        with answer.reading():
            found = answer.object().get("calendars", {}).get(self._calendar)
        if not isinstance(found, dict) or found.get("errors"):
            # An unreadable calendar looks free otherwise.
            raise outcome.rejected(
                answer,
                _("The calendar cannot be read. Share it with the account that was connected."),
                code="not_found",
                detail=str(found),
            )
        with answer.reading():
            return [(datetime.fromisoformat(row["start"]), datetime.fromisoformat(row["end"])) for row in found["busy"]]

    def events(self, start: datetime, end: datetime) -> Iterator[Row]:
        """Appointments in a span, repeated ones singly, in order of time."""
        query: Row = {
            "timeMin": start.isoformat(),
            "timeMax": end.isoformat(),
            "singleEvents": "true",
            "orderBy": "startTime",
        }
        token: str | None = None
        while True:
            answer = self._http.get(self._events, params={**query, "pageToken": token})
            yield from answer.rows("items")
            token = answer.object().get("nextPageToken")
            if not token:
                return

    def event(self, key: str) -> Row | None:
        """The appointment booked with this key, or None (never booked, or cancelled)."""
        try:
            row = self._http.get(f"{self._events}/{event_id(key)}").object()
        except Rejected as refusal:
            if refusal.status in (404, 410):
                return None
            raise
        return None if row.get("status") == "cancelled" else row

    def book(
        self,
        *,
        key: str,
        title: str,
        start: datetime,
        end: datetime,
        guests: Sequence[str] = (),
        text: str = "",
        video: bool = False,
    ) -> Row:
        """An appointment; the key makes its id, so a repeated booking finds the first one."""
        body: Row = {
            "id": event_id(key),
            "summary": title,
            "description": text,
            "start": {"dateTime": start.isoformat()},
            "end": {"dateTime": end.isoformat()},
            "attendees": [{"email": guest} for guest in guests],
        }
        if video:
            meet = {"requestId": event_id(key), "conferenceSolutionKey": {"type": "hangoutsMeet"}}
            body["conferenceData"] = {"createRequest": meet}
        query = {"sendUpdates": "all", "conferenceDataVersion": 1 if video else 0}
        try:
            return self._http.post(self._events, params=query, json=body, key=key).object()
        except Rejected as refusal:
            if refusal.status == 409 and (found := self.event(key)):
                return found
            raise

    def cancel(self, key: str) -> None:
        """Take an appointment back and tell its guests; one that is gone already is fine."""
        try:
            self._http.delete(f"{self._events}/{event_id(key)}", params={"sendUpdates": "all"})
        except Rejected as refusal:
            if refusal.status not in (404, 410):
                raise


CLIENT = GoogleCalendar
