"""Runs of actors and what they found. Source: Apify's published OpenAPI document, v2-2026-08-05.

A run is started and asked after; waiting for it in one call ends after 300 s while the run goes on.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from integrations.connectors.apify import google_maps, linkedin
from integrations.costs import Price
from integrations.http import Http
from integrations.http.auth import Auth, bearer

Row = dict[str, Any]
PAGE = 1000


def auth(values: Mapping[str, str]) -> Auth:
    return bearer(values["APIFY_TOKEN"])


class Apify:
    """Actors are named `user~actor`, e.g. `compass~crawler-google-places`, `apify~google-trends-scraper`."""

    def __init__(self, http: Http) -> None:
        self._http = http

    def probe(self) -> Row:
        """The account and its plan."""
        answer = self._http.get("/v2/users/me")
        answer.value("data", "username")
        return answer.object("data")

    def limits(self) -> Row:
        """What the plan allows in this month and how much is used."""
        return self._http.get("/v2/users/me/limits").object("data")

    def usage(self) -> Row:
        """This month's use by service, in US dollars."""
        return self._http.get("/v2/users/me/usage/monthly").object("data")

    def start(
        self, actor: str, work: Row, *, most_items: int, most_usd: Decimal | None = None, price: Price | None
    ) -> Row:
        """Start a run, bounded in items and money; `id` and `defaultDatasetId` of the answer lead to its results.

        Apify has no key: after an unanswered start, `runs` since then tells whether it began.
        """
        query = {"maxItems": most_items, "maxTotalChargeUsd": str(most_usd) if most_usd is not None else None}
        return self._http.post(f"/v2/actors/{actor}/runs", params=query, json=work, price=price).object("data")

    def find_places(self, search: google_maps.Search, *, most_usd: Decimal, price: Price | None) -> Row:
        """Start a search for businesses on Google Maps; `places` reads what it found."""
        return self.start(google_maps.ACTOR, search.work(), most_items=search.items, most_usd=most_usd, price=price)

    def places(self, dataset: str) -> Iterator[google_maps.Place]:
        """The businesses that a run found."""
        return (found for row in self.items(dataset) if (found := google_maps.place(row)))

    def find_people(self, search: linkedin.Search, *, most_usd: Decimal, price: Price | None) -> Row:
        """Start a search for people on LinkedIn; `people` reads what it found."""
        return self.start(linkedin.ACTOR, search.work(), most_items=search.most, most_usd=most_usd, price=price)

    def people(self, dataset: str) -> Iterator[linkedin.Person]:
        """The people that a run found."""
        return (found for row in self.items(dataset) if (found := linkedin.person(row)))

    def run(self, run: str) -> Row:
        """One run: `status` READY, RUNNING, SUCCEEDED, FAILED, ABORTED, TIMED-OUT."""
        return self._http.get(f"/v2/actor-runs/{run}").object("data")

    def runs(self, actor: str, since: datetime) -> list[Row]:
        """Runs of an actor that began after `since`, newest first."""
        query = {"startedAfter": since.isoformat(), "desc": "true", "limit": 100}
        return self._http.get(f"/v2/actors/{actor}/runs", params=query).rows("data", "items")

    def abort(self, run: str) -> None:
        """Stop a run. May be repeated."""
        self._http.post(f"/v2/actor-runs/{run}/abort", repeatable=True)

    def items(self, dataset: str, offset: int = 0) -> Iterator[Row]:
        """What a run found, from `offset` on."""
        while True:
            query = {"offset": offset, "limit": PAGE, "clean": "true", "format": "json"}
            rows = self._http.get(f"/v2/datasets/{dataset}/items", params=query, timeout_s=60).rows()
            yield from rows
            offset += PAGE
            # `clean` leaves empty rows out, so only an empty page is surely behind the end.
            if not rows:
                return


CLIENT = Apify
