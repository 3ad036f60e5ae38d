"""Services that can be reached in one of several ways: what is missing, and that the way there is gets tested."""

import json

import pytest

from integrations import connections, registry
from integrations.connections import reading
from integrations.http import client as http_client
from integrations.http.wire import Raw
from integrations.manifest import Credential, Manifest
from integrations.models import Connection
from tests.integrations.waits import slept

__all__ = ["slept"]
State = Connection.State
HOOK = "https://hooks.slack.com/services/T0/B0/canary-hook"


@pytest.fixture
def slack(monkeypatch, slept):
    """Slack, played: `answers` by path; the paths that were asked for are in `asked`."""

    class Played:
        asked: list[str] = []
        answers: dict[str, tuple[int, str]] = {}

    def send(request, **_options):
        path = "hook" if request.url.host == "hooks.slack.com" else request.url.path.rpartition("/")[2]
        Played.asked.append(path)
        status, body = Played.answers[path]
        return Raw(status, {"content-type": "application/json"}, body.encode(), False)

    monkeypatch.setattr(http_client, "send", send)
    return Played


def test_an_application_alone_is_no_connection_and_one_of_the_ways_is_named(in_a, noon):
    connections.configure("klaviyo", {"KLAVIYO_CLIENT_ID": "app-1", "KLAVIYO_CLIENT_SECRET": "canary-app"}, by=None)
    found = connections.status("klaviyo")
    assert found.state == State.MISSING and set(found.missing) == {"KLAVIYO_ACCESS_TOKEN", "KLAVIYO_API_KEY"}
    assert "one of" in found.sentence
    assert connections.test("klaviyo").state == State.MISSING


def test_any_one_of_the_ways_is_enough(in_a, noon):
    connections.configure("klaviyo", {"KLAVIYO_API_KEY": "canary-key"}, by=None)
    found = connections.status("klaviyo")
    assert (found.state, found.missing) == (State.CONFIGURED, ())


def test_required_names_and_ways_are_told_apart():
    names = ("SITE", "TOKEN", "KEY")
    manifest = Manifest(
        slug="both", title="Both", level="client", version="1", base_url="https://both.example", setup_url="", docs="",
        credentials=tuple(Credential(name, name, required=name == "SITE") for name in names),
        alternatives=(("TOKEN", "KEY"),),
    )  # fmt: skip
    assert reading.missing_names(manifest, None) == ("SITE", "TOKEN", "KEY")
    assert reading.lacking_sentence(manifest, ()) == "Both is not connected: SITE missing, and one of TOKEN, KEY."
    row = Connection(connector="both", config={"SITE": "https://x.example"})
    assert reading.lacking_sentence(manifest, row.config) == "Both is not connected: one of TOKEN, KEY is needed."
    assert reading.lacking_sentence(manifest, ("TOKEN",)) == "Both is not connected: SITE missing."


def test_slack_with_its_webhook_alone_is_tested_there(in_a, noon, slack):
    slack.answers = {"hook": (400, "no_text"), "auth.test": (200, json.dumps({"ok": False, "error": "not_authed"}))}
    connections.configure("slack", {"SLACK_WEBHOOK_URL": HOOK}, by=None)
    assert connections.test("slack").state == State.CONNECTED
    assert slack.asked == ["hook"]


@pytest.mark.parametrize(("status", "word"), [(404, "no_service"), (403, "action_prohibited"), (410, "gone")])
def test_a_webhook_that_is_gone_breaks_it(in_a, noon, slack, status, word):
    slack.answers = {"hook": (status, word)}
    connections.configure("slack", {"SLACK_WEBHOOK_URL": HOOK}, by=None)
    assert connections.test("slack").state == State.BROKEN


def test_slack_with_both_is_tested_in_both_ways(in_a, noon, slack):
    slack.answers = {
        "hook": (404, "no_service"),
        "auth.test": (200, json.dumps({"ok": True, "user": "bot", "team": "Agency"})),
    }
    connections.configure("slack", {"SLACK_WEBHOOK_URL": HOOK, "SLACK_BOT_TOKEN": "xoxb-canary"}, by=None)
    assert connections.test("slack").state == State.BROKEN
    slack.answers["hook"] = (400, "no_text")
    assert connections.test("slack").state == State.CONNECTED
    assert set(slack.asked) == {"hook", "auth.test"}


def test_a_bound_client_knows_the_names_it_carries_and_no_value():
    slack = registry.bind("slack", {"SLACK_WEBHOOK_URL": HOOK, "SLACK_BOT_TOKEN": ""})
    assert slack._http.given == {"SLACK_WEBHOOK_URL"} and slack._http.at("hooks").given == {"SLACK_WEBHOOK_URL"}
    assert "canary" not in repr(vars(slack._http))
