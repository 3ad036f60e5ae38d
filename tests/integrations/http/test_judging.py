"""A connector's own reading of an answer has the last word, and an answer of another form is no fault of ours."""

import pytest

from integrations.errors import Problem, Rejected, Temporary, Unknown
from integrations.http import breaker, calls, outcome
from integrations.http.answer import Answer
from tests.fakes import faults
from tests.integrations.http.conftest import MANIFEST, SECRET


@pytest.fixture
def records(monkeypatch):
    found: list[calls.Record] = []
    monkeypatch.setattr(calls, "_listeners", [found.append])
    return found


def answer(content: bytes = b"{}", *, status: int = 200, repeatable: bool = True) -> Answer:
    return Answer(status, {}, content, "Testing", repeatable, lambda text, limit: text[:limit])


def test_a_refusal_in_the_body_is_told_and_recorded_as_one(http, service, records):
    service.replies["GET /things"] = {"error": f"no {SECRET}"}

    def judge(answer, problem):
        return outcome.rejected(answer, "No.", code="no", detail=answer.value("error"))

    with pytest.raises(Rejected) as caught:
        http(judge=judge).get("/things")
    assert (caught.value.code, caught.value.status, caught.value.detail) == ("no", 200, "no [hidden]")
    assert [(each.outcome, each.code) for each in records] == [("refused", "no")]
    assert SECRET not in str(caught.value.words())


def test_a_refusing_number_may_be_read_as_a_pause_and_is_then_asked_again(http, service, records):
    service.fail(faults.status(403))
    judge = lambda answer, problem: outcome.slower(answer) if problem else None  # noqa: E731
    assert http(judge=judge).post("/things", json={"name": "x"}).status == 200
    assert (records[0].outcome, records[0].tries) == ("ok", 2)


@pytest.mark.parametrize(
    "break_down",
    [
        lambda answer: answer.json()["rows"]["none"],
        lambda answer: answer.json()["none"],
        lambda answer: answer.json()["rows"][5],
        lambda answer: int(answer.json()["rows"][0]["name"]),
        lambda answer: answer.json()["rows"].get("none"),
    ],
)
def test_a_judge_that_finds_no_sense_means_an_unreadable_answer(http, service, records, break_down):
    service.replies["GET /things"] = {"rows": [{"name": "x"}]}
    with pytest.raises(Temporary) as caught:
        http(judge=lambda answer, problem: break_down(answer)).get("/things")
    assert (caught.value.code, records[0].code) == ("bad_answer", "bad_answer")


@pytest.mark.parametrize("read", [lambda a: a.json()["a"], lambda a: int("x"), lambda a: a.json().x, lambda a: [][0]])
@pytest.mark.parametrize(("repeatable", "error"), [(True, Temporary), (False, Unknown)])
def test_reading_an_answer_of_another_form_is_no_fault_of_ours(read, repeatable, error):
    given = answer(repeatable=repeatable)
    with pytest.raises(error) as caught, given.reading():
        read(given)
    assert caught.value.code == "bad_answer"


def test_an_object_is_found_under_its_path_or_is_missing():
    assert answer(b'{"data": {"id": 1}}').object("data") == {"id": 1}
    for body in (b'{"data": [1]}', b'{"data": null}', b"{}", b"[]"):
        with pytest.raises(Temporary):
            answer(body).object("data")


def test_the_words_of_an_error_need_no_form():
    assert answer(b"<html>").words() == answer(b"[1]").words() == {}
    assert answer(b'{"error": {"code": 4}}').words() == {"error": {"code": 4}}


@pytest.mark.parametrize(
    ("problem", "counts"),
    [
        (None, False),
        (outcome.slower(answer()), False),
        (outcome.in_progress(answer()), False),
        (outcome.failed(answer(), code="busy"), True),
        (outcome.failed(answer(repeatable=False)), True),
        (outcome.unauthorised(answer()), False),
        (outcome.suspended(answer()), False),
    ],
)
def test_the_breaker_counts_what_is_out_of_order_there(problem, counts):
    assert outcome.is_fault(problem) is counts


def test_a_fault_in_the_body_opens_the_breaker(http, service, slept):
    client = http(judge=lambda answer, problem: outcome.failed(answer, code="busy"))
    for _each in range(2):
        with pytest.raises(Temporary):
            client.get("/things")
    assert breaker.is_open(MANIFEST)


def test_a_timeout_told_by_number_is_unknown_without_a_key_and_asked_again_with_one(http, service):
    service.fail(faults.status(408))
    with pytest.raises(Unknown):
        http().post("/things", json={"name": "x"})
    assert len(service.calls) == 1
    service.fail(faults.status(408))
    assert http().post("/things", json={"name": "x"}, key="k1").status == 200
    assert len(service.calls) == 3


def test_a_fault_of_our_own_is_not_recorded_as_success(http, service, records, monkeypatch):
    from integrations.http import client

    monkeypatch.setattr(client, "send", lambda *_a, **_k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        http().get("/things")
    assert records[0].outcome == "error"


def test_what_is_needed_and_not_given_is_named(http):
    client = http(given={"A_KEY"})
    client.needs("A_KEY")
    with pytest.raises(Problem) as caught:
        client.needs("A_KEY", "B_KEY")
    assert caught.value.code == "missing_credentials" and "Testing needs: B_KEY" in caught.value.sentence
