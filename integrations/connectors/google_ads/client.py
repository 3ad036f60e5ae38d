"""Keyword ideas and reports. Source: developers.google.com/google-ads/api (v26); discovery document datamanager.v1."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from integrations.connectors import google
from integrations.connectors.google_ads.conversions import Conversion, request_body
from integrations.errors import Refused
from integrations.http import Http
from integrations.http.auth import Auth, bearer

Row = dict[str, Any]
LARGEST_BATCH = 2000
"""Events in one request (Data Manager API, "Quotas")."""


def auth(values: Mapping[str, str]) -> Auth:
    others = [("developer-token", values["GOOGLE_ADS_DEVELOPER_TOKEN"])]
    if manager := values.get("GOOGLE_ADS_LOGIN_CUSTOMER_ID"):
        others.append(("login-customer-id", digits(manager)))
    return bearer(values["GOOGLE_ADS_ACCESS_TOKEN"], *others)


judge = google.judge


def digits(number: str) -> str:
    """`123-456-7890` as the API wants it."""
    return number.replace("-", "").strip()


class GoogleAds:
    """One customer. Money is in millionths of the account's currency ("micros")."""

    def __init__(self, http: Http) -> None:
        self._http = http
        self._customer = digits(http.values["GOOGLE_ADS_CUSTOMER_ID"])
        self._manager = digits(http.values.get("GOOGLE_ADS_LOGIN_CUSTOMER_ID", ""))

    def probe(self) -> list[str]:
        """The customers that this consent reaches."""
        answer = self._http.get("/customers:listAccessibleCustomers")
        with answer.reading():
            names = [str(name) for name in answer.value("resourceNames")]
        if not all(name.startswith("customers/") for name in names):
            raise answer.unreadable()
        return names

    def keyword_ideas(self, seeds: Sequence[str], *, language: int, places: Sequence[int]) -> Iterator[Row]:
        """Ideas with monthly searches and competition; `language` and `places` are Google's criterion numbers."""
        body: Row = {
            "keywordSeed": {"keywords": list(seeds)},
            "language": f"languageConstants/{language}",
            "geoTargetConstants": [f"geoTargetConstants/{place}" for place in places],
            "keywordPlanNetwork": "GOOGLE_SEARCH",
            "pageSize": 1000,
        }
        return self._pages(f"/customers/{self._customer}:generateKeywordIdeas", body)

    def search(self, query: str) -> Iterator[Row]:
        """Rows of a GAQL query, e.g. cost and conversions per campaign and day."""
        return self._pages(f"/customers/{self._customer}/googleAds:search", {"query": query})

    def send_conversions(self, conversions: Sequence[Conversion], *, action: str, check_only: bool = False) -> str:
        """Tell offline conversions of one conversion action; returns the request's id.

        A repeated `transaction_id` counts once, so the call may be repeated. Raises Refused
        `too_many_events` above 2,000.
        """
        if len(conversions) > LARGEST_BATCH:
            raise Refused(_("At most 2,000 conversions are told at once."), code="too_many_events")
        body = request_body(
            conversions, customer=self._customer, manager=self._manager, action=action, check_only=check_only
        )
        answer = self._http.at("datamanager").post("/v1/events:ingest", json=body, repeatable=True)
        return str(answer.object().get("requestId", ""))

    def conversion_status(self, request_id: str) -> list[Row]:
        """What became of a request, per destination; processing takes a while."""
        answer = self._http.at("datamanager").get("/v1/requestStatus:retrieve", params={"requestId": request_id})
        return answer.rows("requestStatusPerDestination")

    def _pages(self, path: str, body: Row) -> Iterator[Row]:
        token = ""
        while True:
            answer = self._http.post(path, json=body | ({"pageToken": token} if token else {}), repeatable=True)
            yield from answer.rows("results") if "results" in answer.object() else []
            token = str(answer.object().get("nextPageToken") or "")
            if not token:
                return


CLIENT = GoogleAds
