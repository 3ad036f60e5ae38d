"""Messages to people. Source: docs.slack.dev (Web API; incoming webhooks)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.utils.translation import gettext_lazy as _

from integrations.errors import Problem, Rejected
from integrations.http import Answer, Http, outcome
from integrations.http.auth import Auth
from tenants.errors import Refused

Row = dict[str, Any]
HOOK = "/hook"
"""Stands for the webhook's secret path until the request is signed."""
_no_credentials = {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope"}
_no_webhook = {"no_service", "no_active_hooks", "no_team", "team_disabled", "invalid_token"}


@dataclass(frozen=True)
class SlackAuth:
    """A bot's token for the Web API, and the secret path of a webhook; either may be empty."""

    token: str = field(repr=False)
    hook: str = field(repr=False)

    def sign(self, request: httpx.Request) -> None:
        if request.url.path == HOOK:
            request.url = request.url.copy_with(path=self.hook)
        else:
            request.headers["Authorization"] = f"Bearer {self.token}"

    @property
    def secrets(self) -> tuple[str, ...]:
        return (self.token, self.hook)


def auth(values: Mapping[str, str]) -> Auth:
    """Raises Refused `bad_webhook` when the webhook's address is none of Slack's."""
    hook = values.get("SLACK_WEBHOOK_URL", "")
    if hook and not hook.startswith("https://hooks.slack.com/"):
        raise Refused(_("The webhook's address must begin with https://hooks.slack.com/."), code="bad_webhook")
    return SlackAuth(values.get("SLACK_BOT_TOKEN", ""), urlsplit(hook).path)


def judge(answer: Answer, problem: Problem | None) -> Problem | None:
    """The Web API tells its errors inside 200, by a word; a webhook says nothing but the word."""
    word = answer.text.strip()
    if problem is not None:
        return outcome.unauthorised(answer, word) if word in _no_webhook else problem
    if word == "ok" or answer.value("ok") is True:
        return None
    error = str(answer.value("error"))
    if error in ("ratelimited", "rate_limited"):
        return outcome.slower(answer)
    if error in _no_credentials:
        return outcome.unauthorised(answer, error)
    if not error:
        return answer.unreadable()
    return outcome.rejected(answer, _("Slack refused it: %(why)s") % {"why": error}, code="rejected", detail=error)


class Slack:
    """Slack has no key for a message: a message that may have left is not sent again."""

    def __init__(self, http: Http) -> None:
        self._http = http

    def probe(self) -> Row:
        """Whose token it is, and whether the webhook is there; each where it was given."""
        if "SLACK_WEBHOOK_URL" in self._http.given:
            self.probe_webhook()
        if "SLACK_BOT_TOKEN" not in self._http.given:
            return {}
        answer = self._http.get("/auth.test")
        answer.value("user")
        return answer.object()

    def probe_webhook(self) -> None:
        """Is the webhook there? An empty message is refused by a living one and posts nothing."""
        try:
            answer = self._http.at("hooks").post(HOOK, json={}, repeatable=True)
        except Rejected as refusal:
            if refusal.status != 400:
                raise
        else:
            raise answer.unreadable()

    def post(self, channel: str, text: str, blocks: Sequence[Row] = ()) -> str:
        """Post as the bot; returns the message's time stamp, its id within the channel."""
        form = {"channel": channel, "text": text} | ({"blocks": json.dumps(list(blocks))} if blocks else {})
        self._http.needs("SLACK_BOT_TOKEN")
        return str(self._http.post("/chat.postMessage", form=form).value("ts"))

    def notify(self, text: str, blocks: Sequence[Row] = ()) -> None:
        """Post to the webhook's own channel."""
        body = {"text": text} | ({"blocks": list(blocks)} if blocks else {})
        self._http.needs("SLACK_WEBHOOK_URL")
        answer = self._http.at("hooks").post(HOOK, json=body)
        if answer.text.strip() != "ok":
            raise answer.unreadable()


CLIENT = Slack
