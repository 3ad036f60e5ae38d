"""What a call ends in, for each way a service goes wrong."""

import pytest

from integrations.errors import Rejected, Temporary, Unknown
from integrations.http import wire
from tests.fakes import faults


def test_a_good_answer_arrives(http, service):
    answer = http().get("/things", params={"page": 2, "left_out": None})
    assert answer.rows("rows") == [{"id": 1}]
    assert service.calls[0].query == {"page": ["2"]}


@pytest.mark.parametrize(
    "fault", [faults.status(500), faults.status(503), faults.status(429), faults.DROP, faults.MALFORMED]
)
def test_a_read_survives_one_fault_or_says_try_later(http, service, fault):
    service.fail(fault)
    if fault is faults.MALFORMED:
        with pytest.raises(Temporary):
            http().get("/things").json()
    else:
        assert http().get("/things").status == 200
        assert len(service.calls) == 2


def test_a_read_gives_up_after_three_tries(http, service, slept):
    service.fail(*[faults.status(500)] * 5)
    with pytest.raises(Temporary) as caught:
        http().get("/things")
    assert (len(service.calls), caught.value.code, len(slept)) == (3, "answered_500", 2)


@pytest.mark.parametrize("fault", [faults.status(500), faults.status(502), faults.DROP_AFTER_ACCEPT, faults.STALL])
def test_a_write_that_may_have_happened_is_unknown_and_never_repeated(http, service, fault):
    service.fail(fault)
    with pytest.raises(Unknown):
        http().post("/things", json={"name": "x"}, timeout_s=0.3)
    assert len(service.calls) == 1


@pytest.mark.parametrize("fault", [faults.status(500), faults.DROP_AFTER_ACCEPT, faults.STALL])
def test_a_write_with_a_key_is_repeated_and_happens_once(http, service, fault):
    service.fail(fault)
    assert http().post("/things", json={"name": "x"}, key="k1", timeout_s=0.3).json() == {"id": "t1"}
    assert len(service.calls) == 2
    assert len(service.ledger) == 1


def test_a_write_turned_away_for_its_rate_did_not_happen_and_is_repeated(http, service):
    service.fail(faults.status(429))
    assert http().post("/things", json={"name": "x"}).status == 200
    assert len(service.ledger) == 1


@pytest.mark.parametrize("fault", [faults.MALFORMED, faults.HTML, faults.EMPTY, faults.DEEP, faults.NOT_A_NUMBER])
def test_an_unreadable_answer_to_a_write_is_unknown(http, service, fault):
    service.fail(fault)
    with pytest.raises(Unknown) as caught:
        http().post("/things", json={"name": "x"}).json()
    assert caught.value.code == "bad_answer"


def test_an_answer_of_another_form_is_no_rows(http, service):
    service.replies["GET /things"] = {"rows": "none"}
    with pytest.raises(Temporary):
        http().get("/things").rows("rows")
    service.replies["GET /things"] = ["no object"]
    with pytest.raises(Temporary):
        http().get("/things").object()


def test_a_huge_answer_is_cut_off(http, service, monkeypatch):
    monkeypatch.setattr(wire, "LARGEST_ANSWER", 50_000)
    service.fail(faults.HUGE, faults.HUGE)
    with pytest.raises(Rejected) as caught:
        http().get("/things")
    assert caught.value.code == "answer_too_large"
    with pytest.raises(Unknown):
        http().post("/things", json={"name": "x"})


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (401, "not_authorised"),
        (403, "not_authorised"),
        (404, "not_found"),
        (409, "conflict"),
        (422, "refused_422"),
        (302, "refused_302"),
    ],
)
def test_a_refusal_is_not_repeated_and_tells_the_number(http, service, number, code):
    service.fail(faults.status(number, b'{"message": "no"}', location="http://127.0.0.1:1/"))
    with pytest.raises(Rejected) as caught:
        http().get("/things")
    assert (caught.value.code, caught.value.status, len(service.calls)) == (code, number, 1)
    assert "Testing" in caught.value.sentence


def test_nobody_there_is_temporary_even_for_a_write(http, monkeypatch):
    monkeypatch.setenv("TESTING_API_BASE", "http://127.0.0.1:9")
    with pytest.raises(Temporary) as caught:
        http().post("/things", json={"name": "x"})
    assert caught.value.code == "unreachable"


def test_a_next_page_on_a_foreign_host_is_not_followed(http, service):
    with pytest.raises(Exception) as caught:
        http().get("https://evil.example/things")
    assert caught.value.code == "foreign_address"
    assert http().get(f"{service.url}/things").status == 200


def test_no_service_is_called_inside_a_transaction(http, service):
    from django.db import transaction

    with pytest.raises(RuntimeError), transaction.atomic():
        http().get("/things")
    assert service.calls == []


def test_one_clients_cookie_is_not_sent_for_another(http, service):
    from tests.fakes.server import Reply

    service.replies["GET /things"] = Reply(200, {}, {"Set-Cookie": "session=abc; Path=/"})
    http().get("/things")
    http().get("/things")
    assert "cookie" not in service.calls[1].headers
