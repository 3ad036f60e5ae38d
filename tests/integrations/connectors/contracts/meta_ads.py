"""Meta, from developers.facebook.com/docs/marketing-api (ad account, insights, conversions)."""

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from integrations.connectors.meta_ads.events import Event, Person
from tenants import clock
from tests.fakes.documented import ANY, documented
from tests.integrations.connectors.contracts import Contracted, Host

PERSON = {
    **{f"{name}?": [str] for name in ("em", "ph", "fn", "ln", "ct", "zp", "country", "external_id")},
    **{f"{name}?": str for name in ("fbc", "fbp", "client_ip_address", "client_user_agent")},
}
PROOF = {"appsecret_proof": str}
ROUTES = {
    "GET /act_123": {"query": {**PROOF, "fields": str}},
    "GET /act_123/insights": {
        "query": {
            **PROOF,
            "level": {"account", "campaign", "adset", "ad"},
            "fields": str,
            "time_range": str,
            "time_increment?": int,
            "limit?": int,
            "after?": str,
        }
    },
    "POST /77/events": {
        "query": PROOF,
        "body": {
            "data": [
                {
                    "event_name": str,
                    "event_id": str,
                    "event_time": int,
                    "event_source_url?": str,
                    "user_data": PERSON,
                    "action_source": {"website", "system_generated", "phone_call", "chat"},
                    "custom_data?": {"value?": float, "currency?": str, "lead_score?": ANY},
                }
            ],
            "test_event_code?": str,
        },
    },
}


def insights(call: Any, _operation: Any) -> Any:
    if "time_increment" not in call.query:
        return {"data": [{"spend": "210.0", "impressions": "36000", "reach": "20000", "frequency": "1.8"}]}
    if call.query["level"] == ["account"]:
        return {"data": [day(each) for each in days(call)]}
    if "after" in call.query:
        return {"data": [{"spend": "2"}], "paging": {"cursors": {"after": "d"}}}
    return {
        "data": [{"spend": "1"}],
        "paging": {"cursors": {"after": "c"}, "next": "https://graph.facebook.com/x?access_token=leak"},
    }


def days(call: Any) -> list[date]:
    """The days that a call asks for, oldest first."""
    span = {name: date.fromisoformat(day) for name, day in json.loads(call.query["time_range"][0]).items()}
    return [span["since"] + timedelta(days=each) for each in range((span["until"] - span["since"]).days + 1)]


def day(at: date, **changes: Any) -> dict[str, Any]:
    """One day of an account: three purchases and a return of four."""
    made = {
        "date_start": at.isoformat(),
        "date_stop": at.isoformat(),
        "spend": "30.0",
        "impressions": "5000",
        "clicks": "90",
        "account_currency": "MAD",
        "actions": [{"action_type": "link_click", "value": "90"}, {"action_type": "omni_purchase", "value": "3"}],
        "action_values": [{"action_type": "omni_purchase", "value": "120.0"}],
    }
    return {**made, **changes}


def sale() -> Event:
    person = Person("MA", email=" Salma@Shop.example ", phone="06 12 34 56 78", city="Casablanca", fbp="fb.1.2.3")
    return Event(
        "Purchase", "o-1", clock.now() - timedelta(hours=1), person, "https://shop.example/", Decimal("240.5"), "MAD"
    )


def contracted(_specs: Path) -> Contracted:
    return Contracted(
        values={
            "META_ACCESS_TOKEN": "canary-1",
            "META_AD_ACCOUNT_ID": "act_123",
            "META_PIXEL_ID": "77",
            "META_APP_SECRET": "canary-2",
        },
        main=Host(
            documented(ROUTES),
            {
                "GET /act_123": {"id": "act_123", "name": "Tazri", "account_status": 1, "currency": "MAD"},
                "GET /act_123/insights": insights,
                "POST /77/events": lambda call, _o: {"events_received": len(call.json()["data"])},
            },
            {
                "Authorization": "Bearer canary-1",
                "?appsecret_proof": "b2ef5f9a765ddeedaebdaf12ececb9d8548dd60461a293924603cb63d4e3bc17",
            },
        ),
        cases={
            "probe": (lambda c: c.probe(), None),
            "account": (lambda c: c.account()["currency"], "MAD"),
            "insights": (
                lambda c: [row["spend"] for row in c.insights(date(2026, 11, 1), date(2026, 11, 2))],
                ["1", "2"],
            ),
            "totals": (lambda c: c.totals(date(2026, 11, 1), date(2026, 11, 7))["frequency"], "1.8"),
            "send_events": (lambda c: c.send_events([sale()], test_code="T1"), 1),
        },
    )
