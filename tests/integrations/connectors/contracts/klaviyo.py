"""Klaviyo, from developers.klaviyo.com/en/reference (accounts, lists, events, profiles, campaigns, reports)."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.fakes.documented import documented
from tests.integrations.connectors.contracts import Contracted, Host

AT = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
KIND = "application/vnd.api+json"
REVISION = {"revision": {"2026-07-15"}, "Accept": {KIND}}
ROUTES = {
    "GET /api/accounts": {},
    "GET /api/lists": {"query": {"page[cursor]?": str}},
    "GET /api/metrics": {},
    "GET /api/flows": {},
    "GET /api/campaigns": {"query": {"filter": str}},
    "GET /api/profiles": {"query": {"filter?": str, "sort?": {"updated"}, "page[size]?": int}},
    "GET /api/events": {"query": {"filter": str, "sort?": {"datetime", "-datetime"}, "page[size]?": int}},
    "POST /api/campaign-values-reports": {
        "kind": KIND,
        "body": {
            "data": {
                "type": {"campaign-values-report"},
                "attributes": {
                    "statistics": [
                        {
                            "delivered",
                            "open_rate",
                            "click_rate",
                            "bounce_rate",
                            "spam_complaint_rate",
                            "unsubscribe_rate",
                        }
                    ],
                    "timeframe": {"key": {"last_30_days", "last_7_days", "last_12_months"}},
                    "conversion_metric_id": str,
                },
            }
        },
    },
    "POST /api/profile-import": {
        "kind": KIND,
        "body": {
            "data": {
                "type": {"profile"},
                "attributes": {"email": str, "first_name?": str, "external_id?": str, "properties?": dict},
            }
        },
    },
    "POST /api/profile-subscription-bulk-create-jobs": {
        "kind": KIND,
        "body": {
            "data": {
                "type": {"profile-subscription-bulk-create-job"},
                "attributes": {
                    "historical_import": bool,
                    "profiles": {
                        "data": [
                            {
                                "type": {"profile"},
                                "attributes": {
                                    "email": str,
                                    "subscriptions": {
                                        "email": {"marketing": {"consent": {"SUBSCRIBED"}, "consented_at": str}}
                                    },
                                },
                            }
                        ]
                    },
                },
                "relationships": {"list": {"data": {"type": {"list"}, "id": str}}},
            }
        },
    },
    "POST /api/events": {
        "kind": KIND,
        "body": {
            "data": {
                "type": {"event"},
                "attributes": {
                    "properties": dict,
                    "time": str,
                    "unique_id": str,
                    "value?": float,
                    "metric": {"data": {"type": {"metric"}, "attributes": {"name": str}}},
                    "profile": {"data": {"type": {"profile"}, "attributes": {"email": str}}},
                },
            }
        },
    },
    "POST /api/lists/{id}/relationships/profiles": {"kind": KIND, "body": {"data": [{"type": {"profile"}, "id": str}]}},
}


def lists(call: Any, _operation: Any) -> Any:
    if "page[cursor]" in call.query:
        return {"data": [{"id": "L2"}], "links": {"next": None}}
    return {"data": [{"id": "L1"}], "links": {"next": f"http://{call.headers['host']}/api/lists?page%5Bcursor%5D=abc"}}


def one(**attributes: Any) -> dict[str, Any]:
    return {"data": [{"id": "1", "attributes": attributes}], "links": {"next": None}}


REPLIES = {
    "GET /api/accounts": one(contact_information={"organization_name": "Maison Tazri"}),
    "GET /api/lists": lists,
    "GET /api/metrics": one(name="Opened Email"),
    "GET /api/flows": one(status="live"),
    "GET /api/campaigns": one(name="Autumn"),
    "GET /api/profiles": one(email="salma@shop.example"),
    "GET /api/events": one(timestamp=1),
    "POST /api/campaign-values-reports": {"data": {"attributes": {"results": [{"statistics": {"open_rate": 0.4}}]}}},
    "POST /api/profile-import": {"data": {"type": "profile", "id": "P1"}},
}


def ids(rows: Any) -> list[str]:
    return [row["id"] for row in rows]


def contracted(_specs: Path) -> Contracted:
    return Contracted(
        values={"KLAVIYO_API_KEY": "pk_canary"},
        main=Host(documented(ROUTES, headers=REVISION), REPLIES, {"Authorization": "Klaviyo-API-Key pk_canary"}),
        cases={
            "probe": (lambda c: c.probe()["id"], "1"),
            "lists": (lambda c: ids(c.lists()), ["L1", "L2"]),
            "metrics": (lambda c: ids(c.metrics()), ["1"]),
            "flows": (lambda c: ids(c.flows()), ["1"]),
            "campaigns": (lambda c: ids(c.campaigns()), ["1"]),
            "campaign_report": (lambda c: c.campaign_report("M1")[0]["statistics"]["open_rate"], 0.4),
            "profiles": (lambda c: ids(c.profiles(AT)), ["1"]),
            "profile": (lambda c: c.profile('a"b@shop.example')["id"], "1"),
            "events": (lambda c: ids(c.events("M1", AT)), ["1"]),
            "upsert_profile": (
                lambda c: c.upsert_profile({"email": "salma@shop.example", "properties": {"tier": "HOT"}}),
                "P1",
            ),
            "subscribe": (lambda c: c.subscribe("L1", "salma@shop.example", consented_at=AT), None),
            "create_event": (
                lambda c: c.create_event("salma@shop.example", "Booked", {"x": 1}, at=AT, key="k1", value=9.5),
                None,
            ),
            "add_to_list": (lambda c: c.add_to_list("L1", "P1"), None),
        },
    )
