"""JSON of another form than a service's own: every method says so in the words that its callers act on."""

from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest

from integrations import registry
from integrations.errors import Problem, Temporary, Unknown
from integrations.http import breaker, bucket, client, exchange, pace, turn
from integrations.http.wire import Raw
from tests.integrations.connectors.conftest import specs
from tests.integrations.connectors.contracts import Contracted, contracted, slugs

BODIES = [
    *("{}", "[]", "null", '"x"', "1", "<html>", "", '{"data":null}', '{"data":{}}', '{"data":[]}', '{"data":[1]}'),
    *('{"errors":"no"}', '{"errors":["x"]}', '{"data":{"shop":null,"orders":null}}', '{"data":{"orders":{"nodes":7}}}'),
    *('{"result":true}', '{"result":true,"data":[1]}', '{"result":{"content":7,"tools":[1]}}', '{"ok":true}'),
    *('{"code":0,"data":{"list":[1]}}', '{"code":0,"data":{"list":{"a":1},"page_info":{"total_page":"x"}}}'),
    *('{"rows":[{}]}', '{"rows":[{"dimensionValues":[{}]}],"rowCount":"x"}', '{"results":[{}],"paging":"x"}'),
    *('{"calendars":[]}', '{"items":[{}],"nextPageToken":null}', '{"values":[1]}', '{"updatedCells":"x"}'),
    *('{"messages":[{}]}', '{"contacts":[],"paging":"x"}', '{"data":[{}],"links":{"next":5}}', '{"choices":[{}]}'),
    *('{"data":[{}],"has_more":true}', '{"events_received":"x"}', '{"secrets":[{}]}', '{"usage":7,"content":[{}]}'),
    *('{"extensions":{"cost":{"throttleStatus":{"maximumAvailable":"x"}}},"data":{}}', '{"purse":{}}', '{"id":{}}'),
    *('{"accessToken":"a","expiresIn":"x"}', '{"candidates":[{"content":{"parts":[{"inlineData":{"data":1}}]}}]}'),
    *('{"data":[{"attributes":[]}],"included":[{"type":"profile","attributes":[]}]}', '{"resourceNames":7}'),
]
MOST_CALLS = 30
LIKE_ITS_OWN = {"bigbuy": ["1"], "omnisend": ['{"contacts":[],"paging":"x"}']}
"""What nobody can tell from an answer of the service: a purse with one euro in it, a list without contacts."""


@pytest.fixture
def answering(monkeypatch):
    """Every call is answered with `body`, at once and without anything being kept."""
    case = SimpleNamespace(body="", calls=0)

    def send(_request, **_options):
        case.calls += 1
        if case.calls > MOST_CALLS:
            raise Temporary("It would be asked for ever.", code="endless")
        return Raw(200, {"content-type": "application/json"}, case.body.encode(), False)

    monkeypatch.setattr(client, "send", send)
    monkeypatch.setattr(pace, "sleep", lambda _seconds: None)
    monkeypatch.setattr(turn, "take", lambda *_asked: turn.Turn())
    monkeypatch.setattr(client.calls, "finished", lambda _record: None)
    for module, name in ((breaker, "failed"), (breaker, "worked"), (bucket, "hold")):
        monkeypatch.setattr(module, name, lambda *_told: None)
    nothing = SimpleNamespace(get=lambda _name: None, set=lambda *_kept: None, delete=lambda _name: None)
    monkeypatch.setattr(exchange, "cache", nothing)
    return case


@cache
def played(slug: str) -> Contracted:
    if any(method.spec != "unverified" for method in registry.get(slug).methods) and not specs().is_dir():
        pytest.skip("SHARED_DIR is absent: the vendors' specifications are not part of the product")
    return contracted(slug, specs())


def called(told: Contracted, slug: str, method: str) -> Any:
    found = told.cases[method][0](registry.bind(slug, told.values))
    return list(found) if isinstance(found, Iterator) else found


def wrong_in(told: Contracted, slug: str, method: str, case: Any) -> Iterator[str]:
    for body in BODIES:
        case.body, case.calls = body, 0
        try:
            called(told, slug, method)
        except Problem as problem:
            if problem.code == "endless" and body != '{"data":[{}],"has_more":true}':
                yield f"{method} never ends at {body}"
        except Exception as raised:
            if not _of_the_case(raised):
                yield f"{method} raises {raised!r} at {body}"


def _of_the_case(raised: BaseException) -> bool:
    """The case itself looked into an answer that the method may well give (a row without its name)."""
    step = raised.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    return step is not None and "/contracts/" in step.tb_frame.f_code.co_filename


@pytest.mark.parametrize("slug", slugs())
def test_no_answer_breaks_a_method(answering, slug):
    told = played(slug)
    assert [wrong for name in told.cases for wrong in wrong_in(told, slug, name, answering)] == []


@pytest.mark.parametrize("slug", slugs())
def test_nothing_but_the_service_itself_passes_its_probe(answering, slug):
    told, passed = played(slug), []
    for body in BODIES:
        answering.body, answering.calls = body, 0
        try:
            registry.bind(slug, told.values).probe()
            passed.append(body)
        except Problem:
            pass
    assert passed == LIKE_ITS_OWN.get(slug, [])


@pytest.mark.parametrize(
    ("slug", "method"),
    [
        *(("shopify", name) for name in ("create_discount", "create_fulfillment", "create_webhook")),
        *((slug, "send_message") for slug in ("telnyx", "twilio")),
        *(("whatsapp", "send_text"), ("apify", "start"), ("cjdropshipping", "create_order")),
    ],
)
def test_a_write_that_was_taken_with_an_answer_without_sense_is_unknown_and_made_once(answering, slug, method):
    answering.body = '{"data":[1],"messages":[{}]}'
    if slug == "cjdropshipping":
        answering.body = (
            '{"result":true,"data":{"accessToken":"a","accessTokenExpiryDate":"2099-01-01T00:00:00+00:00"}}'
        )
    with pytest.raises(Unknown):
        called(played(slug), slug, method)
    assert answering.calls == (2 if slug == "cjdropshipping" else 1)
