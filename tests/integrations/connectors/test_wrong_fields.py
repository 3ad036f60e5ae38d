"""A fake that lets everything pass proves nothing: each kind of specification catches a deliberate mistake."""

import json
from urllib.parse import urlencode

import pytest

from tests.fakes.calls import Call, Mismatch
from tests.fakes.discovery import Discovery
from tests.fakes.documented import FORM, documented
from tests.fakes.graphql import GraphQl, schema_of
from tests.integrations.connectors.conftest import specs
from tests.integrations.connectors.contracts import open_api

pytestmark = pytest.mark.skipif(not specs().is_dir(), reason="SHARED_DIR is absent")
SMS = "/2010-04-01/Accounts/AC" + "1" * 32 + "/Messages.json"
RIGHT = {"To": "+212612345678", "From": "+15005550006", "Body": "x"}


def sent(verb, path, body=None, query=None, kind="application/json", **headers):
    raw = b"" if body is None else (urlencode(body) if kind == FORM else json.dumps(body)).encode()
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    found = {name: [value] for name, value in (query or {}).items()}
    return Call(verb, path, found, {"content-type": kind, **names}, raw)


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (sent("POST", SMS, {**RIGHT, "Bdy": "x"}, kind=FORM), "Bdy"),
        (sent("POST", SMS, {"From": "+1", "Body": "x"}, kind=FORM), "To"),
        (sent("POST", SMS, RIGHT), "takes"),
        (sent("GET", SMS, query={"PageSiez": "1"}), "PageSiez"),
        (sent("DELETE", SMS), "not in the specification"),
        (sent("GET", SMS.replace("Messages", "Mesages")), "not in the specification"),
    ],
)
def test_openapi_3_catches_it(call, word):
    contract = open_api(specs() / "openapi/twilio-api-v2010.json")
    contract.check(sent("POST", SMS, RIGHT, kind=FORM))
    with pytest.raises(Mismatch, match=word):
        contract.check(call)


def chat(**changes):
    return {"model": "m", "messages": [{"role": "user", "content": "x"}], **changes}


@pytest.mark.parametrize(
    "body", [chat(max_completion_tokns=5), chat(max_completion_tokens="5"), chat(messages=[]), {"model": "m"}]
)
def test_openapi_3_1_with_joined_schemas_catches_it(body):
    contract = open_api(specs() / "openapi/openai-v1.json", prefix="")
    contract.check(sent("POST", "/chat/completions", chat(max_completion_tokens=5)))
    with pytest.raises(Mismatch):
        contract.check(sent("POST", "/chat/completions", body))


@pytest.mark.parametrize(
    "form", [{"channel": "#a", "txet": "x"}, {"text": "x"}, {"channel": "#a", "link_names": "perhaps"}]
)
def test_swagger_2_catches_it(form):
    contract = open_api(specs() / "openapi/slack-web-api.json", prefix="")
    contract.check(sent("POST", "/chat.postMessage", {"channel": "#a", "text": "x", "link_names": "true"}, kind=FORM))
    with pytest.raises(Mismatch):
        contract.check(sent("POST", "/chat.postMessage", form, kind=FORM))


@pytest.mark.parametrize("body", [{"sumary": "x"}, {"start": {"dateTme": "x"}}, {"attendees": [{"email": 5}]}])
def test_a_discovery_document_catches_it_at_every_depth(body):
    contract = Discovery(json.loads((specs() / "google-discovery/calendar.v3.json").read_text()), prefix="")
    path = "/calendars/a/events"
    contract.check(sent("POST", path, {"summary": "x", "start": {"dateTime": "x"}}, {"sendUpdates": "all"}))
    with pytest.raises(Mismatch):
        contract.check(sent("POST", path, body))
    with pytest.raises(Mismatch):
        contract.check(sent("POST", path, {}, {"sendUpdates": "everybody"}))


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ("query { shop { nmae } }", {}),
        ("query($first: Int!) { orders(first: $first) { nodes { id } } }", {"first": "ten"}),
        ("query($first: Int!) { orders(first: $first) { nodes { id } } }", {}),
        ("query { orders(frist: 1) { nodes { id } } }", {}),
        ("query { shop { name }", {}),
    ],
)
def test_a_graphql_schema_catches_it(query, variables):
    schema = schema_of(specs() / "graphql/shopify_admin_2026-07.graphql.gz")
    contract = GraphQl(schema, "/graphql.json", {"shop": {"name": "x"}, "orders": lambda _info, **_a: {"nodes": []}})
    contract.check(sent("POST", "/graphql.json", {"query": "query { shop { name } }"}))
    with pytest.raises(Mismatch):
        contract.check(sent("POST", "/graphql.json", {"query": query, "variables": variables}))


@pytest.mark.parametrize(
    "call",
    [
        sent("POST", "/x", {"a": "1", "bb": 2}, revision="1"),
        sent("POST", "/x", {"a": 1}, revision="1"),
        sent("POST", "/x", {"b": 2}, revision="1"),
        sent("POST", "/x", {"a": "1"}),
        sent("POST", "/x", {"a": "1"}, revision="2"),
        sent("POST", "/x", {"a": "1", "kind": "other"}, revision="1"),
        sent("POST", "/x", {"a": "1"}, {"page": "one"}, revision="1"),
    ],
)
def test_our_own_words_catch_it(call):
    rules = {"query": {"page?": int}, "headers": {"revision": {"1"}}, "body": {"a": str, "b?": int, "kind?": {"this"}}}
    contract = documented({"POST /x": rules})
    contract.check(sent("POST", "/x", {"a": "1", "b": 2, "kind": "this"}, {"page": "1"}, revision="1"))
    with pytest.raises(Mismatch):
        contract.check(call)
