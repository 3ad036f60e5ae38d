"""Klaviyo, from developers.klaviyo.com/en/reference (accounts, lists, events, profiles, campaigns, reports)."""

from datetime import UTC, datetime, timedelta
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
    "GET /api/lists/{id}": {"query": {"additional-fields[list]?": {"profile_count"}}},
    "GET /api/metrics": {},
    "POST /api/metric-aggregates": {
        "kind": KIND,
        "body": {
            "data": {
                "type": {"metric-aggregate"},
                "attributes": {
                    "metric_id": str,
                    "measurements": [{"count", "unique", "sum_value"}],
                    "interval": {"hour", "day", "week", "month"},
                    "timezone": str,
                    "filter": [str],
                },
            }
        },
    },
    "GET /api/flows": {},
    "GET /api/campaigns": {"query": {"filter": str}},
    "GET /api/profiles": {"query": {"filter?": str, "sort?": {"updated"}, "page[size]?": int}},
    "GET /api/events": {
        "query": {
            "filter": str,
            "sort?": {"datetime", "-datetime", "timestamp", "-timestamp"},
            "page[size]?": int,
            "page[cursor]?": str,
            "include?": {"profile", "metric", "attributions"},
            "fields[profile]?": str,
        }
    },
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
    "POST /api/profile-subscription-bulk-delete-jobs": {
        "kind": KIND,
        "body": {
            "data": {
                "type": {"profile-subscription-bulk-delete-job"},
                "attributes": {
                    "profiles": {
                        "data": [
                            {
                                "type": {"profile"},
                                "attributes": {
                                    "email": str,
                                    "subscriptions": {"email": {"marketing": {"consent": {"UNSUBSCRIBED"}}}},
                                },
                            }
                        ]
                    }
                },
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


def counts(call: Any, _operation: Any) -> Any:
    """Three events on each day of the span; one where people left."""
    each = 1.0 if call.json()["data"]["attributes"]["metric_id"] == "M3" else 3.0
    since, until = (at[-21:-1] for at in call.json()["data"]["attributes"]["filter"])
    days = (datetime.fromisoformat(until) - datetime.fromisoformat(since)).days
    return {
        "data": {"attributes": {"dates": [], "data": [{"dimensions": [], "measurements": {"count": [each] * days}}]}}
    }


def one(**attributes: Any) -> dict[str, Any]:
    return {"data": [{"id": "1", "attributes": attributes}], "links": {"next": None}}


METRICS = {
    "M1": "Placed Order",
    "M2": "Subscribed to Email Marketing",
    "M3": "Unsubscribed from Email Marketing",
    "M4": "Opened Email",
}
REPORTED = {
    "delivered": 2400.0,
    "open_rate": 0.4,
    "click_rate": 0.021,
    "bounce_rate": 0.006,
    "spam_complaint_rate": 0.0004,
    "unsubscribe_rate": 0.002,
}
REPLIES = {
    "GET /api/accounts": one(contact_information={"organization_name": "Maison Tazri"}),
    "GET /api/lists": lists,
    "GET /api/lists/{id}": {"data": {"id": "L1", "attributes": {"name": "News", "profile_count": 1200}}},
    "POST /api/metric-aggregates": counts,
    "GET /api/metrics": {
        "data": [{"id": each, "attributes": {"name": name}} for each, name in METRICS.items()],
        "links": {"next": None},
    },
    "GET /api/flows": one(status="live"),
    "GET /api/campaigns": one(name="Autumn", status="Sent"),
    "GET /api/profiles": one(email="salma@shop.example"),
    "GET /api/events": {
        "data": [{"id": "E1", "relationships": {"profile": {"data": {"type": "profile", "id": "P1"}}}}],
        "included": [{"type": "profile", "id": "P1", "attributes": {"email": "salma@shop.example"}}],
        "links": {"next": "https://a.klaviyo.com/api/events?page%5Bcursor%5D=bmV4dA%3D%3D"},
    },
    "POST /api/campaign-values-reports": {
        "data": {"attributes": {"results": [{"groupings": {"campaign_id": "1"}, "statistics": REPORTED}]}}
    },
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
            "list_size": (lambda c: c.list_size("L1"), 1200),
            "metrics": (lambda c: ids(c.metrics()), list(METRICS)),
            "daily_counts": (lambda c: c.daily_counts("M2", AT, AT + timedelta(days=3)), [3.0] * 3),
            "flows": (lambda c: ids(c.flows()), ["1"]),
            "campaigns": (lambda c: ids(c.campaigns(since=AT)), ["1"]),
            "campaign_report": (lambda c: next(c.campaign_report("M1"))["statistics"]["open_rate"], 0.4),
            "profiles": (lambda c: ids(c.profiles(AT)), ["1"]),
            "profile": (lambda c: c.profile('a"b@shop.example')["id"], "1"),
            "events": (
                lambda c: (ids((page := c.events("M1", AT, "Zmlyc3Q=")).rows), page.emails, page.cursor),
                (["E1"], {"P1": "salma@shop.example"}, "bmV4dA=="),
            ),
            "upsert_profile": (
                lambda c: c.upsert_profile({"email": "salma@shop.example", "properties": {"tier": "HOT"}}),
                "P1",
            ),
            "subscribe": (lambda c: c.subscribe("L1", "salma@shop.example", consented_at=AT), None),
            "unsubscribe": (lambda c: c.unsubscribe("salma@shop.example"), None),
            "create_event": (
                lambda c: c.create_event("salma@shop.example", "Booked", {"x": 1}, at=AT, key="k1", value=9.5),
                None,
            ),
            "add_to_list": (lambda c: c.add_to_list("L1", "P1"), None),
        },
    )
