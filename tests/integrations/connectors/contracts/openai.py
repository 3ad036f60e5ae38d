"""OpenAI: the published OpenAPI document."""

from pathlib import Path

from tests.integrations.connectors.chat import CASES, PROOF, REPLIES, document
from tests.integrations.connectors.contracts import Contracted, Host


def contracted(specs: Path) -> Contracted:
    replies = REPLIES | {
        "POST /embeddings": {"data": [{"index": 1, "embedding": [2.0]}, {"index": 0, "embedding": [1.0]}]},
        "POST /audio/speech": b"ID3",
        "POST /images/generations": {"data": [{"b64_json": "aGk="}]},
        "POST /realtime/client_secrets": {"value": "ek_1", "expires_at": 1},
    }
    return Contracted(
        values={"OPENAI_API_KEY": "canary-1"},
        main=Host(document(specs), replies, PROOF),
        cases=CASES
        | {
            "embed": (lambda c: c.embed(["a", "b"], model="text-embedding-3-small", price=None), [[1.0], [2.0]]),
            "speak": (lambda c: c.speak("Salam", model="gpt-4o-mini-tts", voice="alloy", price=None), b"ID3"),
            "picture": (lambda c: c.picture("A lamp", model="gpt-image-1", price=None), "aGk="),
            "realtime_secret": (lambda c: c.realtime_secret(model="gpt-realtime")["value"], "ek_1"),
        },
    )
