"""Open models behind OpenAI's form. Source: featherless.ai/docs; OpenAI's published OpenAPI document."""

from collections.abc import Mapping
from typing import ClassVar

from integrations.connectors.openai_like import ChatService
from integrations.http.auth import Auth, bearer


def auth(values: Mapping[str, str]) -> Auth:
    return bearer(values["FEATHERLESS_API_KEY"])


class Featherless(ChatService):
    """Knows the older name of the bound of tokens only."""

    most_tokens_name: ClassVar[str] = "max_tokens"


CLIENT = Featherless
