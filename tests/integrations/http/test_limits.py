"""How often, how long, and when a service is left alone."""

import threading
from contextvars import copy_context

import pytest

from integrations.errors import Temporary
from integrations.http import breaker, bucket, keystore, pace, turn
from integrations.manifest import Manifest, Rate
from tests.fakes import faults
from tests.integrations.http.conftest import MANIFEST


def limited(**rate: float) -> Manifest:
    return Manifest(**{**MANIFEST.__dict__, "rate": Rate(**rate)})


def test_retry_after_is_kept_by_every_worker(http, service, slept):
    service.fail(faults.status(429, Retry_After="5"))
    http().get("/things")
    assert slept[0] == 5
    service.fail(
        faults.status(429, Retry_After="6"), faults.status(429, Retry_After="6"), faults.status(429, Retry_After="6")
    )
    with pytest.raises(Temporary):
        http().get("/things")
    assert turn.take(MANIFEST).full_s == pytest.approx(6, abs=0.1)


def test_a_long_retry_after_is_handed_to_the_job(http, service, slept):
    service.fail(faults.status(429, Retry_After="120"))
    with pytest.raises(Temporary) as caught:
        http().get("/things")
    assert (caught.value.retry_after_s, slept, len(service.calls)) == (120, [], 1)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("3", 3),
        ("-4", 0),
        ("99999999", 86_400),
        ("soon", None),
        ("nan", None),
        ("", None),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0),
    ],
)
def test_retry_after_is_read_as_number_or_date(value, seconds):
    assert pace.asked({"retry-after": value}) == seconds


def test_waits_grow_but_stay_in_their_bound():
    assert all(0 <= pace.jittered(attempt) <= min(8, 0.5 * 2**attempt) for attempt in range(12) for _ in range(20))
    assert len({pace.jittered(3) for _ in range(20)}) > 10


def test_who_can_go_elsewhere_does_not_queue_for_longer_than_an_answer_may_take(http, service, slept):
    crowded = http(limited(per_s=0.25, burst=1))
    crowded.get("/things")
    with pytest.raises(Temporary) as caught:
        crowded.get("/things", tries=1, timeout_s=3)
    assert (caught.value.code, slept, len(service.calls)) == ("rate_used_up", [], 1)
    crowded.get("/things", tries=1, timeout_s=5)
    assert slept == [pytest.approx(4, abs=0.1)] and len(service.calls) == 2


def test_the_bucket_lets_a_burst_pass_then_one_per_interval(http, slept):
    manifest = limited(per_s=2, burst=3)
    assert [turn.take(manifest).full_s for _ in range(4)] == [0, 0, 0, pytest.approx(0.5, abs=0.01)]
    pace.sleep(0.5)
    assert turn.take(manifest).full_s == 0
    assert turn.take(manifest).full_s > 0


def test_the_tighter_of_two_limits_counts(http):
    manifest = limited(per_s=10, per_minute=3)
    waits = [turn.take(manifest).full_s for _ in range(4)]
    assert waits[:3] == [0, 0, 0]
    assert waits[3] == pytest.approx(20, abs=0.1)
    assert bucket.used(manifest) == 1


def test_many_workers_share_one_bucket(http):
    manifest, passed = limited(per_s=0.01, burst=7), []

    def work() -> None:
        passed.extend(turn.take(manifest).full_s == 0 for _ in range(5))

    threads = [threading.Thread(target=copy_context().run, args=(work,)) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert (len(passed), sum(passed)) == (40, 7)
    assert turn.take(manifest).full_s > 0


def test_a_call_waits_for_its_turn_or_says_when(http, service, slept):
    client = http(limited(per_s=1, burst=1))
    client.get("/things")
    client.get("/things")
    assert slept == [pytest.approx(1, abs=0.01)]
    with pytest.raises(Temporary) as caught:
        http(limited(per_minute=1)).get("/things") and http(limited(per_minute=1)).get("/things")
    assert (caught.value.code, caught.value.retry_after_s) == ("rate_used_up", pytest.approx(60, abs=1))


def test_one_client_does_not_use_up_anothers_limit(client_b, http):
    manifest = limited(per_s=0.01, burst=1)
    assert turn.take(manifest).full_s == 0
    assert turn.take(manifest).full_s > 0
    from tenants import context

    token = context._client.set(client_b)
    try:
        assert turn.take(manifest).full_s == 0
    finally:
        context._client.reset(token)


def test_the_breaker_opens_then_probes_with_one_call_then_closes(http, service, slept):
    service.fail(*[faults.status(500)] * 5)
    for _ in range(2):
        with pytest.raises(Temporary):
            http().get("/things")
    seen = len(service.calls)
    with pytest.raises(Temporary) as caught:
        http().get("/things")
    assert (caught.value.code, len(service.calls), breaker.is_open(MANIFEST)) == ("circuit_open", seen, True)
    pace.sleep(breaker.OPEN_S + 1)
    assert turn.take(MANIFEST).open_s == 0
    assert turn.take(MANIFEST).open_s > 0, "only one probe may pass"
    pace.sleep(breaker.OPEN_S + 1)
    assert http().get("/things").status == 200
    assert not breaker.is_open(MANIFEST)


def test_a_call_asks_the_key_store_once_before_it_and_clears_the_breaker_only_after_failures(
    http, service, monkeypatch
):
    asked: list[str] = []
    real = keystore.run
    monkeypatch.setattr(keystore, "run", lambda script, *more: asked.append(script) or real(script, *more))
    http().get("/things")
    assert asked == [turn._TAKE]
    service.fail(faults.status(500))
    asked.clear()
    http().get("/things")
    http().get("/things")
    assert asked == [turn._TAKE, breaker._FAILED, turn._TAKE, breaker._WORKED, turn._TAKE]


def test_failures_count_only_in_a_row(http, service, slept):
    for _ in range(3):
        service.fail(*[faults.status(500)] * 2)
        assert http().get("/things").status == 200
    assert not breaker.is_open(MANIFEST)


def test_who_is_kept_back_by_a_limit_does_not_use_up_the_probe(http, service, slept):
    manifest = limited(per_s=0.1, burst=1)
    for _ in range(breaker.FAILURES):
        breaker.failed(manifest)
    pace.sleep(breaker.OPEN_S + 1)
    bucket.hold(manifest, 5)
    assert turn.take(manifest).full_s == pytest.approx(5, abs=0.1)
    pace.sleep(5.1)
    assert turn.take(manifest) == turn.Turn(failing=True)
    pace.sleep(11)
    assert turn.take(manifest).open_s > 0


def test_a_failed_probe_opens_again(http, service, slept):
    service.fail(*[faults.status(500)] * 6)
    for _ in range(2):
        with pytest.raises(Temporary):
            http().get("/things")
    pace.sleep(breaker.OPEN_S + 1)
    with pytest.raises(Temporary):
        http().get("/things")
    assert breaker.is_open(MANIFEST)


def test_refusals_do_not_open_the_breaker(http, service):
    service.fail(*[faults.status(422)] * 9)
    for _ in range(9):
        with pytest.raises(Exception):  # noqa: B017
            http().get("/things")
    assert not breaker.is_open(MANIFEST)


def test_work_goes_on_without_the_key_store(http, service, monkeypatch):
    import redis

    from tenants import metrics

    class Away:
        def eval(self, *_arguments: object, **_options: object) -> None:
            raise redis.ConnectionError("away")

        pipeline = eval

    monkeypatch.setattr(metrics, "store", Away)
    assert http().get("/things").status == 200
