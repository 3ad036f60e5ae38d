"""A tool server spoken to over streamable HTTP: one message a POST, answered as JSON or as events.

Source: modelcontextprotocol.io, specification 2025-06-18, "Transports" and "Tools".
"""

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from integrations.errors import Problem, Temporary
from integrations.http import Answer, Http

PROTOCOL = "2025-06-18"
PATH = "/mcp"
Row = dict[str, Any]
# What a tool says in words alone: the vendor's own library tells its failures apart by these.
_codes = (
    (("rate limit", "429"), "rate_limited"),
    (("permission", "403"), "not_authorised"),
    (("not found", "404"), "not_found"),
)


class Mcp:
    """Introduces itself with the first call and keeps the session it is given."""

    def __init__(self, http: Http) -> None:
        self._http, self._session, self._met = http, "", False

    def tools(self) -> list[str]:
        """The names of the tools there are."""
        found = self._ask("tools/list", {}, repeatable=True, timeout_s=None)
        return [str(tool["name"]) for tool in found.get("tools") or [] if isinstance(tool, dict)]

    def call(self, tool: str, arguments: Row, *, repeatable: bool, timeout_s: float | None = None) -> Row:
        """What a tool gave back. Raises Rejected with the tool's own words, Temporary when it is to be asked later."""
        asked = {"name": tool, "arguments": {name: each for name, each in arguments.items() if each is not None}}
        found = self._ask("tools/call", asked, repeatable=repeatable, timeout_s=timeout_s)
        texts = [str(part.get("text", "")) for part in found.get("content") or [] if isinstance(part, dict)]
        if found.get("isError"):
            raise self._refusal(" ".join(texts))
        said = found.get("structuredContent")
        return said if isinstance(said, dict) else _object("".join(texts))

    def _ask(self, method: str, params: Row, *, repeatable: bool, timeout_s: float | None) -> Row:
        self._meet()
        answer = self._post({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}, repeatable, timeout_s)
        return self._result(answer)

    def _meet(self) -> None:
        if self._met:
            return
        who = {"name": "3A", "version": "0.1.0"}
        params = {"protocolVersion": PROTOCOL, "capabilities": {}, "clientInfo": who}
        answer = self._post({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": params}, True, None)
        self._result(answer)
        self._session, self._met = answer.headers.get("mcp-session-id", ""), True
        self._post({"jsonrpc": "2.0", "method": "notifications/initialized"}, True, None)

    def _post(self, message: Row, repeatable: bool, timeout_s: float | None) -> Answer:
        headers = {"Accept": "application/json, text/event-stream"}
        if self._met or "id" not in message:
            headers["MCP-Protocol-Version"] = PROTOCOL
        if self._session:
            headers["Mcp-Session-Id"] = self._session
        return self._http.post(PATH, json=message, headers=headers, repeatable=repeatable, timeout_s=timeout_s)

    def _result(self, answer: Answer) -> Row:
        message = next((each for each in _messages(answer) if "result" in each or "error" in each), None)
        if message is None:
            raise answer.unreadable()
        if isinstance(message.get("error"), dict):
            raise self._refusal(str(message["error"].get("message", "")))
        result = message.get("result")
        if not isinstance(result, dict):
            raise answer.unreadable()
        return result

    def _refusal(self, words: str) -> Problem:
        lower = words.lower()
        code = next((code for signs, code in _codes if any(sign in lower for sign in signs)), "refused")
        if code == "rate_limited":
            return Temporary(_("Stitch asks to call less often."), code=code)
        return self._http.rejected(
            _("Stitch refused it. Look at the request and the key's rights."), code=code, detail=words
        )


def _messages(answer: Answer) -> Iterator[Row]:
    """The one object of a JSON answer, or the `data` of each event."""
    if not answer.headers.get("content-type", "").startswith("text/event-stream"):
        yield answer.object()
        return
    for event in answer.text.replace("\r\n", "\n").split("\n\n"):
        data = "\n".join(line[5:].lstrip() for line in event.split("\n") if line.startswith("data:"))
        if found := _object(data):
            yield found


def _object(text: str) -> Row:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
