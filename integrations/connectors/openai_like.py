"""Chat completions as OpenAI defined them and others took over.

Source: OpenAI's published OpenAPI document (chat/completions, models).
"""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from integrations.connectors.completion import Completion
from integrations.http import Answer, Http, outcome

Row = dict[str, Any]


class ChatService:
    """Model names are settings of the caller. A completion is tried once: the chain goes on to the next service."""

    most_tokens_name: ClassVar[str] = "max_completion_tokens"

    def __init__(self, http: Http) -> None:
        self._http = http

    def probe(self) -> list[str]:
        """The models this key may use; costs nothing."""
        return self._http.get("/models").names("id", "data")

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
        messages = [{"role": "system", "content": system}, {"role": "user", "content": prompt}]
        body: Row = {"model": model, "messages": messages, self.most_tokens_name: most_tokens}
        if schema is not None:
            form = {"name": "answer", "schema": schema, "strict": True}
            body["response_format"] = {"type": "json_schema", "json_schema": form}
        answer = self._http.post("/chat/completions", json=body, repeatable=True, tries=1, timeout_s=timeout_s)
        with answer.reading():
            return _read(answer)


def _read(answer: Answer) -> Completion:
    choices, body = answer.rows("choices"), answer.object()
    message = choices[0].get("message") if choices else None
    if not isinstance(message, dict):
        raise answer.unreadable()
    if refusal := message.get("refusal"):
        raise outcome.rejected(answer, _("The model refused to answer."), code="model_refused", detail=str(refusal))
    if not isinstance(message.get("content"), str):
        raise answer.unreadable()
    usage = body.get("usage") or {}
    return Completion(
        text=message["content"],
        model=str(body.get("model", "")),
        tokens_in=int(usage.get("prompt_tokens") or 0),
        tokens_out=int(usage.get("completion_tokens") or 0),
        cut=choices[0].get("finish_reason") == "length",
    )
