"""Contacts, deals and their links. Source: developers.hubspot.com/docs/api-reference, version in the manifest."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext_lazy as _

from integrations.connectors.hubspot.manifest import VERSION
from integrations.errors import Problem
from integrations.http import Answer, Http, outcome
from integrations.http.auth import Auth, bearer

Row = dict[str, Any]
OBJECTS = f"/crm/objects/{VERSION}"
BATCH = 100
"""Objects in one batch call."""
SEARCH_END = 10_000
"""A search gives no more rows than this; a sync goes on from the last change it saw."""


def auth(values: Mapping[str, str]) -> Auth:
    return bearer(values["HUBSPOT_ACCESS_TOKEN"])


def judge(answer: Answer, problem: Problem | None) -> Problem | None:
    """A batch of which only a part was taken is answered with 207, and with what is wrong with the rest."""
    if answer.status != 207:
        return problem
    words = "; ".join(str(row.get("message")) for row in answer.rows("errors"))
    return outcome.rejected(answer, _("HubSpot took only a part of it."), code="partly_refused", detail=words)


class HubSpot:
    """Rows are HubSpot's objects: `id`, `properties`, `createdAt`, `updatedAt`."""

    def __init__(self, http: Http) -> None:
        self._http = http

    def probe(self) -> Row:
        """One contact's id at most: shows that the token may read contacts."""
        answer = self._http.get(f"{OBJECTS}/contacts", params={"limit": 1})
        if not all(row.get("id") for row in answer.rows("results")):
            raise answer.unreadable()
        return answer.object()

    def contacts(self, since: datetime, properties: Sequence[str]) -> Iterator[Row]:
        """Contacts changed at or after `since`, oldest change first, up to 10,000."""
        return self._search("contacts", "lastmodifieddate", since, properties)

    def deals(self, since: datetime, properties: Sequence[str]) -> Iterator[Row]:
        """Deals changed at or after `since`, oldest change first, up to 10,000."""
        return self._search("deals", "hs_lastmodifieddate", since, properties)

    def contact(self, email: str, properties: Sequence[str] = ()) -> Row | None:
        """The contact with this address, or None."""
        return self._first("contacts", "email", email, properties)

    def contact_of(self, contact_id: str, properties: Sequence[str]) -> Row:
        """The contact of this id. Raises Refused `not_found` when it is gone."""
        query = {"properties": ",".join(properties)}
        return self._http.get(f"{OBJECTS}/contacts/{quote(contact_id, safe='')}", params=query).object()

    def upsert_contacts(self, rows: Sequence[Mapping[str, str]]) -> list[str]:
        """Make or complete contacts by `email`; returns their ids. May be repeated.

        Raises Rejected `partly_refused` where HubSpot does not take them all.
        """
        ids: list[str] = []
        for start in range(0, len(rows), BATCH):
            inputs = [
                {"id": row["email"], "idProperty": "email", "properties": dict(row)}
                for row in rows[start : start + BATCH]
            ]
            answer = self._http.post(f"{OBJECTS}/contacts/batch/upsert", json={"inputs": inputs}, repeatable=True)
            with answer.reading():
                ids += [str(row["id"]) for row in answer.rows("results")]
        return ids

    def deal_pipelines(self) -> list[Row]:
        """Pipelines with their stages."""
        return self._http.get(f"/crm/pipelines/{VERSION}/deals").rows("results")

    def find_deal(self, name: str) -> Row | None:
        """The deal of this exact name, or None: the look-up before one is made again."""
        return self._first("deals", "dealname", name, ("dealname", "dealstage"))

    def create_deal(self, properties: Mapping[str, str], *, contact: str) -> str:
        """A deal for a contact. HubSpot has no key: give each deal a name of its own and ask `find_deal`."""
        link = {"to": {"id": contact}, "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 3}]}
        body = {"properties": dict(properties), "associations": [link]}
        return str(self._http.post(f"{OBJECTS}/deals", json=body).value("id"))

    def update_deal(self, deal: str, properties: Mapping[str, str]) -> None:
        """Set properties, such as the stage. May be repeated."""
        self._http.patch(f"{OBJECTS}/deals/{deal}", json={"properties": dict(properties)}, repeatable=True)

    def associate(self, deal: str, contact: str) -> None:
        """Link a deal to a contact in the usual way. May be repeated."""
        self._http.put(f"/crm/objects/{VERSION}/deals/{deal}/associations/default/contacts/{contact}")

    def _first(self, kind: str, field: str, value: str, properties: Sequence[str]) -> Row | None:
        body = {"filterGroups": [_filter(field, "EQ", value)], "properties": list(properties), "limit": 1}
        rows = self._http.post(f"{OBJECTS}/{kind}/search", json=body, repeatable=True).rows("results")
        return rows[0] if rows else None

    def _search(self, kind: str, field: str, since: datetime, properties: Sequence[str]) -> Iterator[Row]:
        body: Row = {
            "filterGroups": [_filter(field, "GTE", str(int(since.timestamp() * 1000)))],
            "sorts": [{"propertyName": field, "direction": "ASCENDING"}],
            "properties": list(properties),
            "limit": BATCH,
        }
        after: str | None = None
        while after is None or int(after) < SEARCH_END:
            answer = self._http.post(
                f"{OBJECTS}/{kind}/search", json=body | ({"after": after} if after else {}), repeatable=True
            )
            yield from answer.rows("results")
            with answer.reading():
                after = ((answer.object().get("paging") or {}).get("next") or {}).get("after")
                int(after or 0)
            if after is None:
                return


def _filter(field: str, operator: str, value: str) -> Row:
    return {"filters": [{"propertyName": field, "operator": operator, "value": value}]}


CLIENT = HubSpot
