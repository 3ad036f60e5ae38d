"""Apify: the published OpenAPI document."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from integrations.connectors.apify import google_maps, linkedin
from tenants import clock
from tests.integrations.connectors.contracts import Contracted, Host, open_api

ACTOR = "compass~crawler-google-places"
RIADS = google_maps.Search(["riad", "hotel"], "Fès, Morocco", most=20, language="fr")
BUYERS = linkedin.Search("buyer fashion", most=25, places=["Morocco"])


DAY = timedelta(days=1)
RIAD = {
    "placeId": "ChIJ1",
    "title": "Riad Tazri",
    "categoryName": "Hotel",
    "address": "1 Derb, Fès",
    "city": "Fès",
    "countryCode": "MA",
    "phone": "0535 63 00 00",
    "phoneUnformatted": "+212535630000",
    "website": "https://riad.example/",
    "url": "https://www.google.com/maps/place/?q=1",
    "totalScore": 4.6,
    "reviewsCount": 12,
}
SALMA = {
    "linkedinUrl": "https://www.linkedin.com/in/salma",
    "firstName": "Salma",
    "lastName": "Tazi",
    "headline": "Buyer",
    "location": {"linkedinText": "Casablanca, Morocco"},
    "currentPosition": [{"companyName": "Maison Tazri"}],
}
DATASETS = {"places": [RIAD, {"error": "no_search_results"}], "people": [SALMA, {"query": "x"}]}
"""What the actors' pages show of their rows; neither says that each row is a find."""


class Actor:
    """Finds a place, or, once it was started with search terms, how much each is searched for."""

    def __init__(self) -> None:
        self.terms: list[str] = []

    def start(self, call: Any, _operation: Any) -> Any:
        self.terms = call.json().get("searchTerms", [])
        return {"data": run("READY")}

    def items(self, call: Any, operation: Any) -> Any:
        if call.query["offset"] != ["0"]:
            return []
        if (dataset := operation.values.get("datasetId")) in DATASETS:
            return DATASETS[dataset]
        return [searched(term) for term in self.terms] or [{"title": "Riad"}]


def run(status: str) -> dict[str, str]:
    """A run that began two hours ago."""
    began = (clock.now() - timedelta(hours=2)).isoformat(timespec="milliseconds")
    return {"id": "r1", "status": status, "startedAt": began, "defaultDatasetId": "d1"}


def searched(term: str) -> dict[str, Any]:
    """Ninety days of a search term, the last of them two days ago, as the actor for Google Trends tells them."""
    newest = clock.now().replace(hour=0, minute=0, second=0, microsecond=0) - 2 * DAY
    days = [newest - DAY * back for back in range(89, -1, -1)]
    timeline = [{"time": str(int(day.timestamp())), "value": [60], "hasData": [True]} for day in days]
    return {"searchTerm": term, "interestOverTime_timelineData": timeline, "relatedQueries_rising": []}


REPLIES = {
    "GET /v2/users/me": {"data": {"username": "tazri"}},
    "GET /v2/users/me/limits": {"data": {"limits": {}}},
    "GET /v2/users/me/usage/monthly": {"data": {"totalUsageCreditsUsdAfterVolumeDiscount": 1.5}},
    "GET /v2/actors/{actorId}/runs": lambda _call, _operation: {"data": {"items": [run("SUCCEEDED")]}},
    "GET /v2/actor-runs/{runId}": {"data": {"status": "SUCCEEDED"}},
}


def contracted(specs: Path) -> Contracted:
    actor = Actor()
    replies = {
        **REPLIES,
        "POST /v2/actors/{actorId}/runs": actor.start,
        "GET /v2/datasets/{datasetId}/items": actor.items,
    }
    return Contracted(
        values={"APIFY_TOKEN": "canary-1"},
        main=Host(open_api(specs / "openapi/apify-v2.json"), replies, {"Authorization": "Bearer canary-1"}),
        cases={
            "probe": (lambda c: c.probe()["username"], "tazri"),
            "limits": (lambda c: c.limits(), {"limits": {}}),
            "usage": (lambda c: c.usage()["totalUsageCreditsUsdAfterVolumeDiscount"], 1.5),
            "start": (
                lambda c: c.start(
                    ACTOR, {"searchStringsArray": ["riad"]}, most_items=10, most_usd=Decimal("0.50"), price=None
                )["id"],
                "r1",
            ),
            "run": (lambda c: c.run("r1")["status"], "SUCCEEDED"),
            "runs": (lambda c: c.runs(ACTOR, datetime(2026, 11, 18, tzinfo=UTC))[0]["id"], "r1"),
            "abort": (lambda c: c.abort("r1"), None),
            "find_places": (lambda c: c.find_places(RIADS, most_usd=Decimal(1), price=None)["id"], "r1"),
            "places": (
                lambda c: [(row.name, row.phone) for row in c.places("places")],
                [("Riad Tazri", "+212535630000")],
            ),
            "find_people": (lambda c: c.find_people(BUYERS, most_usd=Decimal(1), price=None)["id"], "r1"),
            "people": (
                lambda c: [(row.first_name, row.company) for row in c.people("people")],
                [("Salma", "Maison Tazri")],
            ),
            "items": (lambda c: list(c.items("d1")), [{"title": "Riad"}]),
        },
    )
