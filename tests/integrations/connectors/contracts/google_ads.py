"""Google Ads, from its REST reference v26; the Data Manager from its discovery document."""

import calendar
import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from integrations.connectors.google_ads.conversions import Conversion
from tenants import clock
from tests.fakes.discovery import Discovery
from tests.fakes.documented import documented
from tests.integrations.connectors.contracts import Contracted, Host

SALE = Conversion(
    "o-1", datetime(2026, 11, 18, tzinfo=UTC), Decimal("240.50"), "MAD", True, gclid="abc", email="S.B@gmail.com"
)
ROUTES = {
    "GET /customers:listAccessibleCustomers": {},
    "POST /customers/{id}:generateKeywordIdeas": {
        "body": {
            "keywordSeed": {"keywords": [str]},
            "language": str,
            "geoTargetConstants": [str],
            "keywordPlanNetwork": {"GOOGLE_SEARCH", "GOOGLE_SEARCH_AND_PARTNERS"},
            "pageSize": int,
            "pageToken?": str,
        }
    },
    "POST /customers/{id}/googleAds:search": {"body": {"query": str, "pageToken?": str}},
}


def ideas(call: Any, _operation: Any) -> Any:
    if "pageToken" in call.json():
        return {"results": [{"text": "two"}]}
    words = call.json()["keywordSeed"]["keywords"]
    return {"results": [{"text": word, "keywordIdeaMetrics": metrics()} for word in words], "nextPageToken": "t"}


def metrics() -> dict[str, Any]:
    """Twelve months, the last of them the one before this."""
    this = clock.now().year * 12 + clock.now().month - 1
    volumes = [
        {"year": str(each // 12), "month": calendar.month_name[each % 12 + 1].upper(), "monthlySearches": "900"}
        for each in range(this - 12, this)
    ]
    return {
        "avgMonthlySearches": "900",
        "competition": "MEDIUM",
        "competitionIndex": "45",
        "lowTopOfPageBidMicros": "900000",
        "highTopOfPageBidMicros": "2400000",
        "monthlySearchVolumes": volumes,
    }


REPLIES = {
    "GET /customers:listAccessibleCustomers": {"resourceNames": ["customers/1234567890"]},
    "POST /customers/{id}:generateKeywordIdeas": ideas,
    "POST /customers/{id}/googleAds:search": {},
}


def contracted(specs: Path) -> Contracted:
    manager = Discovery(json.loads((specs / "google-discovery/datamanager.v1.json").read_text()))
    proof = {"Authorization": "Bearer canary-1"}
    replies = {
        "POST /v1/events:ingest": {"requestId": "r1"},
        "GET /v1/requestStatus:retrieve": {"requestStatusPerDestination": [{"requestStatus": "SUCCESS"}]},
    }
    return Contracted(
        values={
            "GOOGLE_ADS_CUSTOMER_ID": "123-456-7890",
            "GOOGLE_ADS_LOGIN_CUSTOMER_ID": "111-111-1111",
            "GOOGLE_ADS_DEVELOPER_TOKEN": "canary-2",
            "GOOGLE_ADS_ACCESS_TOKEN": "canary-1",
        },
        main=Host(
            documented(ROUTES), REPLIES, {**proof, "developer-token": "canary-2", "login-customer-id": "1111111111"}
        ),
        others={"datamanager": Host(manager, replies, proof)},
        cases={
            "probe": (lambda c: c.probe(), ["customers/1234567890"]),
            "keyword_ideas": (
                lambda c: [row["text"] for row in c.keyword_ideas(["lamp"], language=1002, places=[2504])],
                ["lamp", "two"],
            ),
            "search": (lambda c: list(c.search("SELECT campaign.id FROM campaign")), []),
            "send_conversions": (lambda c: c.send_conversions([SALE], action="77", check_only=True), "r1"),
            "conversion_status": (lambda c: c.conversion_status("r1")[0]["requestStatus"], "SUCCESS"),
        },
    )
