"""What the three services that speak OpenAI's language share: the document, and its answers."""

import json
from pathlib import Path
from typing import Any

from tests.fakes.openapi import OpenApi
from tests.integrations.connectors.contracts import open_api

Row = dict[str, Any]
SCHEMA = {
    "type": "object",
    "properties": {"subject": {"type": "string"}},
    "required": ["subject"],
    "additionalProperties": False,
}
REPLIES: dict[str, Any] = {
    "GET /models": {"data": [{"id": "m-1"}]},
    "POST /chat/completions": lambda call, _operation: completion(call.json()),
}
PROOF = {"Authorization": "Bearer canary-1"}


def completion(asked: Row) -> Row:
    """An answer in the form that was asked for, of a model with little to say."""
    fields = asked["response_format"]["json_schema"]["schema"]["properties"]
    words = {name: plainest(field) for name, field in fields.items()}
    message = {"role": "assistant", "content": json.dumps(words)}
    return {
        "model": "m-1",
        "choices": [{"message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 12, "completion_tokens": 5},
    }


def plainest(field: Row) -> Any:
    """Nothing moves, nothing is clear, nothing is to be done."""
    if "enum" in field:
        return next((word for word in ("steady", "unclear", "wait") if word in field["enum"]), field["enum"][0])
    return 1 if field["type"] == "integer" else "Salam"


def document(specs: Path) -> OpenApi:
    return open_api(specs / "openapi/openai-v1.json", prefix="")


def complete(client: Any) -> tuple[str, int, int, bool]:
    found = client.complete("Be brief.", "Write a subject.", model="m-1", schema=SCHEMA)
    return found.text, found.tokens_in, found.tokens_out, found.cut


CASES: dict[str, Any] = {
    "probe": (lambda c: c.probe(), ["m-1"]),
    "complete": (complete, ('{"subject": "Salam"}', 12, 5, False)),
}
