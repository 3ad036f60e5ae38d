"""Reports (Data API) and events (Measurement Protocol). Source: developers.google.com/analytics."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import httpx
from django.utils.translation import gettext_lazy as _

from integrations.connectors import google
from integrations.errors import Refused
from integrations.http import Http
from integrations.http.auth import Auth
from tenants import clock

Row = dict[str, Any]
PAGE = 10_000
OLDEST = timedelta(hours=72)


@dataclass(frozen=True)
class Ga4Auth:
    """The token for reports; the stream's own secret, in the address, for events."""

    token: str = field(repr=False)
    measurement_id: str
    api_secret: str = field(repr=False)

    def sign(self, request: httpx.Request) -> None:
        if request.url.path.endswith("/mp/collect"):
            request.url = request.url.copy_merge_params(
                {"measurement_id": self.measurement_id, "api_secret": self.api_secret}
            )
        else:
            request.headers["Authorization"] = f"Bearer {self.token}"

    @property
    def secrets(self) -> tuple[str, ...]:
        return (self.token, self.api_secret)


def auth(values: Mapping[str, str]) -> Auth:
    return Ga4Auth(values["GA4_ACCESS_TOKEN"], values.get("GA4_MEASUREMENT_ID", ""), values.get("GA4_API_SECRET", ""))


judge = google.judge


class Ga4:
    """One property."""

    def __init__(self, http: Http) -> None:
        self._http = http
        self._property = f"/properties/{http.values['GA4_PROPERTY_ID']}"

    def probe(self) -> Row:
        """The property's metadata: costs no report tokens."""
        answer = self._http.get(f"{self._property}/metadata")
        if answer.value("name") != f"{self._property}/metadata".lstrip("/"):
            raise answer.unreadable()
        return answer.object()

    def report(
        self, start: date, end: date, metrics: Sequence[str], dimensions: Sequence[str] = ()
    ) -> list[dict[str, str]]:
        """Rows by name of dimension and metric, all values as text, days at the property's place."""
        body: Row = {
            "dateRanges": [{"startDate": start.isoformat(), "endDate": end.isoformat()}],
            "metrics": [{"name": name} for name in metrics],
            "dimensions": [{"name": name} for name in dimensions],
            "limit": str(PAGE),
            "returnPropertyQuota": True,
        }
        found: list[dict[str, str]] = []
        while True:
            answer = self._http.post(
                f"{self._property}:runReport", json=body | {"offset": str(len(found))}, repeatable=True
            )
            # Google leaves `rows` out when there are none.
            rows = answer.rows("rows") if "rows" in answer.object() else []
            with answer.reading():
                found += [_named(row, dimensions, metrics) for row in rows]
                total = int(answer.object().get("rowCount") or 0)
            if len(found) >= total or not rows:
                return found

    def send_event(self, client_id: str, name: str, facts: Row, *, at: datetime, user_id: str = "") -> None:
        """Tell one event. Only a `purchase` with its `transaction_id` may be repeated.

        Raises Refused `event_too_old`: what is older than 72 hours is dropped there. Google answers 2xx to
        everything: `check_event` is the way to find a wrong one.
        """
        if not timedelta(0) <= clock.now() - at <= OLDEST:
            raise Refused(_("An event is older than 72 hours, or in the future."), code="event_too_old")
        once = name == "purchase" and "transaction_id" in facts
        body = _event(client_id, name, facts, at, user_id)
        self._collect().post("/mp/collect", json=body, repeatable=once)

    def check_event(self, client_id: str, name: str, facts: Row, *, at: datetime) -> list[str]:
        """What is wrong with an event, in Google's words; nothing is recorded."""
        body = _event(client_id, name, facts, at, "")
        answer = self._collect().post("/debug/mp/collect", json=body, repeatable=True)
        return [str(row.get("description", "")) for row in answer.rows("validationMessages")]

    def _collect(self) -> Http:
        self._http.needs("GA4_MEASUREMENT_ID", "GA4_API_SECRET")
        return self._http.at("collect")


def _event(client_id: str, name: str, facts: Row, at: datetime, user_id: str) -> Row:
    event = {"name": name, "params": facts}
    body: Row = {"client_id": client_id, "timestamp_micros": int(at.timestamp() * 1_000_000), "events": [event]}
    return body | ({"user_id": user_id} if user_id else {})


def _named(row: Row, dimensions: Sequence[str], metrics: Sequence[str]) -> dict[str, str]:
    values = [cell["value"] for cell in [*row.get("dimensionValues", []), *row.get("metricValues", [])]]
    return dict(zip([*dimensions, *metrics], values, strict=True))


CLIENT = Ga4
