"""Contacts and events. Source: api-docs.omnisend.com/reference, version in the manifest."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from integrations.connectors.omnisend.manifest import VERSION
from integrations.http import Http
from integrations.http.auth import Auth, Header

Row = dict[str, Any]


def auth(values: Mapping[str, str]) -> Auth:
    return Header(
        "Authorization", values["OMNISEND_API_KEY"], prefix="Omnisend-API-Key ", others=(("Omnisend-Version", VERSION),)
    )


class Omnisend:
    """One brand's contacts."""

    def __init__(self, http: Http) -> None:
        self._http = http

    def probe(self) -> Row:
        """One contact at most: shows that the key may read contacts."""
        answer = self._http.get("/contacts", params={"limit": 1})
        answer.rows("contacts")
        return answer.object()

    def contacts(self, since: datetime | None = None) -> Iterator[Row]:
        """Contacts changed at or after `since`."""
        query: Row = {"limit": 250, "updatedAtFrom": since.isoformat() if since else None}
        after: str | None = None
        while True:
            answer = self._http.get("/contacts", params={**query, "after": after})
            yield from answer.rows("contacts")
            with answer.reading():
                after = ((answer.object().get("paging") or {}).get("cursors") or {}).get("after")
            if not after:
                return

    def contact(self, email: str) -> Row | None:
        """The contact with this address, or None."""
        rows = self._http.get("/contacts", params={"email": email, "limit": 1}).rows("contacts")
        return rows[0] if rows else None

    def upsert_contact(
        self,
        email: str,
        *,
        consent: str,
        consent_at: datetime,
        tags: list[str] | None = None,
        fields: Row | None = None,
    ) -> str:
        """Make or complete a contact; `consent`: subscribed, unsubscribed or nonSubscribed. May be repeated."""
        channel = {"status": consent, "statusDate": consent_at.isoformat()}
        identifier = {"type": "email", "id": email, "channels": {"email": channel}}
        body = {"identifiers": [identifier], "tags": tags or [], "customProperties": fields or {}}
        return str(self._http.post("/contacts", json=body, repeatable=True).value("contactID"))

    def send_event(self, email: str, name: str, facts: Row, *, at: datetime, key: str) -> None:
        """Record one event; a repeated `eventID` is dropped, so it may be repeated with its key."""
        body = {
            "eventID": key,
            "eventName": name,
            "eventTime": at.isoformat(),
            "origin": "api",
            "contact": {"email": email},
            "properties": facts,
        }
        self._http.post("/events", json=body, key=key)


CLIENT = Omnisend
