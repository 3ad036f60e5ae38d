"""What a test finds, how long it counts, and what the last calls were."""

from datetime import timedelta

import pytest
from django.db import OperationalError

from integrations import connections
from integrations.connections import changing, probing, reading
from integrations.errors import Unknown
from integrations.models import Call, Connection
from integrations.vault import memory
from tenants import clock
from tenants.errors import Refused
from tests.fakes import faults
from tests.integrations.sample_service import KEY, SITE, refreshed

State = Connection.State
VALUES = {"SAMPLE_SITE": SITE, "SAMPLE_KEY": KEY}


@pytest.fixture
def set_up(service, in_a, noon):
    connections.configure("sample", VALUES, by=None)
    return service


def test_a_key_the_service_does_not_know_breaks_it_and_says_what_to_do(set_up):
    set_up.keys.clear()
    found = connections.test("sample")
    assert (found.state, found.code) == (State.BROKEN, "not_authorised")
    assert "connect it again" in found.sentence and found.since == clock.now()
    with pytest.raises(Refused) as refusal:
        connections.bound("sample")
    assert refusal.value.code == "broken" and refusal.value.sentence == found.sentence


@pytest.mark.parametrize("fault", [faults.status(503), faults.status(429), faults.DROP, faults.status(500)])
def test_a_service_that_does_not_answer_proves_nothing(set_up, fault):
    connections.test("sample")
    set_up.fail(*[fault] * 3)
    found = connections.test("sample")
    assert found.state == State.CONNECTED and "Nothing new is known" in found.sentence
    assert connections.is_connected("sample")


@pytest.mark.parametrize(
    ("status", "code", "words"), [(402, "payment_required", "payment"), (404, "not_found", "not_found")]
)
def test_any_refusal_breaks_it_with_its_own_sentence(set_up, status, code, words):
    set_up.fail(faults.status(status))
    found = connections.test("sample")
    assert (found.state, found.code) == (State.BROKEN, code) and words in found.sentence


def test_a_passed_test_counts_for_a_day(set_up):
    connections.test("sample")
    passed = clock.now()
    clock.advance(reading.FRESH - timedelta(seconds=1))
    assert connections.is_connected("sample")
    clock.advance(timedelta(seconds=1))
    found = connections.status("sample")
    assert found.state == State.CONFIGURED and "test it" in found.sentence
    assert found.since == passed + reading.FRESH and found.checked_at == passed


def test_since_counts_from_the_change_and_not_from_the_last_test(set_up):
    connections.test("sample")
    began = clock.now()
    clock.advance(timedelta(hours=3))
    connections.test("sample")
    assert connections.status("sample").since == began and refreshed().checked_at == clock.now()


def test_what_works_again_is_connected_again(set_up):
    set_up.keys.clear()
    connections.test("sample")
    set_up.keys.add(KEY)
    assert connections.test("sample").state == State.CONNECTED and refreshed().broken_code == ""


def test_a_test_of_values_that_were_replaced_meanwhile_says_nothing_about_the_new_ones(set_up, monkeypatch):
    answer = set_up.me

    def meanwhile(call, operation):
        return answer(call, operation)

    bind = probing.binding.bound_to

    def changed_after_binding(row, *, why):
        client = bind(row, why=why)
        clock.advance(timedelta(seconds=1))
        connections.configure("sample", {"SAMPLE_KEY": "a wrong new one"}, by=None)
        return client

    monkeypatch.setattr(probing.binding, "bound_to", changed_after_binding)
    set_up.replies["GET /me"] = meanwhile
    assert connections.test("sample").state == State.CONFIGURED


def test_due_tests_are_made_and_others_are_not(set_up):
    assert probing.test_due() == 1
    assert probing.test_due() == 0
    clock.advance(probing.RETEST + timedelta(seconds=1))
    assert probing.test_due() == 1 and len(set_up.calls) == 2


