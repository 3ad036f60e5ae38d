"""Profiles, events, lists and figures of Klaviyo. Source: developers.klaviyo.com, revision in the manifest."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from integrations.connectors.klaviyo.manifest import VERSION
from integrations.http import Http
from integrations.http.auth import Auth, Header, bearer

Row = dict[str, Any]
_json_api = {"Content-Type": "application/vnd.api+json", "Accept": "application/vnd.api+json"}
REPORT_POINTS = 10
"""A report counts as many calls: it allows 1 a second and 2 a minute ("Query campaign values")."""


def auth(values: Mapping[str, str]) -> Auth:
    """A private key or a token; either will do."""
    revision = ("revision", VERSION)
    if token := values.get("KLAVIYO_ACCESS_TOKEN"):
        return bearer(token, revision)
    return Header("Authorization", values["KLAVIYO_API_KEY"], prefix="Klaviyo-API-Key ", others=(revision,))


class Klaviyo:
    """Rows come as JSON:API objects: `id`, `attributes`, `relationships`."""

    def __init__(self, http: Http) -> None:
        self._http = http

    def probe(self) -> Row:
        """The account the key belongs to (1 a second)."""
        return self._http.get("/api/accounts", headers=_json_api).rows("data")[0]

    def lists(self) -> Iterator[Row]:
        """All mailing lists."""
        return self._pages("/api/lists")

    def metrics(self) -> Iterator[Row]:
        """All kinds of events, e.g. "Opened Email", with their ids."""
        return self._pages("/api/metrics")

    def flows(self) -> Iterator[Row]:
        """All flows with their status."""
        return self._pages("/api/flows")

    def campaigns(self, channel: str = "email") -> Iterator[Row]:
        """Campaigns of one channel; Klaviyo lists none without naming it."""
        return self._pages("/api/campaigns", {"filter": f"equals(messages.channel,'{channel}')"})

    def campaign_report(self, conversion_metric_id: str, timeframe: str = "last_30_days") -> list[Row]:
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
        answer = self._http.post(
            "/api/campaign-values-reports", json=body, headers=_json_api, repeatable=True, cost=REPORT_POINTS
        )
        return answer.rows("data", "attributes", "results")

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

    def events(self, metric_id: str, since: datetime) -> Iterator[Row]:
        """Events of one kind since a moment, oldest first, e.g. opens and clicks."""
        wanted = f'equals(metric_id,"{metric_id}"),greater-or-equal(datetime,{_stamp(since)})'
        return self._pages("/api/events", {"filter": wanted, "sort": "datetime", "page[size]": "200"})

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
            url, query = (answer.object().get("links") or {}).get("next"), None


def _stamp(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")


CLIENT = Klaviyo
