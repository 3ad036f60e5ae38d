"""Apify: the published OpenAPI document."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.integrations.connectors.contracts import Contracted, Host, open_api

ACTOR = "compass~crawler-google-places"


def items(call: Any, _operation: Any) -> Any:
    return [{"title": "Riad"}] if call.query["offset"] == ["0"] else []


REPLIES = {
    "GET /v2/users/me": {"data": {"username": "tazri"}},
    "GET /v2/users/me/limits": {"data": {"limits": {}}},
    "GET /v2/users/me/usage/monthly": {"data": {"totalUsageCreditsUsdAfterVolumeDiscount": 1.5}},
    "POST /v2/actors/{actorId}/runs": {"data": {"id": "r1", "defaultDatasetId": "d1"}},
    "GET /v2/actors/{actorId}/runs": {"data": {"items": [{"id": "r1"}]}},
    "GET /v2/actor-runs/{runId}": {"data": {"status": "SUCCEEDED"}},
    "GET /v2/datasets/{datasetId}/items": items,
}


def contracted(specs: Path) -> Contracted:
    return Contracted(
        values={"APIFY_TOKEN": "canary-1"},
        main=Host(open_api(specs / "openapi/apify-v2.json"), REPLIES, {"Authorization": "Bearer canary-1"}),
        cases={
            "probe": (lambda c: c.probe()["username"], "tazri"),
            "limits": (lambda c: c.limits(), {"limits": {}}),
            "usage": (lambda c: c.usage()["totalUsageCreditsUsdAfterVolumeDiscount"], 1.5),
            "start": (
                lambda c: c.start(ACTOR, {"searchStringsArray": ["riad"]}, most_items=10, most_usd=Decimal("0.50"))[
                    "id"
                ],
                "r1",
            ),
            "run": (lambda c: c.run("r1")["status"], "SUCCEEDED"),
            "runs": (lambda c: c.runs(ACTOR, datetime(2026, 11, 18, tzinfo=UTC)), [{"id": "r1"}]),
            "abort": (lambda c: c.abort("r1"), None),
            "items": (lambda c: list(c.items("d1")), [{"title": "Riad"}]),
        },
    )
