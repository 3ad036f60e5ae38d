"""Slack: the published Web API; webhooks from docs.slack.dev."""

from pathlib import Path
from typing import Any

from tests.fakes.documented import documented
from tests.fakes.server import Reply
from tests.integrations.connectors.contracts import Contracted, Host, open_api

HOOKS = documented({"POST /services/T0/B0/canary": {"body": {"text?": str, "blocks?": list}}})


def hook(call: Any, _operation: Any) -> Any:
    return "ok" if call.json().get("text") else Reply(400, "no_text")


def contracted(specs: Path) -> Contracted:
    contract = open_api(specs / "openapi/slack-web-api.json", prefix="")
    replies = {"GET /auth.test": {"ok": True, "user": "bot"}, "POST /chat.postMessage": {"ok": True, "ts": "1.2"}}
    return Contracted(
        values={"SLACK_BOT_TOKEN": "xoxb-canary", "SLACK_WEBHOOK_URL": "https://hooks.slack.com/services/T0/B0/canary"},
        main=Host(contract, replies, {"Authorization": "Bearer xoxb-canary"}),
        others={"hooks": Host(HOOKS, {"POST /services/T0/B0/canary": hook})},
        cases={
            "probe": (lambda c: c.probe()["user"], "bot"),
            "probe_webhook": (lambda c: c.probe_webhook(), None),
            "post": (lambda c: c.post("#leads", "Hot lead", [{"type": "divider"}]), "1.2"),
            "notify": (lambda c: c.notify("Hot lead"), None),
        },
    )
