"""Telnyx, from developers.telnyx.com/api (balance, messages, call control)."""

from pathlib import Path

from tests.fakes.documented import documented
from tests.integrations.connectors.contracts import Contracted, Host

TRACK = {"inbound_track", "outbound_track", "both_tracks"}
ROUTES = {
    "GET /balance": {},
    "POST /messages": {"body": {"from": str, "to": str, "text": str, "webhook_url?": str}},
    "GET /messages/{id}": {},
    "POST /calls": {
        "body": {
            "connection_id": str,
            "to": str,
            "from": str,
            "command_id": str,
            "stream_url?": str,
            "stream_track?": TRACK,
            "webhook_url?": str,
        }
    },
    "GET /calls/{id}": {},
    "POST /calls/{id}/actions/answer": {"body": {"command_id": str}},
    "POST /calls/{id}/actions/hangup": {"body": {"command_id": str}},
    "POST /calls/{id}/actions/streaming_start": {"body": {"command_id": str, "stream_url": str, "stream_track": TRACK}},
}
REPLIES = {
    "GET /balance": {"data": {"balance": "10.00"}},
    "POST /messages": {"data": {"id": "m1"}},
    "GET /messages/{id}": {"data": {"id": "m1"}},
    "POST /calls": {"data": {"call_control_id": "v3:1"}},
    "GET /calls/{id}": {"data": {"is_alive": True}},
}


def contracted(_specs: Path) -> Contracted:
    return Contracted(
        values={"TELNYX_API_KEY": "canary-1", "TELNYX_CONNECTION_ID": "9"},
        main=Host(documented(ROUTES), REPLIES, {"Authorization": "Bearer canary-1"}),
        cases={
            "probe": (lambda c: c.probe()["balance"], "10.00"),
            "send_message": (
                lambda c: c.send_message(
                    "+212612345678", "Salam", sender="+15005550006", callback="https://a.example/", price=None
                ),
                "m1",
            ),
            "message": (lambda c: c.message("m1")["id"], "m1"),
            "dial": (
                lambda c: c.dial(
                    "+212612345678", sender="+15005550006", key="k", stream_url="wss://a.example/", price=None
                ),
                "v3:1",
            ),
            "call": (lambda c: c.call("v3:1")["is_alive"], True),
            "answer": (lambda c: c.answer("v3:1", key="k"), None),
            "start_stream": (lambda c: c.start_stream("v3:1", "wss://a.example/", key="k"), None),
            "hang_up": (lambda c: c.hang_up("v3:1", key="k"), None),
        },
    )
