"""Text models with a script: three services in their own languages, over real HTTP.

Source: docs.anthropic.com/en/api (messages), ai.google.dev/api (generateContent), OpenAI's chat
completions as docs.x.ai takes them over; see also the contracts of the connectors' tests.
"""

import json
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.calls import Call
from tests.fakes.documented import documented
from tests.fakes.server import Fake

KEYS = {name: f"canary-key-of-{name}-5d1c" for name in ("anthropic", "xai", "gemini")}
PARTS = {"parts": [{"text": str}]}
ROUTES: dict[str, dict[str, Any]] = {
    "anthropic": {
        "GET /v1/models": {"query": {"limit?": int}},
        "POST /v1/messages": {
            "body": {
                "model": str,
                "max_tokens": int,
                "system": str,
                "messages": [{"role": {"user"}, "content": str}],
                "tools": [{"name": str, "description?": str, "input_schema": dict}],
                "tool_choice": {"type": {"tool"}, "name": str},
            },
            "headers": {"anthropic-version": {"2023-06-01"}},
        },
    },
    "xai": {
        "GET /models": {},
        "POST /chat/completions": {
            "body": {
                "model": str,
                "messages": [{"role": {"system", "user"}, "content": str}],
                "max_completion_tokens": int,
                "response_format": {
                    "type": {"json_schema"},
                    "json_schema": {"name": str, "schema": dict, "strict": bool},
                },
            }
        },
    },
    "gemini": {
        "GET /models": {"query": {"pageSize?": int}},
        "POST /models/{model}:generateContent": {
            "body": {
                "systemInstruction": PARTS,
                "contents": [{**PARTS, "role": {"user"}}],
                "generationConfig": {
                    "maxOutputTokens": int,
                    "responseMimeType": {"application/json"},
                    "responseJsonSchema": dict,
                },
            }
        },
    },
}
PROOFS = {
    "anthropic": {"x-api-key": KEYS["anthropic"]},
    "xai": {"Authorization": f"Bearer {KEYS['xai']}"},
    "gemini": {"x-goog-api-key": KEYS["gemini"]},
}


@dataclass
class Said:
    """One answer of a model: its text (or, raw, the whole body), and what it says it counted."""

    text: str
    tokens_in: Any = 100
    tokens_out: Any = 20
    cut: bool = False
    raw: Any = None


@dataclass
class Model:
    """A service with a script: the answers in turn, then `always`."""

    name: str
    always: Said
    script: deque[Said] = field(default_factory=deque)

    def __post_init__(self) -> None:
        post = next(route for route in ROUTES[self.name] if route.startswith("POST"))
        probe = next(route for route in ROUTES[self.name] if route.startswith("GET"))
        rows = {"models": [{"name": "m"}]} if self.name == "gemini" else {"data": [{"id": "m"}]}
        replies = {probe: rows, post: self.answer}
        self.fake = Fake(documented(ROUTES[self.name]), replies, auth=PROOFS[self.name])

    def says(self, *answers: Said | str) -> None:
        self.script.extend(each if isinstance(each, Said) else Said(each) for each in answers)

    def answer(self, call: Call, _operation: Any) -> Any:
        said = self.script.popleft() if self.script else self.always
        return said.raw if said.raw is not None else getattr(self, self.name)(said)

    @property
    def asked(self) -> list[dict[str, Any]]:
        """The bodies of the questions, in their order."""
        return [call.json() for call in self.fake.calls if call.verb == "POST"]

    @staticmethod
    def anthropic(said: Said) -> Any:
        try:
            found = json.loads(said.text)
        except ValueError:
            found = said.text
        return {
            "model": "m",
            "content": [{"type": "tool_use", "name": "answer", "input": found}],
            "stop_reason": "max_tokens" if said.cut else "tool_use",
            "usage": {"input_tokens": said.tokens_in, "output_tokens": said.tokens_out},
        }

    @staticmethod
    def xai(said: Said) -> Any:
        message = {"role": "assistant", "content": said.text}
        return {
            "model": "m",
            "choices": [{"message": message, "finish_reason": "length" if said.cut else "stop"}],
            "usage": {"prompt_tokens": said.tokens_in, "completion_tokens": said.tokens_out},
        }

    @staticmethod
    def gemini(said: Said) -> Any:
        reason = "MAX_TOKENS" if said.cut else "STOP"
        return {
            "candidates": [{"content": {"parts": [{"text": said.text}]}, "finishReason": reason}],
            "usageMetadata": {"promptTokenCount": said.tokens_in, "candidatesTokenCount": said.tokens_out},
        }
