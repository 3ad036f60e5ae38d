"""GA4, from developers.google.com/analytics (Data API v1beta; Measurement Protocol)."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tenants import clock
from tests.fakes.documented import documented
from tests.integrations.connectors.contracts import Contracted, Host

DAYS = (date(2026, 11, 17), date(2026, 11, 18))
ROUTES = {
    "GET /properties/{id}/metadata": {},
    "POST /properties/{id}:runReport": {
        "body": {
            "dateRanges": [{"startDate": str, "endDate": str}],
            "metrics": [{"name": str}],
            "dimensions": list,
            "limit": str,
            "offset": str,
            "returnPropertyQuota": bool,
        }
    },
}
EVENT = {
    "query": {"measurement_id": str, "api_secret": str},
    "body": {"client_id": str, "timestamp_micros": int, "user_id?": str, "events": [{"name": str, "params": dict}]},
}
COLLECT = {"POST /mp/collect": EVENT, "POST /debug/mp/collect": EVENT}


FIGURES = {"sessions": "50", "keyEvents": "2", "sessionKeyEventRate": "0.03", "totalRevenue": "400.0"}
PAGES = ("/", "/blog/post-2")


def report(call: Any, _operation: Any) -> Any:
    """A row for each day asked for, or for each page; half of them at a time."""
    body = call.json()
    span, metrics = body["dateRanges"][0], [each["name"] for each in body["metrics"]]
    start, end = (date.fromisoformat(span[name]) for name in ("startDate", "endDate"))
    days = [f"{start + timedelta(days=each):%Y%m%d}" for each in range((end - start).days + 1)]
    keys = days if body["dimensions"] == [{"name": "date"}] else PAGES
    values = [{"value": FIGURES.get(name, "5")} for name in metrics]
    rows = [{"dimensionValues": [{"value": key}], "metricValues": values} for key in keys]
    offset = int(body["offset"])
    return {"rowCount": len(rows), "rows": rows[offset : offset + (len(rows) + 1) // 2]}


def contracted(_specs: Path) -> Contracted:
    secret = {"?measurement_id": "G-1", "?api_secret": "canary-2"}
    return Contracted(
        values={
            "GA4_PROPERTY_ID": "123",
            "GA4_ACCESS_TOKEN": "canary-1",
            "GA4_MEASUREMENT_ID": "G-1",
            "GA4_API_SECRET": "canary-2",
        },
        main=Host(
            documented(ROUTES),
            {
                "POST /properties/{id}:runReport": report,
                "GET /properties/{id}/metadata": {"name": "properties/123/metadata", "dimensions": [], "metrics": []},
            },
            {"Authorization": "Bearer canary-1"},
        ),
        others={
            "collect": Host(
                documented(COLLECT), {"POST /debug/mp/collect": {"validationMessages": [{"description": "no"}]}}, secret
            )
        },
        cases={
            "probe": (lambda c: c.probe()["name"], "properties/123/metadata"),
            "report": (
                lambda c: c.report(*DAYS, ["sessions"], ["date"]),
                [{"date": "20261117", "sessions": "50"}, {"date": "20261118", "sessions": "50"}],
            ),
            "send_event": (
                lambda c: c.send_event("1.2", "purchase", {"transaction_id": "9"}, at=clock.now(), user_id="u"),
                None,
            ),
            "check_event": (lambda c: c.check_event("1.2", "purchase", {}, at=clock.now()), ["no"]),
        },
    )
