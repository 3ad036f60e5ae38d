"""Reports of one advertiser. Source: TikTok's published specification v1.3."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from integrations.errors import Temporary
from integrations.http import Answer, Http
from integrations.http.auth import Auth, Header

Row = dict[str, Any]
_no_credentials = {40001, 40102, 40104, 40105}
_passing = {40100, 40133, 50000, 50002, 51305, 60001, 61000}


def auth(values: Mapping[str, str]) -> Auth:
    return Header("Access-Token", values["TIKTOK_ACCESS_TOKEN"])


class TikTokAds:
    """TikTok answers 200 to everything; the number in the body decides."""

    def __init__(self, http: Http) -> None:
        self._http = http
        self._advertiser = http.values["TIKTOK_ADVERTISER_ID"]

    def probe(self) -> Row:
        """Name, state, currency and balance of the advertiser."""
        query = {"advertiser_ids": json.dumps([self._advertiser])}
        answer = self._http.get("/advertiser/info/", params=query)
        rows = self._sense(answer).get("list")
        if not isinstance(rows, list) or not rows:
            raise self._http.rejected(_("TikTok does not know this advertiser."), code="not_found")
        return dict(rows[0])

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
            data = self._sense(self._http.get("/report/integrated/get/", params={**query, "page": page}))
            rows = data.get("list") or []
            yield from rows
            # A number of pages that nothing fills must not keep us asking.
            if not rows or page >= int((data.get("page_info") or {}).get("total_page") or 1):
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
        return list(self._sense(self._http.get("/pixel/event/stats/", params=query)).get("stats") or [])

    def _sense(self, answer: Answer) -> Row:
        body = answer.object()
        number = body.get("code")
        if number == 0 and isinstance(body.get("data"), dict):
            return dict(body["data"])
        if not isinstance(number, int) or number == 0:
            raise answer.unreadable()
        if number in _passing:
            raise Temporary(_("TikTok asks to try later."), code=f"tiktok_{number}")
        message = str(body.get("message", ""))[:200]
        if number in _no_credentials:
            sentence = _("TikTok does not accept the credentials. Connect it again.")
            raise self._http.rejected(sentence, code="not_authorised", detail=message)
        refused = _("TikTok refused it (%(number)s).") % {"number": number}
        raise self._http.rejected(refused, code=f"tiktok_{number}", detail=message)


CLIENT = TikTokAds
