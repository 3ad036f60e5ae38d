"""Bodies that no program should send are answered with a 4xx and a sentence, and nothing is kept."""

import json

import pytest
from django.test import Client as Browser

from automations.models import DirectiveSession

ORDER = b'{"text": "Send the greeting letter", "params": %s}'


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b" ", 400, "bad_json"),
        (b"{", 400, "bad_json"),
        (b"\xff\xfe{}", 400, "bad_json"),
        (b"[]", 422, "no_object"),
        (b'"text"', 422, "no_object"),
        (ORDER % (b"[" * 100_000), 413, "too_large"),
        (ORDER % (b"[" * 30_000), 400, "bad_json"),
        (ORDER % (b'{"a":' * 25 + b"1" + b"}" * 25), 400, "bad_json"),
        (ORDER % b'{"steps": NaN}', 400, "bad_json"),
        (ORDER % b'{"steps": -Infinity}', 400, "bad_json"),
        (ORDER % b'{"steps": 1e999}', 422, "bad_number"),
        (ORDER % (b'{"steps": ' + b"9" * 400 + b"}"), 422, "bad_number"),
        (ORDER % (b'{"steps": ' + b"9" * 5_000 + b"}"), 400, "bad_json"),
        (ORDER % b'{"tag": "\\u0000"}', 422, "bad_text"),
        (ORDER % b'{"\\u0000": 1}', 422, "bad_text"),
        (b'{"text": "half \\ud83d"}', 422, "bad_text"),
        (b'{"text": "\\u0000"}', 422, "bad_text"),
        (b'{"text": "' + b"x" * 70_000 + b'"}', 413, "too_large"),
    ],
)
def test_what_cannot_be_read_is_said(post, client_a, body, status, code):
    assert (post(body)[0], post(body)[1]["code"]) == (status, code)
    with client_a.active():
        assert not DirectiveSession.objects.exists()


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_only_json_is_taken(people, secret, kind):
    browser = Browser(headers={"host": "maison.localhost", "authorization": f"Bearer {secret}"})
    answer = browser.post("/api/directive", b'{"text": "x"}', content_type=kind)
    assert (answer.status_code, json.loads(answer.content)["code"]) == (415, "not_json")
