"""Nothing takes longer than it may, whichever thread it runs in."""

import signal
import threading
from contextlib import nullcontext

import pytest

from sensors import timebox


@pytest.fixture
def elsewhere(monkeypatch):
    """Runs a function in a thread that is not the main one, without a database."""
    monkeypatch.setattr(timebox, "_statement_limit", lambda seconds: nullcontext())

    def run(function):
        outcome = []

        def keep():
            try:
                outcome.append(function())
            except Exception as problem:
                outcome.append(problem)

        thread = threading.Thread(target=keep)
        thread.start()
        thread.join(5)
        return outcome[0]

    return run


def test_an_answer_in_time_is_returned():
    assert timebox.within(5, lambda: 7) == 7


def test_a_failure_in_time_is_raised():
    with pytest.raises(ZeroDivisionError):
        timebox.within(5, lambda: 1 / 0)


def test_late_work_is_interrupted_and_the_alarm_is_put_back():
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(timebox.TimeUp):
        timebox.within(0.02, threading.Event().wait)
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_ctrl_c_is_not_taken_for_a_late_answer():
    def interrupted():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        timebox.within(5, interrupted)


def test_outside_the_main_thread_late_work_is_left_behind(elsewhere):
    released = threading.Event()
    outcome = elsewhere(lambda: timebox.within(0.02, released.wait))
    released.set()
    assert isinstance(outcome, timebox.TimeUp)


def test_outside_the_main_thread_answers_and_failures_arrive(elsewhere):
    assert elsewhere(lambda: timebox.within(5, lambda: 7)) == 7
    assert isinstance(elsewhere(lambda: timebox.within(5, lambda: 1 / 0)), ZeroDivisionError)


@pytest.mark.django_db(transaction=True)
def test_a_slow_statement_is_cancelled_and_the_connection_still_works(client_a):
    from django.db import connection

    def slow():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(20)")

    with client_a.active():
        with pytest.raises(timebox.TimeUp):
            timebox.within(0.05, slow)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            assert cursor.fetchone() == (1,)


@pytest.mark.django_db(transaction=True)
def test_the_thread_of_a_web_request_reads_the_same_client(client_a, client_b):
    from django.db import connection

    from sensors.models import Goal
    from tenants import clock

    def count():
        return Goal.objects.count()

    def in_thread(client):
        with client.active():
            return timebox.within(5, count)

    with client_a.active():
        Goal.objects.create(metric="m", target=1, direction="up", sector="cost", created_at=clock.now())
    counts = {}
    for client in (client_a, client_b):

        def keep(client=client):
            counts[client.slug] = in_thread(client)
            connection.close()

        thread = threading.Thread(target=keep)
        thread.start()
        thread.join(10)
    assert counts == {client_a.slug: 1, client_b.slug: 0}
