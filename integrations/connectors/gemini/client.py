"""Text, voices and pictures. Source: ai.google.dev/api (models, generateContent)."""

import base64
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext_lazy as _

from integrations.connectors import google
from integrations.connectors.completion import Completion
from integrations.costs import Price
from integrations.http import Answer, Http, outcome
from integrations.http.auth import Auth, Header

Row = dict[str, Any]


def auth(values: Mapping[str, str]) -> Auth:
    return Header("x-goog-api-key", values["GEMINI_API_KEY"])


judge = google.judge


class Gemini:
    """Model names are settings of the caller. A completion is tried once: the chain goes on to the next service."""

    def __init__(self, http: Http) -> None:
        self._http = http

    def probe(self) -> list[str]:
        """The models this key may use; costs nothing."""
        return self._http.get("/models", params={"pageSize": 100}).names("name", "models")

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
        """One answer to one prompt, in the form of `schema` where one is given."""
        settings: Row = {"maxOutputTokens": most_tokens}
        if schema is not None:
            settings |= {"responseMimeType": "application/json", "responseJsonSchema": schema}
        body = {
            "systemInstruction": {"parts": [{"text": system}]},
            "contents": _said(prompt),
            "generationConfig": settings,
        }
        answer = self._generate(model, body, timeout_s, None)
        with answer.reading():
            return _read(answer, _candidate(answer), model)

    def speak(self, text: str, *, model: str, voice: str, price: Price | None) -> bytes:
        """The text as raw sound: 24 kHz, 16 bit, one channel."""
        speech = {"voiceConfig": {"prebuiltVoiceConfig": {"voiceName": voice}}}
        settings = {"responseModalities": ["AUDIO"], "speechConfig": speech}
        return self._inline(model, {"contents": _said(text), "generationConfig": settings}, price)

    def picture(self, prompt: str, *, model: str, price: Price | None) -> bytes:
        """A picture (PNG)."""
        settings = {"responseModalities": ["IMAGE"]}
        return self._inline(model, {"contents": _said(prompt), "generationConfig": settings}, price)

    def _inline(self, model: str, body: Row, price: Price | None) -> bytes:
        answer = self._generate(model, body, 120, price)
        with answer.reading():
            found = [part["inlineData"]["data"] for part in _parts(_candidate(answer)) if part.get("inlineData")]
            return base64.b64decode(found[0], validate=True)

    def _generate(self, model: str, body: Row, timeout_s: float, price: Price | None) -> Answer:
        path = f"/models/{quote(model, safe='')}:generateContent"
        return self._http.post(path, json=body, repeatable=True, tries=1, timeout_s=timeout_s, price=price)


def _said(text: str) -> list[Row]:
    return [{"role": "user", "parts": [{"text": text}]}]


def _read(answer: Answer, candidate: Row, model: str) -> Completion:
    usage = answer.object().get("usageMetadata") or {}
    text = "".join(str(part.get("text", "")) for part in _parts(candidate))
    if not text:
        raise answer.unreadable()
    return Completion(
        text=text,
        model=str(answer.object().get("modelVersion", model)),
        tokens_in=int(usage.get("promptTokenCount") or 0),
        tokens_out=int(usage.get("candidatesTokenCount") or 0) + int(usage.get("thoughtsTokenCount") or 0),
        cut=candidate.get("finishReason") == "MAX_TOKENS",
    )


def _candidate(answer: Answer) -> Row:
    body = answer.object()
    candidates = body.get("candidates") or []
    reason = (body.get("promptFeedback") or {}).get("blockReason")
    if candidates and isinstance(candidates[0], dict):
        stopped = candidates[0].get("finishReason")
        if stopped in (None, "STOP", "MAX_TOKENS"):
            return dict(candidates[0])
        reason = stopped
    if not reason:
        raise answer.unreadable()
    raise outcome.rejected(answer, _("The model refused to answer."), code="model_refused", detail=str(reason))


def _parts(candidate: Row) -> list[Row]:
    return [part for part in (candidate.get("content") or {}).get("parts") or [] if isinstance(part, dict)]


CLIENT = Gemini