def test_the_last_calls_are_kept_with_outcome_and_time_and_no_more_of_them(set_up, monkeypatch):
    monkeypatch.setattr(probing, "KEPT_CALLS", 5)
    monkeypatch.setattr(probing, "SWEEP_EVERY", 1)
    client = connections.bound("sample")
    for _call in range(8):
        client.probe()
    set_up.fail(faults.status(404))
    with pytest.raises(Refused):
        client.probe()
    calls = list(Call.objects.newest_first())
    assert len(calls) == 5 and {call.method for call in calls} == {"GET /me"}
    assert (calls[0].outcome, calls[1].outcome) == ("not_found", "ok")


def test_a_call_that_is_not_let_in_any_more_breaks_the_connection(set_up):
    connections.test("sample")
    client = connections.bound("sample")
    set_up.keys.clear()
    with pytest.raises(Refused):
        client.probe()
    assert connections.status("sample").state == State.BROKEN


def test_a_bound_client_keeps_its_secrets_to_itself(set_up, caplog):
    client = connections.bound("sample")
    client.probe()
    assert (
        KEY not in repr(client)
        and KEY not in repr(vars(client))
        and KEY not in repr(vars(client.http))
        and KEY not in caplog.text
    )


@pytest.mark.parametrize("change", ["values", "tokens"])
def test_a_late_refusal_of_values_that_were_replaced_says_nothing_about_the_new_ones(set_up, change):
    old = connections.bound("sample")
    set_up.keys = {"canary-new"}
    if change == "values":
        connections.configure("sample", {"SAMPLE_KEY": "canary-new"}, by=None)
    else:
        changing.keep_tokens(refreshed(), {"SAMPLE_KEY": "canary-new"}, clock.now() + timedelta(hours=1))
    memory._values.clear()  # as the end of the transaction does
    assert connections.test("sample").state == State.CONNECTED
    with pytest.raises(Refused):
        old.probe()
    assert Call.objects.newest_first()[0].outcome == "not_authorised", "the call itself is remembered"
    assert connections.status("sample").state == State.CONNECTED


@pytest.mark.parametrize("kind", [IndexError, KeyError, AttributeError, RecursionError, OSError])
def test_a_service_that_answers_oddly_is_a_problem_of_that_one_and_is_logged(set_up, monkeypatch, caplog, kind):
    connections.test("sample")

    def odd(_client):
        raise kind("canary")

    monkeypatch.setattr(type(connections.bound("sample")), "probe", odd)
    found = connections.test("sample")
    assert (found.state, found.code) == (State.BROKEN, "not_understood")
    assert "answered in a way that is not understood" in found.sentence and "canary" not in found.sentence
    (line,) = [each for each in caplog.records if "probe_not_understood" in each.getMessage()]
    assert "'exc_info': True" in line.getMessage(), "with its trace: nothing is swallowed"


def test_one_odd_service_does_not_keep_the_others_from_being_tested(set_up, monkeypatch):
    connections.configure("shopify", {"SHOPIFY_STORE": "a.myshopify.com", "SHOPIFY_ACCESS_TOKEN": "shpat_x"}, by=None)
    sound = probing.binding.bound_to

    class Odd:
        def probe(self):
            return {}["data"]

    monkeypatch.setattr(
        probing.binding, "bound_to", lambda row, why: Odd() if row.connector == "shopify" else sound(row, why=why)
    )
    assert probing.test_due() == 2
    assert connections.status("shopify").code == "not_understood"
    assert connections.status("sample").state == State.CONNECTED


def test_what_may_have_happened_is_no_verdict_about_the_credentials(set_up, monkeypatch):
    connections.test("sample")

    def unclear(_client):
        raise Unknown("It took the call.", code="bad_answer")

    monkeypatch.setattr(type(connections.bound("sample")), "probe", unclear)
    found = connections.test("sample")
    assert found.state == State.CONNECTED and "Nothing new is known" in found.sentence


def test_a_fault_of_the_own_database_is_blamed_on_no_service(set_up, monkeypatch):
    connections.test("sample")

    def lost(_client):
        raise OperationalError("the connection is lost")

    monkeypatch.setattr(type(connections.bound("sample")), "probe", lost)
    with pytest.raises(OperationalError):
        connections.test("sample")
    assert connections.status("sample").state == State.CONNECTED
