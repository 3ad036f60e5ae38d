"""A call ends when its time is over, also while the service still sends."""

import time
from contextlib import contextmanager

import httpcore
import httpx
import pytest

from integrations.errors import Temporary, Unknown
from integrations.http import deadline, wire
from tests.fakes.dripping import WAYS, dripping

BOUND_S = 0.3


@pytest.mark.parametrize("way", WAYS)
def test_a_service_that_drips_is_cut_off(way):
    with dripping(way) as url:
        started = time.monotonic()
        with pytest.raises(wire.Failed) as caught:
            wire.send(httpx.Request("POST", url), timeout_s=BOUND_S, guarded=False)
        assert time.monotonic() - started < 3 * BOUND_S
    assert (caught.value.sent, caught.value.cause) == (True, "timeout")


@pytest.mark.parametrize(("repeatable", "error"), [(True, Temporary), (False, Unknown)])
def test_what_it_may_have_done_is_said(http, monkeypatch, repeatable, error):
    with dripping("body") as url:
        monkeypatch.setenv("TESTING_API_BASE", url)
        with pytest.raises(error):
            http().post("/things", json={"name": "x"}, repeatable=repeatable, tries=1, timeout_s=BOUND_S)


def test_who_waited_for_a_turn_has_the_less_time_for_an_answer(http, service, slept, monkeypatch):
    from integrations.http import client, turn

    given: list[float] = []
    monkeypatch.setattr(turn, "take", lambda manifest, cost: turn.Turn(full_s=0.0 if slept else 6.0))
    real = client.send
    monkeypatch.setattr(
        client, "send", lambda request, **more: given.append(more["timeout_s"]) or real(request, **more)
    )
    http().get("/things", tries=1, timeout_s=15)
    assert slept == [6.0] and given == pytest.approx([9.0])


@pytest.mark.parametrize("sent", [True, False])
def test_a_failure_passes_through_whatever_is_around_it(sent):
    @contextmanager
    def around():
        yield

    with pytest.raises(wire.Failed) as caught, deadline.within(1), around():
        raise wire.Failed(sent=sent, cause="timeout")
    assert (caught.value.sent, caught.value.cause) == (sent, "timeout") and caught.value.__traceback__ is not None


def test_every_way_out_of_the_client_is_bounded(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    made = deadline.bounded(httpx.Client(trust_env=True))
    pools = [transport._pool for transport in (made._transport, *made._mounts.values()) if transport]
    assert len(pools) > 1 and all(isinstance(pool._network_backend, deadline.Backend) for pool in pools)


def test_without_a_bound_nothing_changes_and_after_it_nothing_is_waited_for():
    assert deadline._left(5.0, httpcore.ReadTimeout) == 5.0
    assert deadline._left(None, httpcore.ReadTimeout) is None
    with deadline.within(10):
        assert deadline._left(5.0, httpcore.ReadTimeout) == 5.0
        assert 9 < (deadline._left(None, httpcore.ReadTimeout) or 0) <= 10
    with deadline.within(-1), pytest.raises(httpcore.ReadTimeout):
        deadline._left(5.0, httpcore.ReadTimeout)
