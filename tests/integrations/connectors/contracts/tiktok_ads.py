"""TikTok: the published specification, whose token is a header although it is listed with the query."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.fakes.openapi import OpenApi
from tests.integrations.connectors.contracts import Contracted, Host

DAYS = (date(2026, 11, 1), date(2026, 11, 18))


def document(path: Path) -> dict[str, Any]:
    """TikTok's own clients send `Access-Token` as a header; so does its portal."""
    found: dict[str, Any] = json.loads(path.read_text())
    for item in found["paths"].values():
        for operation in item.values():
            for parameter in operation["parameters"]:
                if parameter["name"] == "Access-Token":
                    parameter["in"] = "header"
    return found


def report(call: Any, _operation: Any) -> Any:
    if json.loads(call.query["dimensions"][0]) == ["stat_time_day"]:
        return {"code": 0, "data": {"list": [day(each) for each in days(call)], "page_info": {"total_page": 1}}}
    page = int(call.query["page"][0])
    return {
        "code": 0,
        "message": "OK",
        "data": {"list": [{"metrics": {"spend": str(page)}}], "page_info": {"total_page": 2, "page": page}},
    }


def days(call: Any) -> list[date]:
    """The days that a call asks for, oldest first."""
    start, end = (date.fromisoformat(call.query[name][0]) for name in ("start_date", "end_date"))
    return [start + timedelta(days=each) for each in range((end - start).days + 1)]


def day(at: date, **changes: str) -> dict[str, Any]:
    """One day of an advertiser: two results, 1.2 clicks of a hundred views."""
    metrics = {"spend": "20.00", "impressions": "5000", "clicks": "60", "conversion": "2"}
    return {"dimensions": {"stat_time_day": f"{at} 00:00:00"}, "metrics": {**metrics, **changes}}


REPLIES = {
    "GET /advertiser/info/": {
        "code": 0,
        "data": {"list": [{"advertiser_id": "1", "name": "Tazri", "status": "STATUS_ENABLE", "currency": "MAD"}]},
    },
    "GET /report/integrated/get/": report,
    "GET /pixel/event/stats/": {"code": 0, "data": {"stats": [{"pixel_id": "p"}]}},
}


def contracted(specs: Path) -> Contracted:
    contract = OpenApi(document(specs / "openapi/tiktok-business-v1.3.json"), prefix="")
    return Contracted(
        values={"TIKTOK_ACCESS_TOKEN": "canary-1", "TIKTOK_ADVERTISER_ID": "1"},
        main=Host(contract, REPLIES, {"Access-Token": "canary-1"}),
        cases={
            "probe": (lambda c: c.probe(), None),
            "advertiser": (lambda c: c.advertiser()["name"], "Tazri"),
            "report": (lambda c: [row["metrics"]["spend"] for row in c.report(*DAYS, ["spend", "clicks"])], ["1", "2"]),
            "pixel_stats": (lambda c: c.pixel_stats(["p"], *DAYS), [{"pixel_id": "p"}]),
        },
    )
