"""Jobs run in their client's context, exactly once or again until they succeed, or are buried."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction

import events
from events import claims, dispatcher, retries, running, tasks
from events.models import Board, Event, Job
from tenants import clock, context
from tenants.errors import NoClient, Refused, Temporary
from tenants.models import Client

pytestmark = pytest.mark.usefixtures("noon")


def enqueue(client, key, handler="work", **options):
    with client.active():
        return events.enqueue(handler, key=key, **options)


def test_each_job_sees_its_own_client_and_the_platform_sees_none(client_a, client_b, seen):
    events.handler("work")(lambda work: seen.append((work.key, context.schema())))
    enqueue(client_a, "a")
    enqueue(client_b, "b")
    events.enqueue("work", key="p", client=None)
    assert events.run_due() == 3
    assert sorted(seen) == [("a", "client_maison"), ("b", "client_velmora"), ("p", "public")]


def test_inside_a_client_only_its_work_runs(client_a, client_b, seen):
    events.handler("work")(lambda work: seen.append(work.key))
    enqueue(client_a, "a")
    enqueue(client_b, "b")
    with client_b.active():
        assert events.run_due() == 1
    assert seen == ["b"]


def test_the_platforms_work_has_no_client(client_a, seen):
    def handle(work):
        with pytest.raises(NoClient):
            _ = work.client
        seen.append(work.owner)

    events.handler("work")(handle)
    events.enqueue("work", key="p", client=None)
    events.run_due()
    assert seen == [None]


def test_work_that_jobs_add_runs_too(in_a, seen):
    @events.handler("first", atomic=True)
    def first(work):
        events.enqueue("second", {"n": 2}, key="second")

    events.handler("second")(lambda work: seen.append(work.args["n"]))
    events.enqueue("first", key="first")
    assert events.run_due() == 2
    assert seen == [2]


def test_an_atomic_job_that_fails_leaves_nothing_but_its_failure(in_a, job):
    @events.handler("work", atomic=True)
    def handle(work):
        events.publish("half.done", ("thing", 1), key="half")
        raise Temporary("The shop does not answer.", code="shop_down")

    events.enqueue("work", key="w")
    events.run_due()
    assert not Event.objects.filter(type="half.done").exists()
    assert (job("w").state, job("w").error_code, job("w").attempts) == ("pending", "shop_down", 1)


def test_a_temporary_failure_is_tried_again_later_and_then_buried(in_a, job):
    @events.handler("work", max_attempts=3)
    def handle(work):
        raise Temporary("The shop does not answer.", code="shop_down")

    events.enqueue("work", key="w")
    for attempt in (1, 2):
        events.run_due()
        assert (job("w").state, job("w").attempts) == ("pending", attempt)
        assert events.run_due() == 0
        clock.advance(timedelta(hours=1))
    events.run_due()
    assert (job("w").state, job("w").attempts, job("w").error_class) == ("dead", 3, "Temporary")


def test_the_other_side_names_the_earliest_time(in_a, job, noon):
    @events.handler("work")
    def handle(work):
        raise Temporary("Too many requests.", retry_after_s=900)

    events.enqueue("work", key="w")
    events.run_due()
    assert timedelta(seconds=900) <= job("w").due_at - noon <= timedelta(seconds=905)


def test_waiting_grows_with_each_attempt_is_spread_and_bounded(monkeypatch):
    monkeypatch.setattr(retries.random, "uniform", lambda low, high: high)
    waits = [retries.delay(attempt, ValueError()).total_seconds() for attempt in (1, 2, 3, 50)]
    assert waits == [5, 10, 20, 3600]
    monkeypatch.setattr(retries.random, "uniform", lambda low, high: low)
    assert retries.delay(9, ValueError()) == timedelta()


def test_a_refusal_is_not_tried_again(in_a, job):
    @events.handler("work")
    def handle(work):
        raise Refused("No such product.", code="no_product")

    events.enqueue("work", key="w")
    events.run_due()
    assert (job("w").state, job("w").attempts, job("w").error_code) == ("dead", 1, "no_product")


def test_a_poison_job_does_not_stop_the_others(in_a, seen, job):
    @events.handler("work", max_attempts=1)
    def handle(work):
        if work.args["n"] == 3:
            raise ZeroDivisionError
        seen.append(work.args["n"])

    for n in range(6):
        events.enqueue("work", {"n": n}, key=f"n:{n}")
    events.run_due()
    assert seen == [0, 1, 2, 4, 5]
    assert job("n:3").state == "dead"


def test_work_that_this_version_does_not_know_is_buried_with_that_reason(in_a, job):
    events.enqueue("gone", key="w")
    events.run_due()
    assert (job("w").state, job("w").error_code) == ("dead", "unknown_handler")


def test_a_failure_keeps_class_code_and_place_but_never_its_words(in_a, job, caplog):
    @events.handler("work")
    def handle(work):
        raise Refused("lucie@example.com cannot be reached", code="lucie@example.com")

    events.enqueue("work", key="w")
    events.run_due()
    dead = job("w")
    assert (dead.error_class, dead.error_code) == ("Refused", "unreadable_code")
    assert dead.error_place.startswith("tests/events/test_running.py:")
    assert "lucie" not in str({field: getattr(dead, field) for field in ("error_class", "error_code", "error_place")})
    assert "lucie@example.com cannot be reached" in caplog.text
    assert f"'job': {dead.pk}" in caplog.text


def test_a_client_that_does_not_exist_is_refused(client_a, seen):
    made = enqueue(client_a, "a")
    with pytest.raises(NoClient):
        running.run_batch(client_a.pk + 99_999, uuid4(), [made.pk])


def test_a_message_naming_another_client_or_none_reaches_no_job(client_a, client_b, seen):
    """Threat: a foreign or missing client in the message never becomes public work."""
    events.handler("work")(seen.append)
    made = enqueue(client_a, "a")
    (batch,) = dispatcher.dispatch(clock.now())
    assert running.run_batch(client_b.pk, batch.token, [made.pk]) == 0
    assert running.run_batch(None, batch.token, [made.pk]) == 0
    with pytest.raises(TypeError):
        tasks.run_batch(token=str(batch.token), job_ids=[made.pk])
    assert seen == []
    assert running.run_batch(client_a.pk, batch.token, [made.pk]) == 1


def test_the_platforms_jobs_never_run_inside_a_client(in_a):
    with pytest.raises(NoClient):
        running.run_batch(None, uuid4(), [1])


def test_a_message_delivered_twice_does_its_work_once(client_a, seen):
    events.handler("work")(lambda work: seen.append(work.key))
    enqueue(client_a, "a")
    (batch,) = dispatcher.dispatch(clock.now())
    assert running.run_batch(client_a.pk, batch.token, batch.job_ids) == 1
    assert running.run_batch(client_a.pk, batch.token, batch.job_ids) == 0
    assert seen == ["a"]


def test_a_lost_message_is_sent_again_with_the_same_token(client_a, seen):
    events.handler("work")(lambda work: seen.append(work.key))
    enqueue(client_a, "a")
    (lost,) = dispatcher.dispatch(clock.now())
    assert dispatcher.dispatch(clock.now()) == []
    clock.advance(dispatcher.RESEND_AFTER)
    assert dispatcher.dispatch(clock.now()) == [lost]
    assert running.run_batch(lost.client_id, lost.token, lost.job_ids) == 1
    assert dispatcher.dispatch(clock.now()) == []


def test_a_worker_that_dies_gives_its_job_to_another(client_a, job):
    events.handler("work", lease_s=30)(lambda work: None)
    enqueue(client_a, "a")
    (batch,) = dispatcher.dispatch(clock.now())
    assert len(claims.claim(batch.client_id, batch.token, batch.job_ids)) == 1
    clock.advance(timedelta(seconds=29))
    assert dispatcher.dispatch(clock.now()) == []
    clock.advance(timedelta(seconds=1))
    (again,) = dispatcher.dispatch(clock.now())
    assert again.job_ids == batch.job_ids
    assert again.token != batch.token


def test_a_worker_that_comes_back_late_can_neither_finish_nor_fail_nor_extend(client_a, job):
    events.handler("work", lease_s=30)(lambda work: None)
    enqueue(client_a, "a")
    (batch,) = dispatcher.dispatch(clock.now())
    (late,) = claims.claim(batch.client_id, batch.token, batch.job_ids)
    clock.advance(timedelta(seconds=31))
    (again,) = dispatcher.dispatch(clock.now())
    (present,) = claims.claim(again.client_id, again.token, again.job_ids)
    assert not claims.complete(late)
    assert not claims.renew(late)
    assert not retries.failed(late, None, ValueError())
    assert job("a").state == "running"
    assert claims.complete(present)
    assert job("a").state == "done"


def test_the_writes_of_an_atomic_job_that_lost_its_lease_are_undone(client_a, job, monkeypatch):
    @events.handler("work", atomic=True)
    def handle(work):
        events.publish("written", ("thing", 1), key="written")

    enqueue(client_a, "a")
    (batch,) = dispatcher.dispatch(clock.now())
    taken = Job.objects.filter(key="a")
    real = claims.claim

    def claim_then_lose(*args):
        claimed = real(*args)
        taken.update(token=uuid4())
        return claimed

    monkeypatch.setattr(claims, "claim", claim_then_lose)
    running.run_batch(batch.client_id, batch.token, batch.job_ids)
    assert not Event.objects.filter(type="written").exists()
    assert job("a").state == "running"


def test_a_job_that_kills_every_worker_is_buried_in_the_end(client_a, job):
    events.handler("work", max_attempts=2)(lambda work: None)
    enqueue(client_a, "a")
    for _ in range(2):
        (batch,) = dispatcher.dispatch(clock.now())
        claims.claim(batch.client_id, batch.token, batch.job_ids)
        clock.advance(timedelta(seconds=61))
    assert dispatcher.dispatch(clock.now()) == []
    assert (job("a").state, job("a").error_code) == ("dead", "lease_expired")


def test_neighbours_of_a_killed_worker_travel_alone_afterwards(client_a):
    events.handler("work", atomic=True)(lambda work: None)
    for n in range(3):
        enqueue(client_a, f"n:{n}")
    (batch,) = dispatcher.dispatch(clock.now())
    claims.claim(batch.client_id, batch.token, batch.job_ids)
    clock.advance(timedelta(seconds=61))
    assert [len(again.job_ids) for again in dispatcher.dispatch(clock.now())] == [1, 1, 1]


def test_long_work_keeps_its_job_by_extending(client_a, job):
    @events.handler("work", lease_s=30)
    def handle(work):
        for _ in range(4):
            clock.advance(timedelta(seconds=20))
            work.extend()
            assert dispatcher.dispatch(clock.now()) == []

    enqueue(client_a, "a")
    events.run_due()
    assert (job("a").state, job("a").attempts) == ("done", 1)


def test_extending_too_late_stops_the_work(client_a, job, seen):
    @events.handler("work", lease_s=30)
    def handle(work):
        if work.attempt == 1:
            clock.advance(timedelta(seconds=31))
            dispatcher.dispatch(clock.now())
            work.extend()
        seen.append("reached")

    enqueue(client_a, "a")
    events.run_due()
    assert seen == []
    assert job("a").state == "sent"


def test_jobs_late_in_a_message_have_their_full_lease(client_a, job):
    """The earlier ones took 50 s; the last one's lease of 60 s starts when it starts."""

    @events.handler("slow")
    def slow(work):
        clock.advance(timedelta(seconds=25))
        if work.key == "n:2":
            assert dispatcher.dispatch(clock.now()) == []

    for n in range(3):
        enqueue(client_a, f"n:{n}", handler="slow")
    (batch,) = dispatcher.dispatch(clock.now())
    running.run_batch(batch.client_id, batch.token, batch.job_ids)
    assert {job(f"n:{n}").state for n in range(3)} == {"done"}
    assert {job(f"n:{n}").attempts for n in range(3)} == {1}


