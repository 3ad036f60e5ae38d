"""Text by Claude. Source: docs.anthropic.com/en/api (messages, models), version in the manifest."""

import json
from collections.abc import Mapping
from typing import Any

from integrations.connectors.anthropic.manifest import MANIFEST
from integrations.connectors.completion import Completion
from integrations.http import Answer, Http
from integrations.http.auth import Auth, Header

Row = dict[str, Any]


def auth(values: Mapping[str, str]) -> Auth:
    return Header("x-api-key", values["ANTHROPIC_API_KEY"], others=(("anthropic-version", MANIFEST.version),))


class Anthropic:
    """Model names are settings of the caller. A completion is tried once: the chain goes on to the next service."""

    def __init__(self, http: Http) -> None:
        self._http = http

    def probe(self) -> list[str]:
        """The models this key may use; costs nothing."""
        return self._http.get("/v1/models", params={"limit": 100}).names("id", "data")

    def complete(
        self,
        system: str,
        prompt: str,
        *,
        model: str,
        schema: Row | None = None,
        most_tokens: int = 1024,
        timeout_s: float = 15,
    ) -> Completion:
        """One answer to one prompt; with `schema`, the input of a tool that the model has to call."""
        body: Row = {
            "model": model,
            "max_tokens": most_tokens,
            "system": system,
            "messages": [{"role": "user", "content": prompt}],
        }
        if schema is not None:
            body["tools"] = [{"name": "answer", "description": "Give the answer.", "input_schema": schema}]
            body["tool_choice"] = {"type": "tool", "name": "answer"}
        answer = self._http.post("/v1/messages", json=body, repeatable=True, tries=1, timeout_s=timeout_s)
        with answer.reading():
            return _read(answer, structured=schema is not None)


def _read(answer: Answer, *, structured: bool) -> Completion:
    blocks, body = answer.rows("content"), answer.object()
    if structured:
        found = [json.dumps(block.get("input")) for block in blocks if block.get("type") == "tool_use"]
    else:
        found = [str(block.get("text", "")) for block in blocks if block.get("type") == "text"]
    if not found:
        raise answer.unreadable()
    usage = body.get("usage") or {}
    return Completion(
        text="".join(found),
        model=str(body.get("model", "")),
        tokens_in=int(usage.get("input_tokens") or 0),
        tokens_out=int(usage.get("output_tokens") or 0),
        cut=body.get("stop_reason") == "max_tokens",
    )


CLIENT = Anthropic
