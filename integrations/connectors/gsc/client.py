"""Search analytics of one property. Source: developers.google.com/webmaster-tools/v1."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

from integrations.connectors import google
from integrations.http import Http
from integrations.http.auth import Auth, bearer

Row = dict[str, Any]
PAGE = 25_000


def auth(values: Mapping[str, str]) -> Auth:
    return bearer(values["GSC_ACCESS_TOKEN"])


judge = google.judge


class SearchConsole:
    """Figures are two to three days late; the newest days are missing, not zero."""

    def __init__(self, http: Http) -> None:
        self._http = http
        self._site = f"/sites/{quote(http.values['GSC_SITE_URL'], safe='')}"

    def probe(self) -> Row:
        """The property and our right to it."""
        answer = self._http.get(self._site)
        answer.value("permissionLevel")
        return answer.object()

    def queries(self, start: date, end: date, dimensions: Sequence[str] = ("query",)) -> list[Row]:
        """Rows of `keys` (by dimension), clicks, impressions, ctr (0-1), position."""
        found: list[Row] = []
        while True:
            body = {
                "startDate": start.isoformat(),
                "endDate": end.isoformat(),
                "dimensions": list(dimensions),
                "rowLimit": PAGE,
                "startRow": len(found),
            }
            answer = self._http.post(f"{self._site}/searchAnalytics/query", json=body, repeatable=True)
            rows = answer.rows("rows") if "rows" in answer.object() else []
            found += rows
            if len(rows) < PAGE:
                return found

    def sitemaps(self) -> list[Row]:
        """Submitted sitemaps with their errors and warnings."""
        answer = self._http.get(f"{self._site}/sitemaps")
        return answer.rows("sitemap") if "sitemap" in answer.object() else []


CLIENT = SearchConsole