def test_a_suspended_clients_work_waits_and_goes_on(client_a, admin, seen, job):
    from tenants import services

    events.handler("work")(lambda work: seen.append(work.key))
    enqueue(client_a, "sent")
    (batch,) = dispatcher.dispatch(clock.now())
    services.suspend(client_a, by=admin)
    assert running.run_batch(batch.client_id, batch.token, batch.job_ids) == 0
    enqueue(client_a, "new")
    assert events.run_due() == 0
    assert {job("sent").state, job("new").state} == {"pending"}
    services.resume(client_a, by=admin)
    assert events.run_due() >= 2
    assert sorted(seen) == ["new", "sent"]


def test_a_message_that_arrives_for_a_suspended_client_is_handed_back(client_a, job):
    enqueue(client_a, "a")
    (batch,) = dispatcher.dispatch(clock.now())
    Client.objects.filter(pk=client_a.pk).update(state=Client.State.SUSPENDED)
    assert running.run_batch(batch.client_id, batch.token, batch.job_ids) == 0
    assert (job("a").state, job("a").token) == ("pending", None)


def test_an_archived_clients_work_is_called_off_even_while_it_runs(client_a, admin, job):
    from tenants import services

    @events.handler("work")
    def handle(work):
        with transaction.atomic():
            pass
        Client.objects.filter(pk=client_a.pk).update(state=Client.State.SUSPENDED)

    enqueue(client_a, "later", due_at=clock.now() + timedelta(days=1))
    enqueue(client_a, "now")
    (batch,) = dispatcher.dispatch(clock.now())
    (claimed,) = claims.claim(batch.client_id, batch.token, batch.job_ids)
    services.suspend(client_a, by=admin)
    services.archive(client_a, by=admin)
    assert not claims.complete(claimed)
    assert {job("now").state, job("later").state} == {"cancelled"}


