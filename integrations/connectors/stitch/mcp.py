"""A tool server spoken to over streamable HTTP: one message a POST, answered as JSON or as events.

Source: modelcontextprotocol.io, specification 2025-06-18, "Transports" and "Tools".
"""

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from integrations.errors import Problem
from integrations.http import Answer, Http, outcome

PROTOCOL = "2025-06-18"
PATH = "/mcp"
Row = dict[str, Any]
# What a tool says in words alone: the vendor's own library tells its failures apart by these.
_codes = (
    (("rate limit", "429"), "rate_limited"),
    (("permission", "403"), "not_authorised"),
    (("not found", "404"), "not_found"),
)


def judge(answer: Answer, problem: Problem | None) -> Problem | None:
    """A refusal stands in words inside a 200: an error of the protocol, or what the tool says of itself."""
    if problem is not None or not answer.content.strip():
        return problem
    message = _reply(answer)
    if isinstance(message.get("error"), dict):
        return _refusal(answer, str(message["error"].get("message", "")))
    result = message["result"]
    return _refusal(answer, " ".join(_texts(result))) if result.get("isError") else None


class Mcp:
    """Introduces itself with the first call and keeps the session it is given."""

    def __init__(self, http: Http) -> None:
        self._http, self._session, self._met = http, "", False

    def tools(self) -> list[str]:
        """The names of the tools there are."""
        answer = self._ask("tools/list", {}, repeatable=True, timeout_s=None)
        with answer.reading():
            return [str(tool["name"]) for tool in _reply(answer)["result"]["tools"]]

    def call(self, tool: str, arguments: Row, *, repeatable: bool, timeout_s: float | None = None) -> Row:
        """What a tool gave back."""
        asked = {"name": tool, "arguments": {name: each for name, each in arguments.items() if each is not None}}
        answer = self._ask("tools/call", asked, repeatable=repeatable, timeout_s=timeout_s)
        with answer.reading():
            found = _reply(answer)["result"]
            said = found.get("structuredContent")
            return said if isinstance(said, dict) else _object("".join(_texts(found)))

    def _ask(self, method: str, params: Row, *, repeatable: bool, timeout_s: float | None) -> Answer:
        self._meet()
        return self._post({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}, repeatable, timeout_s)

    def _meet(self) -> None:
        if self._met:
            return
        who = {"name": "3A", "version": "0.1.0"}
        params = {"protocolVersion": PROTOCOL, "capabilities": {}, "clientInfo": who}
        answer = self._post({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": params}, True, None)
        self._session, self._met = answer.headers.get("mcp-session-id", ""), True
        self._post({"jsonrpc": "2.0", "method": "notifications/initialized"}, True, None)

    def _post(self, message: Row, repeatable: bool, timeout_s: float | None) -> Answer:
        headers = {"Accept": "application/json, text/event-stream"}
        if self._met or "id" not in message:
            headers["MCP-Protocol-Version"] = PROTOCOL
        if self._session:
            headers["Mcp-Session-Id"] = self._session
        return self._http.post(PATH, json=message, headers=headers, repeatable=repeatable, timeout_s=timeout_s)


def _refusal(answer: Answer, words: str) -> Problem:
    lower = words.lower()
    code = next((code for signs, code in _codes if any(sign in lower for sign in signs)), "refused")
    if code == "rate_limited":
        return outcome.slower(answer)
    sentence = _("Stitch refused it. Look at the request and the key's rights.")
    return outcome.rejected(answer, sentence, code=code, detail=words)


def _reply(answer: Answer) -> Row:
    """The message that answers ours; raises as whoever reads an answer does."""
    message = next((each for each in _messages(answer) if "result" in each or "error" in each), None)
    if message is None:
        raise answer.unreadable()
    return message


def _texts(result: Row) -> list[str]:
    return [str(part.get("text", "")) for part in result.get("content") or [] if isinstance(part, dict)]


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
