"""Anthropic, from docs.anthropic.com/en/api (messages, models)."""

from pathlib import Path
from typing import Any

from tests.fakes.documented import documented
from tests.integrations.connectors.chat import CASES, complete
from tests.integrations.connectors.contracts import Contracted, Host

ROUTES = {
    "GET /v1/models": {"query": {"limit?": int, "after_id?": str}},
    "POST /v1/messages": {
        "body": {
            "model": str,
            "max_tokens": int,
            "system?": str,
            "messages": [{"role": {"user", "assistant"}, "content": str}],
            "tools?": [{"name": str, "description?": str, "input_schema": dict}],
            "tool_choice?": {"type": {"tool"}, "name": str},
        }
    },
}


def message(call: Any, _operation: Any) -> Any:
    block = (
        {"type": "tool_use", "name": "answer", "input": {"subject": "Salam"}}
        if "tools" in call.json()
        else {"type": "text", "text": "Salam"}
    )
    return {
        "model": "m-1",
        "content": [block],
        "stop_reason": "end_turn",
        "usage": {"input_tokens": 12, "output_tokens": 5},
    }


def both(client: Any) -> Any:
    plain = client.complete("Be brief.", "Greet.", model="m-1")
    return plain.text, complete(client)


def contracted(_specs: Path) -> Contracted:
    return Contracted(
        values={"ANTHROPIC_API_KEY": "canary-1"},
        main=Host(
            documented(ROUTES, headers={"anthropic-version": {"2023-06-01"}}),
            {"GET /v1/models": {"data": [{"id": "m-1"}]}, "POST /v1/messages": message},
            {"x-api-key": "canary-1"},
        ),
        cases=CASES | {"complete": (both, ("Salam", ('{"subject": "Salam"}', 12, 5, False)))},
    )
