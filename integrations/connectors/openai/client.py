"""Text, embeddings, sound and pictures. Source: OpenAI's published OpenAPI document."""

from collections.abc import Mapping, Sequence
from typing import Any

from integrations.connectors.openai_like import ChatService
from integrations.costs import Price
from integrations.http.auth import Auth, bearer


def auth(values: Mapping[str, str]) -> Auth:
    return bearer(values["OPENAI_API_KEY"])


class OpenAi(ChatService):
    """Chat, and what only OpenAI offers in this form."""

    def embed(self, texts: Sequence[str], *, model: str, price: Price | None) -> list[list[float]]:
        """One vector per text, in their order."""
        body = {"model": model, "input": list(texts), "encoding_format": "float"}
        answer = self._http.post("/embeddings", json=body, repeatable=True, price=price)
        with answer.reading():
            rows = sorted(answer.rows("data"), key=lambda row: int(row["index"]))
            return [[float(number) for number in row["embedding"]] for row in rows]

    def speak(self, text: str, *, model: str, voice: str, kind: str = "mp3", price: Price | None) -> bytes:
        """The text as sound."""
        body = {"model": model, "voice": voice, "input": text, "response_format": kind}
        answer = self._http.post("/audio/speech", json=body, price=price, timeout_s=60)
        if not answer.content or answer.headers.get("content-type", "").startswith(("text/", "application/json")):
            raise answer.unreadable()
        return answer.content

    def picture(self, prompt: str, *, model: str, size: str = "1024x1024", price: Price | None) -> str:
        """A picture, base64-encoded."""
        body = {"model": model, "prompt": prompt, "n": 1, "size": size}
        answer = self._http.post("/images/generations", json=body, price=price, timeout_s=120)
        rows = answer.rows("data")
        if not rows or not isinstance(rows[0].get("b64_json"), str):
            raise answer.unreadable()
        return str(rows[0]["b64_json"])

    def realtime_secret(self, *, model: str, seconds: int = 60) -> dict[str, Any]:
        """A short-lived secret for a browser's own connection: `value` and `expires_at`."""
        body = {
            "expires_after": {"anchor": "created_at", "seconds": seconds},
            "session": {"type": "realtime", "model": model},
        }
        return self._http.post("/realtime/client_secrets", json=body, repeatable=True).object()


CLIENT = OpenAi