@pytest.mark.django_db(transaction=True)
def test_jobs_that_alternate_between_failing_and_not_never_see_anothers_schema(client_a, client_b, seen):
    """The connection's search path is right again after each exception and rollback."""

    @events.handler("work", atomic=True, max_attempts=1)
    def handle(work):
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_schema()")
            seen.append(cursor.fetchone()[0] == work.client.schema_name)
            if work.args["n"] % 3 == 0:
                cursor.execute("SELECT 1 / 0")

    for client in (client_a, client_b):
        with client.active(), transaction.atomic():
            for n in range(150):
                events.enqueue("work", {"n": n}, key=f"{client.slug}:{n}")
    assert events.run_due() == 300
    assert len(seen) == 300
    assert all(seen)
    assert Job.objects.dead().count() == 2 * 50


def test_a_tick_is_shown_to_whoever_asks_for_health(client_a):
    from events import health

    enqueue(client_a, "a")
    clock.advance(timedelta(seconds=90))
    before = health.facts()
    assert (before.lag_s, before.dead, before.dispatched_at) == (90.0, 0, None)
    with client_a.active():
        events.enqueue("work", key="b", due_at=clock.now() + timedelta(seconds=10))
    dispatcher.dispatch(clock.now())
    assert health.facts().lag_s == 0.0
    clock.advance(timedelta(seconds=15))
    assert health.facts().lag_s == 5.0
    health._noted = None
    health.note_dispatch()
    assert health.facts().dispatched_at == clock.now()
    assert Board.objects.of_kind("heartbeat").count() == 1
