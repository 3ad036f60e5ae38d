"""Stitch speaks MCP: sessions, answers as events, refusals in words, and designs that are never asked for twice."""

import json

import pytest

from integrations.errors import Rejected, Temporary, Unknown
from tests.fakes import faults
from tests.fakes.server import Reply
from tests.integrations.connectors.contracts.stitch import SCREEN, answer

MCP = "POST /mcp"


def sent(fake):
    return [call.json()["method"] for call in fake.calls]


def replying(stitch, result):
    """The tools' answers are this; the introduction goes as always."""

    def reply(call, operation):
        said = call.json()
        return result(said) if said["method"] == "tools/call" else answer(call, operation)

    stitch.fake.replies[MCP] = reply


def test_it_introduces_itself_once_and_keeps_the_session(bound):
    stitch = bound("stitch")
    stitch.fake.replies[MCP] = lambda call, operation: Reply(200, answer(call, operation), {"Mcp-Session-Id": "s-1"})
    stitch.client.projects()
    stitch.client.screens("12")
    assert sent(stitch.fake) == ["initialize", "notifications/initialized", "tools/call", "tools/call"]
    assert [call.headers.get("mcp-session-id") for call in stitch.fake.calls] == [None, "s-1", "s-1", "s-1"]
    assert {call.headers.get("mcp-protocol-version") for call in stitch.fake.calls[1:]} == {"2025-06-18"}


def test_an_answer_may_come_as_events_with_notes_before_it(bound):
    stitch = bound("stitch")

    def events(said):
        note = {"jsonrpc": "2.0", "method": "notifications/progress", "params": {}}
        last = {"jsonrpc": "2.0", "id": said["id"], "result": {"structuredContent": {"screens": [SCREEN]}}}
        body = "".join(f"event: message\r\ndata: {json.dumps(each)}\r\n\r\n" for each in (note, last))
        return Reply(200, body, {"Content-Type": "text/event-stream"})

    replying(stitch, events)
    assert stitch.client.screens("12") == [SCREEN]


def test_what_a_tool_says_as_text_is_read_too(bound):
    stitch = bound("stitch")
    text = json.dumps({"screens": [SCREEN]})
    replying(stitch, lambda said: {"jsonrpc": "2.0", "id": 1, "result": {"content": [{"type": "text", "text": text}]}})
    assert stitch.client.screens("12") == [SCREEN]


@pytest.mark.parametrize(
    ("words", "kind", "code"),
    [
        ("Rate limit exceeded", Temporary, "rate_limited"),
        ("The caller does not have permission", Rejected, "not_authorised"),
        ("Project was not found", Rejected, "not_found"),
        ("Something else", Rejected, "refused"),
    ],
)
def test_a_refusal_stands_in_words_inside_a_200(bound, words, kind, code):
    stitch = bound("stitch")
    failed = {"isError": True, "content": [{"type": "text", "text": words}]}
    replying(stitch, lambda said: {"jsonrpc": "2.0", "id": 1, "result": failed})
    with pytest.raises(kind) as refusal:
        stitch.client.projects()
    assert refusal.value.code == code


def test_a_refused_message_is_no_empty_answer(bound):
    stitch = bound("stitch")
    replying(stitch, lambda said: {"jsonrpc": "2.0", "id": 1, "error": {"code": -32602, "message": "Invalid params"}})
    with pytest.raises(Rejected):
        stitch.client.projects()


@pytest.mark.parametrize("body", [{"jsonrpc": "2.0", "id": 1}, {"result": "x"}, Reply(200, "<html>")])
def test_an_answer_without_sense_is_asked_for_again_only_where_that_is_harmless(bound, body):
    stitch = bound("stitch")
    replying(stitch, lambda said: body)
    with pytest.raises(Temporary):
        stitch.client.projects()
    with pytest.raises(Unknown):
        stitch.client.generate("12", "A home page")


def test_a_design_whose_answer_was_lost_is_found_by_looking_not_by_asking_again(bound):
    stitch = bound("stitch")
    before = {each["name"] for each in stitch.client.screens("12")}
    made = {"name": "projects/12/screens/9b"}
    rows = [SCREEN]

    def designing(said):
        if said["params"]["name"] == "generate_screen_from_text":
            rows.append(made)
        return {"jsonrpc": "2.0", "id": said["id"], "result": {"structuredContent": {"screens": rows}}}

    replying(stitch, designing)
    stitch.fake.fail(faults.DROP_AFTER_ACCEPT)
    with pytest.raises(Unknown):
        stitch.client.generate("12", "A home page")
    assert sent(stitch.fake).count("tools/call") == 2, "asked for once"
    assert {each["name"] for each in stitch.client.screens("12")} - before == {made["name"]}


def test_no_key_is_in_any_error(bound):
    stitch = bound("stitch")
    echo = {"isError": True, "content": [{"type": "text", "text": "bad key canary-1"}]}
    replying(stitch, lambda said: {"jsonrpc": "2.0", "id": 1, "result": echo})
    with pytest.raises(Rejected) as refusal:
        stitch.client.projects()
    assert "canary-1" not in refusal.value.detail
