"""Voices. Source: elevenlabs.io/docs/api-reference."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from integrations.costs import Price
from integrations.http import Http
from integrations.http.auth import Auth, Header
from integrations.http.multipart import multipart

Row = dict[str, Any]


def auth(values: Mapping[str, str]) -> Auth:
    return Header("xi-api-key", values["ELEVENLABS_API_KEY"])


class ElevenLabs:
    """Model and voice ids are settings of the caller."""

    def __init__(self, http: Http) -> None:
        self._http = http

    def probe(self) -> Row:
        """The plan, and the characters used and left."""
        answer = self._http.get("/v1/user/subscription")
        answer.value("tier")
        return answer.object()

    def voices(self) -> Iterator[Row]:
        """The voices of this account."""
        token: str | None = None
        while True:
            answer = self._http.get("/v2/voices", params={"page_size": 100, "next_page_token": token})
            yield from answer.rows("voices")
            token = answer.object().get("next_page_token")
            if not token:
                return

    def speak(self, text: str, voice: str, model: str, *, kind: str = "mp3_44100_128", price: Price | None) -> bytes:
        """The text as sound. It costs, so it is not repeated by itself."""
        path = f"/v1/text-to-speech/{quote(voice, safe='')}"
        body = {"text": text, "model_id": model}
        answer = self._http.post(path, params={"output_format": kind}, json=body, price=price, timeout_s=60)
        if not answer.content or answer.headers.get("content-type", "").startswith(("text/", "application/json")):
            raise answer.unreadable()
        return answer.content

    def transcribe(
        self, sound: bytes, model: str, *, language: str = "", kind: str = "audio/mpeg", price: Price | None
    ) -> Row:
        """The words of a recording: `text`, `language_code`, `words`."""
        fields = {"model_id": model} | ({"language_code": language} if language else {})
        content, headers = multipart(fields, name="file", filename="sound", content=sound, kind=kind)
        return self._http.post(
            "/v1/speech-to-text", content=content, headers=headers, price=price, timeout_s=120
        ).object()


CLIENT = ElevenLabs
