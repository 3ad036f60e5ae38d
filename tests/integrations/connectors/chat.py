"""What the three services that speak OpenAI's language share: the document, and its answers."""

from pathlib import Path
from typing import Any

from tests.fakes.openapi import OpenApi
from tests.integrations.connectors.contracts import open_api

SCHEMA = {
    "type": "object",
    "properties": {"subject": {"type": "string"}},
    "required": ["subject"],
    "additionalProperties": False,
}
COMPLETION = {
    "model": "m-1",
    "choices": [{"message": {"role": "assistant", "content": '{"subject": "Salam"}'}, "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 12, "completion_tokens": 5},
}
REPLIES: dict[str, Any] = {"GET /models": {"data": [{"id": "m-1"}]}, "POST /chat/completions": COMPLETION}
PROOF = {"Authorization": "Bearer canary-1"}


def document(specs: Path) -> OpenApi:
    return open_api(specs / "openapi/openai-v1.json", prefix="")


def complete(client: Any) -> tuple[str, int, int, bool]:
    found = client.complete("Be brief.", "Write a subject.", model="m-1", schema=SCHEMA)
    return found.text, found.tokens_in, found.tokens_out, found.cut


CASES: dict[str, Any] = {
    "probe": (lambda c: c.probe(), ["m-1"]),
    "complete": (complete, ('{"subject": "Salam"}', 12, 5, False)),
}
