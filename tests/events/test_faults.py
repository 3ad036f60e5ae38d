"""Killed workers and broken connections: one effect, or none, never half."""

import os
import signal
from datetime import timedelta

import pytest
from django.db import connection

import events
from events import dispatcher, running
from events.models import Event, Job
from tenants import clock

pytestmark = [pytest.mark.usefixtures("noon"), pytest.mark.django_db(transaction=True)]


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def in_a_process_that_dies(work):
    """Run in a forked process of its own connections; it must not survive."""
    connection.close()
    connection.close_pool()
    child = os.fork()
    if not child:
        connection.settings_dict["OPTIONS"] = {}  # no pool: its threads do not live on in a forked process
        try:
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the worker was to be killed"


def run_as_worker():
    for batch in dispatcher.dispatch(clock.now()):
        running.run_batch(batch.client_id, batch.token, batch.job_ids)


@pytest.fixture
def effect(client_a):
    """A job `work` (atomic or not) that leaves one event per run and may die before or after it."""

    def install(*, atomic, at=""):
        @events.handler("work", atomic=atomic)
        def work(job):
            if at == "before":
                die()
            events.publish("effect", ("thing", 1), key=f"effect:{job.key}")
            if at == "after":
                die()

    install(atomic=True)
    with client_a.active():
        events.enqueue("work", key="w")
    return install


@pytest.mark.parametrize("atomic", [True, False])
@pytest.mark.parametrize("at", ["before", "after"])
def test_a_worker_killed_in_its_work_leaves_one_effect_in_the_end(effect, atomic, at, job):
    effect(atomic=atomic, at=at)
    in_a_process_that_dies(run_as_worker)
    assert Event.objects.filter(type="effect").count() == (1 if at == "after" and not atomic else 0)
    assert job("w").state == "running"
    assert events.run_due() == 0
    effect(atomic=atomic)
    clock.advance(timedelta(seconds=61))
    assert events.run_due() == 1
    assert (job("w").state, job("w").attempts) == ("done", 2)
    assert Event.objects.filter(type="effect").count() == 1


def test_a_dispatcher_killed_before_it_sent_its_messages_loses_nothing(effect, job):
    def dispatch_and_die():
        dispatcher.dispatch(clock.now())
        die()

    in_a_process_that_dies(dispatch_and_die)
    assert job("w").state == "sent"
    clock.advance(dispatcher.RESEND_AFTER)
    assert events.run_due() == 1
    assert job("w").state == "done"


def test_a_publisher_killed_before_its_commit_leaves_neither_event_nor_job(effect, client_a):
    from django.db import transaction

    def publish_and_die():
        with client_a.active(), transaction.atomic():
            events.publish("order.paid", ("order", 7), key="order:7")
            events.enqueue("work", key="of-order:7")
            die()

    in_a_process_that_dies(publish_and_die)
    assert not Event.objects.exists()
    assert Job.objects.count() == 1


def test_a_connection_lost_in_the_middle_undoes_that_job_and_the_next_one_runs(client_a, job, seen):
    """All or nothing: what the database server dropped is tried again, and the batch goes on."""

    @events.handler("work", atomic=True)
    def work(job):
        events.publish("effect", ("thing", 1), key=f"effect:{job.key}:{job.attempt}")
        if job.key == "first" and job.attempt == 1:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        seen.append((job.key, job.attempt))

    with client_a.active():
        events.enqueue("work", key="first")
        events.enqueue("work", key="second")
    events.run_due()
    assert seen == [("second", 1)]
    clock.advance(timedelta(hours=1))
    events.run_due()
    assert seen == [("second", 1), ("first", 2)]
    assert sorted(Event.objects.values_list("key", flat=True)) == ["effect:first:2", "effect:second:1"]
