"""Text and realtime voice of Grok. Source: OpenAI's form of chat completions; docs.x.ai for the rest."""

from collections.abc import Mapping
from typing import Any

from integrations.connectors.openai_like import ChatService
from integrations.http.auth import Auth, bearer


def auth(values: Mapping[str, str]) -> Auth:
    return bearer(values["XAI_API_KEY"])


class Xai(ChatService):
    """Chat, and secrets for realtime voice."""

    def realtime_secret(self, *, seconds: int = 60) -> dict[str, Any]:
        """A short-lived secret for a browser's own connection: `value` and `expires_at`."""
        body = {"expires_after": {"seconds": seconds}}
        return self._http.post("/realtime/client_secrets", json=body, repeatable=True).object()


CLIENT = Xai
