"""Twilio: the published OpenAPI document."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tests.integrations.connectors.contracts import Contracted, Host, open_api

SID, MESSAGE, CALL = "AC" + "1" * 32, "SM" + "2" * 32, "CA" + "3" * 32
AT = datetime(2026, 11, 18, tzinfo=UTC)
BASE = "/2010-04-01/Accounts/{AccountSid}"


def messages(call: Any, _operation: Any) -> Any:
    if "Page" in call.query:
        return {"messages": [{"sid": "two"}], "next_page_uri": None}
    return {
        "messages": [{"sid": "one"}],
        "next_page_uri": f"{call.path}?To=%2B212612345678&PageSize=200&Page=1&PageToken=PASM2",
    }


REPLIES = {
    "GET /2010-04-01/Accounts/{Sid}.json": {"status": "active"},
    f"POST {BASE}/Messages.json": {"sid": MESSAGE},
    f"GET {BASE}/Messages/{{Sid}}.json": {"status": "delivered"},
    f"GET {BASE}/Messages.json": messages,
    f"POST {BASE}/Calls.json": {"sid": CALL},
    f"GET {BASE}/Calls/{{Sid}}.json": {"status": "completed"},
    f"GET {BASE}/Calls.json": {"calls": [{"sid": CALL}], "next_page_uri": None},
    f"GET {BASE}/Usage/Records.json": {"usage_records": [{"price": "1.20"}]},
}


def contracted(specs: Path) -> Contracted:
    return Contracted(
        values={"TWILIO_ACCOUNT_SID": SID, "TWILIO_AUTH_TOKEN": "canary-1"},
        main=Host(
            open_api(specs / "openapi/twilio-api-v2010.json"), REPLIES, {"Authorization": basic(SID, "canary-1")}
        ),
        cases={
            "probe": (lambda c: c.probe()["status"], "active"),
            "send_message": (
                lambda c: c.send_message(
                    "+212612345678", "Salam", sender="MG" + "4" * 32, callback="https://a.example/", price=None
                ),
                MESSAGE,
            ),
            "message": (lambda c: c.message(MESSAGE)["status"], "delivered"),
            "messages": (lambda c: [row["sid"] for row in c.messages("+212612345678", AT)], ["one", "two"]),
            "dial": (
                lambda c: c.dial(
                    "+212612345678",
                    sender="+15005550006",
                    twiml="<Response/>",
                    callback="https://a.example/",
                    detect_machine=True,
                    price=None,
                ),
                CALL,
            ),
            "call": (lambda c: c.call(CALL)["status"], "completed"),
            "calls": (lambda c: len(list(c.calls("+212612345678", AT))), 1),
            "end_call": (lambda c: c.end_call(CALL), None),
            "usage": (lambda c: c.usage(date(2026, 11, 1), date(2026, 11, 18))[0]["price"], "1.20"),
        },
    )


def basic(user: str, password: str) -> str:
    import base64

    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
