"""Stitch, from Google's library (github.com/google-labs-code/stitch-sdk) and the MCP specification 2025-06-18."""

from pathlib import Path
from typing import Any

from tests.fakes.calls import Call, Operation
from tests.fakes.documented import ANY, documented
from tests.integrations.connectors.contracts import Contracted, Host

METHODS = {"initialize", "notifications/initialized", "tools/list", "tools/call"}
MESSAGE = {"jsonrpc": {"2.0"}, "id?": int, "method": METHODS, "params?": ANY}
HEADERS = {"Accept": {"application/json, text/event-stream"}, "Mcp-Session-Id?": str, "MCP-Protocol-Version?": str}
PROJECT = {"name": "projects/12", "title": "Shop"}
SCREEN = {"name": "projects/12/screens/9a", "title": "Home", "screenshot": {"downloadUrl": "https://x.example/9a"}}
TOOLS: dict[str, tuple[set[str], set[str], Any]] = {
    "list_projects": (set(), {"filter"}, {"projects": [PROJECT]}),
    "get_project": ({"name"}, set(), PROJECT),
    "create_project": (set(), {"title"}, PROJECT),
    "list_screens": ({"projectId"}, set(), {"screens": [SCREEN]}),
    "get_screen": ({"name", "projectId", "screenId"}, set(), SCREEN),
    "generate_screen_from_text": (
        {"projectId", "prompt"},
        {"deviceType", "modelId"},
        {
            "projectId": "12",
            "sessionId": "s",
            "outputComponents": [{"text": "Done."}, {"design": {"screens": [SCREEN]}}],
        },
    ),
}
"""By tool: the fields it needs, those it may have, what it gives back."""


def answer(call: Call, _operation: Operation) -> Any:
    """What the tool server says to one message; the tools take the fields of their published schemas alone."""
    said = call.json()
    if "id" not in said:
        return None
    return {"jsonrpc": "2.0", "id": said["id"], **_outcome(said)}


def _outcome(said: dict[str, Any]) -> dict[str, Any]:
    if said["method"] == "initialize":
        known = said["params"].get("protocolVersion") == "2025-06-18" and said["params"].get("clientInfo", {}).get(
            "name"
        )
        return (
            {"result": {"protocolVersion": "2025-06-18", "capabilities": {"tools": {}}}}
            if known
            else _wrong("initialize")
        )
    if said["method"] == "tools/list":
        return {"result": {"tools": [{"name": name} for name in TOOLS]}}
    name, given = said["params"]["name"], set(said["params"]["arguments"])
    if name not in TOOLS:
        return _wrong(name)
    needed, optional, result = TOOLS[name]
    if not needed <= given <= needed | optional:
        return _wrong(str(given))
    return {"result": {"content": [], "structuredContent": result}}


def _wrong(words: str) -> dict[str, Any]:
    return {"error": {"code": -32602, "message": f"Invalid params: {words}"}}


def contracted(_specs: Path) -> Contracted:
    return Contracted(
        values={"STITCH_API_KEY": "canary-1"},
        main=Host(
            documented({"POST /mcp": {"body": MESSAGE, "headers": HEADERS}}),
            {"POST /mcp": answer},
            {"X-Goog-Api-Key": "canary-1"},
        ),
        cases={
            "probe": (lambda c: c.probe(), list(TOOLS)),
            "projects": (lambda c: c.projects(), [PROJECT]),
            "project": (lambda c: c.project("12"), PROJECT),
            "create_project": (lambda c: c.create_project("Shop"), "12"),
            "screens": (lambda c: c.screens("12"), [SCREEN]),
            "screen": (lambda c: c.screen("12", "9a"), SCREEN),
            "generate": (lambda c: c.generate("12", "A home page"), [SCREEN]),
        },
    )
