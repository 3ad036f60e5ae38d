"""Search Console, from developers.google.com/webmaster-tools/v1."""

from datetime import date
from pathlib import Path

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
REPLIES = {
    "GET /sites/{site}": lambda _call, operation: {"siteUrl": operation.values["site"], "permissionLevel": "siteOwner"},
    "POST /sites/{site}/searchAnalytics/query": {"rows": [ROW]},
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
