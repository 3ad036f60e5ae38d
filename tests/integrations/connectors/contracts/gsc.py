"""Search Console, from developers.google.com/webmaster-tools/v1."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.fakes.documented import documented
from tests.integrations.connectors.contracts import Contracted, Host

DAYS = (date(2026, 11, 1), date(2026, 11, 15))
ROUTES = {
    "GET /sites/{site}": {},
    "GET /sites/{site}/sitemaps": {},
    "POST /sites/{site}/searchAnalytics/query": {
        "body": {
            "startDate": str,
            "endDate": str,
            "rowLimit": int,
            "startRow": int,
            "dimensions": [{"query", "page", "country", "device", "date"}],
        }
    },
}
ROW = {"keys": ["lamp"], "clicks": 3, "impressions": 40, "ctr": 0.075, "position": 4.2}


def queries(call: Any, _operation: Any) -> Any:
    """A row for each day asked for, else one of a query."""
    body = call.json()
    if body["dimensions"] != ["date"]:
        return {"rows": [ROW]}
    start, end = (date.fromisoformat(body[name]) for name in ("startDate", "endDate"))
    days = [start + timedelta(days=each) for each in range((end - start).days + 1)]
    return {"rows": [ROW | {"keys": [day.isoformat()]} for day in days]}


REPLIES = {
    "GET /sites/{site}": lambda _call, operation: {"siteUrl": operation.values["site"], "permissionLevel": "siteOwner"},
    "POST /sites/{site}/searchAnalytics/query": queries,
    "GET /sites/{site}/sitemaps": {"sitemap": [{"path": "https://site.example/sitemap.xml"}]},
}


def contracted(_specs: Path) -> Contracted:
    return Contracted(
        values={"GSC_SITE_URL": "https://site.example/", "GSC_ACCESS_TOKEN": "canary-1"},
        main=Host(documented(ROUTES), REPLIES, {"Authorization": "Bearer canary-1"}),
        cases={
            "probe": (lambda c: c.probe()["siteUrl"], "https://site.example/"),
            "queries": (lambda c: c.queries(*DAYS), [ROW]),
            "sitemaps": (lambda c: len(c.sitemaps()), 1),
        },
    )
