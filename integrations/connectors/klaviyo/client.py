"""Profiles, events, lists and figures of Klaviyo. Source: developers.klaviyo.com, revision in the manifest."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from integrations.connectors.klaviyo.manifest import VERSION
from integrations.http import Answer, Http
from integrations.http.auth import Auth, Header, bearer

Row = dict[str, Any]
_json_api = {"Content-Type": "application/vnd.api+json", "Accept": "application/vnd.api+json"}
REPORT_POINTS = 10
"""A report counts as many calls: it allows 1 a second and 2 a minute ("Query campaign values")."""
SIZE_POINTS = 10
"""So does a list with its size: 1 a second and 15 a minute ("Get list")."""
COUNT_POINTS = 4
"""Counts allow 3 a second and 60 a minute ("Query metric aggregates")."""


def auth(values: Mapping[str, str]) -> Auth:
    """A private key or a token; either will do."""
    revision = ("revision", VERSION)
    if token := values.get("KLAVIYO_ACCESS_TOKEN"):
        return bearer(token, revision)
    return Header("Authorization", values["KLAVIYO_API_KEY"], prefix="Klaviyo-API-Key ", others=(revision,))


@dataclass(frozen=True)
class EventPage:
    """Events, the addresses of their profiles by profile id, and the cursor of the next page (None after the last)."""

    rows: list[Row]
    emails: dict[str, str]
    cursor: str | None


class Klaviyo:
    """Rows come as JSON:API objects: `id`, `attributes`, `relationships`."""

    def __init__(self, http: Http) -> None:
        self._http = http

    def probe(self) -> Row:
        """The account the key belongs to (1 a second)."""
        answer = self._http.get("/api/accounts", headers=_json_api)
        with answer.reading():
            return {**answer.rows("data")[0], "id": str(answer.rows("data")[0]["id"])}

    def lists(self) -> Iterator[Row]:
        """All mailing lists."""
        return self._pages("/api/lists")

    def list_size(self, list_id: str) -> int:
        """How many profiles are on a list (1 a second, 15 a minute)."""
        query = {"additional-fields[list]": "profile_count"}
        path = f"/api/lists/{quote(list_id, safe='')}"
        answer = self._http.get(path, params=query, headers=_json_api, cost=SIZE_POINTS)
        found = answer.value("data", "attributes", "profile_count")
        if isinstance(found, bool) or not isinstance(found, int) or found < 0:
            raise answer.unreadable()
        return found

    def metrics(self) -> Iterator[Row]:
        """All kinds of events, e.g. "Opened Email", with their ids."""
        return self._pages("/api/metrics")

    def flows(self) -> Iterator[Row]:
        """All flows with their status."""
        return self._pages("/api/flows")

    def daily_counts(self, metric_id: str, since: datetime, until: datetime) -> list[Any]:
        """How many events of one kind there were on each day (UTC) of a span of at most a year, oldest first."""
        attributes = {
            "metric_id": metric_id,
            "measurements": ["count"],
            "interval": "day",
            "timezone": "UTC",
            "filter": [f"greater-or-equal(datetime,{_stamp(since)})", f"less-than(datetime,{_stamp(until)})"],
        }
        body = {"data": {"type": "metric-aggregate", "attributes": attributes}}
        answer = self._http.post(
            "/api/metric-aggregates", json=body, headers=_json_api, repeatable=True, cost=COUNT_POINTS
        )
        groups = answer.rows("data", "attributes", "data")
        with answer.reading():
            found = (groups[0].get("measurements") or {}).get("count") if groups else []
        if not isinstance(found, list):
            raise answer.unreadable()
        return found

    def campaigns(self, channel: str = "email", since: datetime | None = None) -> Iterator[Row]:
        """Campaigns of one channel, those changed after `since`; Klaviyo lists none without naming it."""
        wanted = f"equals(messages.channel,'{channel}')"
        later = f",greater-or-equal(updated_at,{_stamp(since)})" if since else ""
        return self._pages("/api/campaigns", {"filter": f"and({wanted}{later})" if later else wanted})

    def campaign_report(self, conversion_metric_id: str, timeframe: str = "last_30_days") -> Iterator[Row]:
        """Open, bounce and complaint rates per campaign, as shares 0-1 (1 a second, 2 a minute)."""
        attributes = {
            "statistics": [
                "delivered",
                "open_rate",
                "click_rate",
                "bounce_rate",
                "spam_complaint_rate",
                "unsubscribe_rate",
            ],
            "timeframe": {"key": timeframe},
            "conversion_metric_id": conversion_metric_id,
        }
        body = {"data": {"type": "campaign-values-report", "attributes": attributes}}
        url: str | None = "/api/campaign-values-reports"
        while url:
            answer = self._http.post(url, json=body, headers=_json_api, repeatable=True, cost=REPORT_POINTS)
            yield from answer.rows("data", "attributes", "results")
            url = _following(answer)

    def profiles(self, since: datetime | None = None) -> Iterator[Row]:
        """Profiles updated after `since`, oldest first."""
        query = {"sort": "updated", "page[size]": "100"}
        return self._pages(
            "/api/profiles", query | ({"filter": f"greater-than(updated,{_stamp(since)})"} if since else {})
        )

    def profile(self, email: str) -> Row | None:
        """The profile of an address, or None."""
        quoted = email.replace("\\", "\\\\").replace('"', '\\"')
        answer = self._http.get("/api/profiles", params={"filter": f'equals(email,"{quoted}")'}, headers=_json_api)
        return next(iter(answer.rows("data")), None)

    def events(self, metric_id: str, since: datetime, cursor: str | None = None) -> EventPage:
        """Events of one kind since a moment, oldest first, e.g. opens and clicks; two hundred at a time."""
        query = {
            "filter": f'equals(metric_id,"{metric_id}"),greater-or-equal(datetime,{_stamp(since)})',
            "sort": "datetime",
            "page[size]": "200",
            "include": "profile",
            "fields[profile]": "email",
        }
        query |= {"page[cursor]": cursor} if cursor else {}
        answer = self._http.get("/api/events", params=query, headers=_json_api)
        with answer.reading():
            emails = {
                str(each["id"]): str((each.get("attributes") or {}).get("email") or "") for each in _people(answer)
            }
            following = parse_qs(urlsplit(_following(answer) or "").query)
        return EventPage(answer.rows("data"), emails, next(iter(following.get("page[cursor]", [])), None))

    def upsert_profile(self, attributes: Row) -> str:
        """Make or complete the profile of an address; returns its id. May be repeated."""
        body = {"data": {"type": "profile", "attributes": attributes}}
        answer = self._http.post("/api/profile-import", json=body, headers=_json_api, repeatable=True)
        return str(answer.value("data", "id"))

    def subscribe(self, list_id: str, email: str, *, consented_at: datetime) -> None:
        """Tell Klaviyo that this address agreed to mail of a list. May be repeated.

        It lifts an earlier unsubscription or complaint there, so it is only for a consent given
        since; `consented_at` must lie in the past.
        """
        marketing = {"email": {"marketing": {"consent": "SUBSCRIBED", "consented_at": _stamp(consented_at)}}}
        profile = {"type": "profile", "attributes": {"email": email, "subscriptions": marketing}}
        attributes = {"historical_import": True, "profiles": {"data": [profile]}}
        relationships = {"list": {"data": {"type": "list", "id": list_id}}}
        data = {
            "type": "profile-subscription-bulk-create-job",
            "attributes": attributes,
            "relationships": relationships,
        }
        path = "/api/profile-subscription-bulk-create-jobs"
        self._http.post(path, json={"data": data}, headers=_json_api, repeatable=True)

    def unsubscribe(self, email: str) -> None:
        """Tell Klaviyo that this address wants no more mail, whichever list it is on. May be repeated."""
        marketing = {"email": {"marketing": {"consent": "UNSUBSCRIBED"}}}
        profile = {"type": "profile", "attributes": {"email": email, "subscriptions": marketing}}
        data = {"type": "profile-subscription-bulk-delete-job", "attributes": {"profiles": {"data": [profile]}}}
        path = "/api/profile-subscription-bulk-delete-jobs"
        self._http.post(path, json={"data": data}, headers=_json_api, repeatable=True)

    def create_event(
        self, email: str, metric: str, facts: Row, *, at: datetime, key: str, value: float | None = None
    ) -> None:
        """Record one event; Klaviyo drops a repeated `unique_id`, so it may be repeated with its key."""
        attributes: Row = {
            "properties": facts,
            "time": _stamp(at),
            "unique_id": key,
            "metric": {"data": {"type": "metric", "attributes": {"name": metric}}},
            "profile": {"data": {"type": "profile", "attributes": {"email": email}}},
        }
        attributes |= {"value": value} if value is not None else {}
        body = {"data": {"type": "event", "attributes": attributes}}
        self._http.post("/api/events", json=body, headers=_json_api, key=key)

    def add_to_list(self, list_id: str, profile_id: str) -> None:
        """Put a profile on a list (which grants no consent). May be repeated."""
        body = {"data": [{"type": "profile", "id": profile_id}]}
        self._http.post(f"/api/lists/{list_id}/relationships/profiles", json=body, headers=_json_api, repeatable=True)

    def _pages(self, path: str, query: Mapping[str, str] | None = None) -> Iterator[Row]:
        url: str | None = path
        while url:
            answer = self._http.get(url, params=query, headers=_json_api)
            yield from answer.rows("data")
            # The address of the next page carries the query.
            url, query = _following(answer), None


def _following(answer: Answer) -> str | None:
    """The address of the next page, None on the last."""
    with answer.reading():
        found = (answer.object().get("links") or {}).get("next")
    if found is not None and not isinstance(found, str):
        raise answer.unreadable()
    return found


def _people(answer: Answer) -> list[Row]:
    found = answer.object().get("included") or []
    return [each for each in found if isinstance(each, dict) and each.get("type") == "profile"]


def _stamp(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")


CLIENT = Klaviyo
