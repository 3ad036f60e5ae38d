"""Reports of one advertiser. Source: TikTok's published specification v1.3."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from integrations.errors import Problem
from integrations.http import Answer, Http, outcome
from integrations.http.auth import Auth, Header

Row = dict[str, Any]
_no_credentials = {40001, 40102, 40104, 40105}
TOO_OFTEN = 40100
CLOSED = ("STATUS_DISABLE", "STATUS_LIMIT")
_passing = {40133, 50000, 50002, 51305, 60001, 61000}


def auth(values: Mapping[str, str]) -> Auth:
    return Header("Access-Token", values["TIKTOK_ACCESS_TOKEN"])


def judge(answer: Answer, problem: Problem | None) -> Problem | None:
    """TikTok answers 200 to everything; the number in the body decides."""
    number = problem or answer.value("code")
    if number == 0 or isinstance(number, Problem):
        return problem
    if not isinstance(number, int):
        return answer.unreadable()
    if number == TOO_OFTEN:
        return outcome.slower(answer)
    if number in _passing:
        return outcome.failed(answer, code=f"tiktok_{number}")
    message = str(answer.object().get("message", ""))
    if number in _no_credentials:
        return outcome.unauthorised(answer, message)
    sentence = _("TikTok refused it (%(number)s).") % {"number": number}
    return outcome.rejected(answer, sentence, code=f"tiktok_{number}", detail=message)


class TikTokAds:
    """One advertiser's account."""

    def __init__(self, http: Http) -> None:
        self._http = http
        self._advertiser = http.values["TIKTOK_ADVERTISER_ID"]

    def probe(self) -> None:
        """Is the advertiser there and open? Raises Rejected `account_suspended`."""
        answer = self._asked()
        if answer.rows("data", "list")[0].get("status") in CLOSED:
            raise outcome.suspended(answer)

    def advertiser(self) -> Row:
        """Name, state, currency and balance of the advertiser."""
        return self._asked().rows("data", "list")[0]

    def _asked(self) -> Answer:
        query = {"advertiser_ids": json.dumps([self._advertiser])}
        answer = self._http.get("/advertiser/info/", params=query)
        if not answer.rows("data", "list"):
            raise outcome.rejected(answer, _("TikTok does not know this advertiser."), code="not_found")
        return answer

    def report(
        self,
        start: date,
        end: date,
        metrics: Sequence[str],
        dimensions: Sequence[str] = ("campaign_id", "stat_time_day"),
    ) -> Iterator[Row]:
        """Rows of `dimensions` and `metrics`, values as text; at most 30 days when split by day."""
        query: Row = {
            "advertiser_id": self._advertiser,
            "report_type": "BASIC",
            "data_level": "AUCTION_CAMPAIGN",
            "dimensions": json.dumps(list(dimensions)),
            "metrics": json.dumps(list(metrics)),
            "start_date": start.isoformat(),
            "end_date": end.isoformat(),
            "page_size": 1000,
        }
        page = 1
        while True:
            answer = self._http.get("/report/integrated/get/", params={**query, "page": page})
            data = answer.object("data")
            rows = answer.rows("data", "list") if data.get("list") else []
            with answer.reading():
                last = int((data.get("page_info") or {}).get("total_page") or 1)
            yield from rows
            # A number of pages that nothing fills must not keep us asking.
            if not rows or page >= last:
                return
            page += 1

    def pixel_stats(self, pixels: Sequence[str], start: date, end: date) -> list[Row]:
        """What the pixels counted in a span."""
        span = {"start_date": start.isoformat(), "end_date": end.isoformat()}
        query = {
            "advertiser_id": self._advertiser,
            "pixel_ids": json.dumps(list(pixels)),
            "date_range": json.dumps(span),
        }
        answer = self._http.get("/pixel/event/stats/", params=query)
        return answer.rows("data", "stats") if answer.object("data").get("stats") else []


CLIENT = TikTokAds
