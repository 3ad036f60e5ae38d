"""Gemini, from ai.google.dev/api (models, generateContent, speech and image generation)."""

from pathlib import Path
from typing import Any

from tests.fakes.documented import documented
from tests.integrations.connectors.chat import CASES
from tests.integrations.connectors.contracts import Contracted, Host

PARTS = {"parts": [{"text": str}]}
SETTINGS = {
    "maxOutputTokens?": int,
    "responseMimeType?": {"application/json"},
    "responseJsonSchema?": dict,
    "responseModalities?": [{"AUDIO", "IMAGE"}],
    "speechConfig?": {"voiceConfig": {"prebuiltVoiceConfig": {"voiceName": str}}},
}
ROUTES = {
    "GET /models": {"query": {"pageSize?": int, "pageToken?": str}},
    "POST /models/{model}:generateContent": {
        "body": {"systemInstruction?": PARTS, "contents": [{**PARTS, "role": {"user"}}], "generationConfig?": SETTINGS}
    },
}


def generated(call: Any, _operation: Any) -> Any:
    media = "responseModalities" in call.json()["generationConfig"]
    part = {"inlineData": {"mimeType": "x", "data": "aGk="}} if media else {"text": '{"subject": "Salam"}'}
    usage = {"promptTokenCount": 12, "candidatesTokenCount": 5}
    return {"candidates": [{"content": {"parts": [part]}, "finishReason": "STOP"}], "usageMetadata": usage}


def contracted(_specs: Path) -> Contracted:
    replies = {"GET /models": {"models": [{"name": "m-1"}]}, "POST /models/{model}:generateContent": generated}
    return Contracted(
        values={"GEMINI_API_KEY": "canary-1"},
        main=Host(documented(ROUTES), replies, {"x-goog-api-key": "canary-1"}),
        cases=CASES
        | {
            "speak": (lambda c: c.speak("Salam", model="m-1", voice="Kore", price=None), b"hi"),
            "picture": (lambda c: c.picture("A lamp", model="m-1", price=None), b"hi"),
        },
    )
