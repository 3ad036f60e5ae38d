"""Celery moves ids; a key store that is down delays work and fails nobody."""

from threading import Semaphore

import pytest
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

import events
from events import tasks, wake
from events.models import Job

pytestmark = [pytest.mark.usefixtures("noon"), pytest.mark.django_db(transaction=True)]

ask = wake.ask


@pytest.fixture
def post(monkeypatch):
    """What would have gone to the broker: task names and arguments."""
    sent = []
    monkeypatch.setattr(wake, "ask", lambda: wake.send())
    monkeypatch.setattr(current_app, "send_task", lambda name, **options: sent.append((name, ())))
    monkeypatch.setattr(tasks.run_batch, "apply_async", lambda args, **options: sent.append(("events.run_batch", args)))
    return sent


def carry(post):
    """Deliver the messages until none is left, as workers would."""
    while post:
        name, args = post.pop(0)
        tasks.dispatch() if name == "events.dispatch" else tasks.run_batch(*args)


def test_a_commit_wakes_the_dispatcher_once(in_a, post):
    with transaction.atomic():
        for n in range(5):
            events.enqueue("work", key=f"n:{n}")
        assert post == []
    assert post == [("events.dispatch", ())]


def test_commits_shortly_after_one_another_share_a_message(in_a, monkeypatch):
    sent = Semaphore(0)
    monkeypatch.setattr(wake, "send", sent.release)
    monkeypatch.setattr(wake, "ask", ask)
    monkeypatch.setattr(wake, "GATHER_S", 0.2)  # what three commits take on a busy machine
    for n in range(3):
        events.enqueue("work", key=f"n:{n}")
    assert sent.acquire(timeout=10)
    assert not (sent.acquire(timeout=0.05) and sent.acquire(timeout=0.05))


def test_work_for_later_wakes_nobody(in_a, post, noon):
    from datetime import timedelta

    events.enqueue("work", key="later", due_at=noon + timedelta(hours=1))
    assert post == []


def test_a_rolled_back_change_wakes_nobody(in_a, post):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        events.enqueue("work", key="w")
        raise ZeroDivisionError
    assert post == []


def test_messages_carry_ids_and_the_work_gets_done(client_a, post, seen):
    @events.handler("first", atomic=True)
    def first(work):
        events.enqueue("second", key="second")

    events.handler("second")(lambda work: seen.append(work.client.slug))
    with client_a.active():
        events.enqueue("first", key="first")
    tasks.dispatch()
    message = next(args for name, args in post if name == "events.run_batch")
    assert message[0] == client_a.pk
    assert all(isinstance(part, int | str | tuple) for part in message)
    carry(post)
    assert seen == ["maison"]
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}


def test_a_worker_sends_no_message_per_job(client_a, post):
    @events.handler("first", atomic=True)
    def first(work):
        events.enqueue("second", key=f"second:{work.job_id}")

    events.handler("second", atomic=True)(lambda work: None)
    with client_a.active(), transaction.atomic():
        for n in range(10):
            events.enqueue("first", key=f"n:{n}")
    count = 0
    while post:
        name, args = post.pop(0)
        count += 1
        tasks.dispatch() if name == "events.dispatch" else tasks.run_batch(*args)
    assert count == 3
    assert Job.objects.filter(state="done").count() == 20


def test_with_the_key_store_down_the_change_is_kept_and_nobody_sees_an_error(in_a, monkeypatch, caplog):
    """The real client, which tries for seconds, against a port where nobody listens."""
    monkeypatch.setitem(current_app.conf, "broker_url", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(current_app.amqp, "_producer_pool", None)
    monkeypatch.setitem(current_app.conf, "broker_transport_options", {"max_retries": 0})
    monkeypatch.setattr(wake, "ask", wake.send)
    events.enqueue("work", key="w")
    events.enqueue("work", key="x")
    assert Job.objects.filter(state="pending").count() == 2
    assert "dispatcher_not_woken" in caplog.text


def test_messages_that_cannot_be_sent_wait_for_the_next_tick(client_a, monkeypatch, caplog, seen):
    def fail(*args, **options):
        raise OperationalError

    events.handler("work")(lambda work: seen.append(work.key))
    with client_a.active():
        events.enqueue("work", key="w")
    events.enqueue("work", key="platform", client=None)
    monkeypatch.setattr(tasks.run_batch, "apply_async", fail)
    tasks.dispatch()
    assert "batch_not_sent" in caplog.text
    events.run_due()
    assert sorted(seen) == ["platform", "w"]
