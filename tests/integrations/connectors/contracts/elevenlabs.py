"""ElevenLabs, from elevenlabs.io/docs/api-reference."""

from pathlib import Path
from typing import Any

from tests.fakes.documented import documented
from tests.integrations.connectors.contracts import Contracted, Host

ROUTES = {
    "GET /v1/user/subscription": {},
    "GET /v2/voices": {"query": {"page_size?": int, "next_page_token?": str}},
    "POST /v1/text-to-speech/{voice}": {
        "query": {"output_format?": {"mp3_44100_128", "pcm_24000"}},
        "body": {"text": str, "model_id": str},
    },
    "POST /v1/speech-to-text": {"kind": "multipart/form-data", "body": dict},
}


def voices(call: Any, _operation: Any) -> Any:
    more = "next_page_token" not in call.query
    return {"voices": [{"voice_id": "a" if more else "b"}], "has_more": more, "next_page_token": "t" if more else None}


def words(call: Any, _operation: Any) -> Any:
    complete = b'name="model_id"' in call.body and b'name="file"; filename="sound"' in call.body
    return {"text": "Salam" if complete else ""}


def contracted(_specs: Path) -> Contracted:
    replies = {
        "GET /v1/user/subscription": {"tier": "creator"},
        "GET /v2/voices": voices,
        "POST /v1/speech-to-text": words,
    }
    return Contracted(
        values={"ELEVENLABS_API_KEY": "canary-1"},
        main=Host(
            documented(ROUTES), {**replies, "POST /v1/text-to-speech/{voice}": b"ID3"}, {"xi-api-key": "canary-1"}
        ),
        cases={
            "probe": (lambda c: c.probe()["tier"], "creator"),
            "voices": (lambda c: [row["voice_id"] for row in c.voices()], ["a", "b"]),
            "speak": (lambda c: c.speak("Salam", "a", "eleven_multilingual_v2", price=None), b"ID3"),
            "transcribe": (lambda c: c.transcribe(b"ID3", "scribe_v1", language="ar", price=None)["text"], "Salam"),
        },
    )
