"""WhatsApp: the published specification for paths, parameters and headers; the documented form for bodies.

The specification's schema of a text message joins two parts that exclude each other and can match
nothing; so bodies are judged by developers.facebook.com/docs/whatsapp/cloud-api/reference/messages.
"""

from pathlib import Path
from typing import Any

from tests.fakes.calls import Call, Operation
from tests.fakes.documented import documented
from tests.integrations.connectors.contracts import Contracted, Host, open_api

SEND = "POST /{Version}/{Phone-Number-ID}/messages"
ENVELOPE = {"messaging_product": {"whatsapp"}, "recipient_type": {"individual"}, "to": str}
PART = {"type": {"body"}, "parameters": [{"type": {"text"}, "text": str}]}
BODIES = {
    "text": documented(
        {"POST /x": {"body": {**ENVELOPE, "type": {"text"}, "text": {"body": str, "preview_url?": bool}}}}
    ),
    "template": documented(
        {
            "POST /x": {
                "body": {
                    **ENVELOPE,
                    "type": {"template"},
                    "template": {"name": str, "language": {"code": str}, "components?": [PART]},
                }
            }
        }
    ),
}


class Messages:
    def __init__(self, specs: Path) -> None:
        self._spec = open_api(specs / "openapi/whatsapp-cloud-v23.json", prefix="", loose=(SEND,))
        self.base_path = "/v23.0"

    def check(self, call: Call) -> Operation:
        operation = self._spec.check(call)
        if operation.name == SEND:
            body = BODIES[call.json().get("type", "text")]
            body.check(Call("POST", "/x", {}, call.headers, call.body))
        return operation


REPLIES: dict[str, Any] = {
    "GET /{Version}/{Phone-Number-ID}": {
        "id": "10",
        "display_phone_number": "+212 612-345678",
        "quality_rating": "GREEN",
        "status": "CONNECTED",
    },
    "GET /{Version}/{WABA-ID}/phone_numbers": {
        "data": [
            {
                "id": "10",
                "display_phone_number": "+212 612-345678",
                "status": "CONNECTED",
                "quality_rating": "GREEN",
                "messaging_limit_tier": "TIER_1K",
            }
        ]
    },
    "GET /{Version}/{WABA-ID}/message_templates": {
        "data": [{"id": "T1", "name": "review", "language": "fr", "status": "APPROVED", "category": "MARKETING"}]
    },
    SEND: {"messaging_product": "whatsapp", "messages": [{"id": "wamid.1"}]},
}
REPLIES["GET /{Version}/{WABA-ID}"] = REPLIES["GET /{Version}/{Phone-Number-ID}"]


def contracted(specs: Path) -> Contracted:
    return Contracted(
        values={
            "WHATSAPP_ACCESS_TOKEN": "canary-1",
            "WHATSAPP_PHONE_NUMBER_ID": "10",
            "WHATSAPP_BUSINESS_ACCOUNT_ID": "20",
        },
        main=Host(Messages(specs), REPLIES, {"Authorization": "Bearer canary-1"}),
        cases={
            "probe": (lambda c: c.probe(), None),
            "number": (lambda c: c.number()["quality_rating"], "GREEN"),
            "numbers": (lambda c: c.numbers()[0]["id"], "10"),
            "templates": (lambda c: c.templates("review")[0]["name"], "review"),
            "send_text": (lambda c: c.send_text("+212 612-345678", "Salam", price=None), "wamid.1"),
            "send_template": (
                lambda c: c.send_template("+212612345678", "review", "fr", ["Salma"], price=None),
                "wamid.1",
            ),
        },
    )
