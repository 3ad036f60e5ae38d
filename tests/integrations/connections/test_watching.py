"""A service that answers no more is said to, within a minute or so, and is asked again by itself until it does."""

from datetime import timedelta

import pytest

import events
from integrations import connections
from integrations.connections import probing, watching
from integrations.errors import Temporary
from integrations.http import pace
from integrations.models import Connection
from tenants import clock
from tenants.errors import Refused
from tests.fakes import faults
from tests.integrations.sample_service import KEY, SITE, refreshed

State = Connection.State


@pytest.fixture
def connected(service, in_a, noon, monkeypatch):
    monkeypatch.setattr(pace, "now", lambda: clock.now().timestamp())  # the breaker's time moves with ours
    connections.configure("sample", {"SAMPLE_SITE": SITE, "SAMPLE_KEY": KEY}, by=None)
    assert connections.test("sample").works
    events.run_due()
    return service


def silent(service, calls=60) -> None:
    service.fail(*[faults.DROP] * calls)


def speaks(service) -> None:
    service._faults.clear()


def a_call() -> None:
    with pytest.raises(Temporary):
        connections.bound("sample").probe()


def later(seconds: float) -> None:
    """Time goes on, and the workers with it."""
    for _step in range(int(seconds // 20)):
        clock.advance(timedelta(seconds=20))
        events.run_due()


def test_the_first_silence_is_said_at_once_but_ends_nothing(connected):
    silent(connected)
    a_call()
    found = connections.status("sample")
    assert found.works and "has not answered since 12:00" in found.sentence


def test_after_a_minute_of_silence_it_is_broken_and_nobody_relies_on_it(connected):
    silent(connected)
    a_call()
    later(40)
    assert connections.is_connected("sample")
    later(40)
    found = connections.status("sample")
    assert (found.state, found.code) == (State.BROKEN, "unreachable") and "what depends on it waits" in found.sentence
    with pytest.raises(Refused) as refusal:
        connections.bound("sample")
    assert refusal.value.sentence == found.sentence


def test_it_is_asked_again_until_it_answers_and_is_connected_then(connected):
    silent(connected, 500)
    a_call()
    later(600)
    assert connections.status("sample").state == State.BROKEN
    asked = len(connected.calls)
    later(600)
    assert 0 < len(connected.calls) - asked <= 10, "ever more rarely"
    speaks(connected)
    later(600)
    found = connections.status("sample")
    assert (found.works, found.sentence, refreshed().unanswered_since) == (True, "", None)
    asked = len(connected.calls)
    later(1200)
    assert len(connected.calls) == asked, "what answers is left alone"


def test_a_short_silence_leaves_no_trace(connected):
    silent(connected)
    a_call()
    speaks(connected)
    later(20)
    assert connections.status("sample").sentence == "" and refreshed().unanswered_since is None


def test_credentials_that_are_refused_after_a_silence_are_told_as_such(connected):
    silent(connected)
    a_call()
    later(100)
    speaks(connected)
    connected.keys.clear()
    later(120)
    assert connections.status("sample").code == "not_authorised" and refreshed().unanswered_since is None


def test_a_delivery_from_it_makes_us_look_at_once(connected):
    silent(connected)
    a_call()
    later(100)
    speaks(connected)
    watching.heard(refreshed())
    events.run_due()
    assert connections.is_connected("sample")


def test_entering_new_values_begins_anew(connected):
    silent(connected)
    a_call()
    later(100)
    connections.configure("sample", {"SAMPLE_KEY": KEY}, by=None)
    assert refreshed().unanswered_since is None and connections.status("sample").state == State.CONFIGURED


def test_a_chain_of_tests_that_was_lost_is_taken_up_by_the_regular_ones(connected):
    silent(connected)
    a_call()
    clock.advance(timedelta(minutes=5))
    assert probing.test_due() == 1 and connections.status("sample").state == State.BROKEN


def test_nothing_is_asked_of_what_was_disconnected_meanwhile(connected):
    silent(connected)
    a_call()
    connections.disconnect("sample", by=None)
    speaks(connected)
    asked = len(connected.calls)
    later(60)
    assert len(connected.calls) == asked


@pytest.mark.parametrize(("code", "nobody"), [
    ("unreachable", True), ("timeout", True), ("broke_off", True), ("answered_503", True), ("circuit_open", True),
    ("no_answer_timeout", True), ("rate_limited", False), ("rate_used_up", False), ("not_authorised", False),
    ("", False),
])  # fmt: skip
def test_being_told_to_wait_is_an_answer(code, nobody):
    assert watching.unanswered(code) is nobody
