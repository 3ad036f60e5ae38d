"""Schedules are jobs: one per slot, planned ahead, caught up with once."""

from datetime import UTC, datetime, timedelta

import pytest

import events
from events import registry, schedules
from events.models import Job, Schedule
from tenants import clock, services
from tenants.errors import Refused

START = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_start(monkeypatch):
    """Only this test's declared schedules; everybody begins at second 0 of the minute."""
    monkeypatch.setattr(registry, "_crons", {})
    monkeypatch.setattr(schedules, "SPREAD_S", 1)
    with clock.frozen(START):
        yield


def run_until(end: datetime, step: timedelta) -> None:
    while clock.now() < end:
        clock.advance(step)
        events.run_due()


@pytest.fixture
def note(seen):
    events.handler("note")(lambda work: seen.append(f"{clock.now():%d %H:%M}"))


def test_each_slot_runs_once_at_the_clients_time(in_a, note, seen):
    schedules.put("daily", "0 13 * * *", "note")
    run_until(START + timedelta(days=2), timedelta(minutes=20))
    assert seen == ["18 12:00", "19 12:00"]


def test_two_beats_make_no_second_run(in_a, note, seen):
    row = schedules.put("often", "*/15 * * * *", "note")
    clock.advance(timedelta(minutes=15))
    for _ in range(3):
        events.run_due()
        schedules.plan_next(row.pk, after=clock.now())
    assert seen == ["18 11:15"]


def test_after_three_days_of_standstill_one_run_catches_up(in_a, note, seen):
    schedules.put("often", "*/15 * * * *", "note")
    clock.advance(timedelta(days=3, minutes=2))
    events.run_due()
    events.run_due()
    clock.advance(timedelta(minutes=13))
    events.run_due()
    assert seen == ["21 11:02", "21 11:15"]


def test_a_clock_set_back_repeats_nothing(in_a, note, seen):
    schedules.put("often", "*/15 * * * *", "note")
    run_until(START + timedelta(hours=2), timedelta(minutes=15))
    assert len(seen) == 8
    clock.advance(-timedelta(hours=1))
    run_until(START + timedelta(hours=2), timedelta(minutes=15))
    assert len(seen) == 8
    run_until(START + timedelta(hours=3), timedelta(minutes=15))
    assert len(seen) == 12


def test_running_ahead_of_the_clock_goes_through_each_slot_once(in_a, note, seen):
    schedules.put("often", "*/15 * * * *", "note")
    assert events.run_due(until=START + timedelta(hours=1)) == 4
    assert Job.objects.waiting().get().due_at == START + timedelta(minutes=75)


def test_a_slot_that_fails_is_retried_and_the_next_one_still_comes(in_a, seen):
    @events.handler("note", max_attempts=2)
    def fail(work):
        seen.append(work.attempt)
        raise ZeroDivisionError

    schedules.put("hourly", "0 * * * *", "note")
    run_until(START + timedelta(hours=2), timedelta(minutes=10))
    assert seen == [1, 2, 1]
    assert Job.objects.dead().count() == 1


def test_one_clients_schedule_is_not_anothers(client_a, client_b, seen):
    events.handler("note")(lambda work: seen.append((work.client.slug, f"{clock.now():%H:%M}")))
    for client in (client_a, client_b):
        with client.active():
            schedules.put("daily", "0 13 * * *", "note")
    with client_b.active():
        assert schedules.remove("daily")
        assert not schedules.remove("daily")
    run_until(START + timedelta(days=1), timedelta(minutes=30))
    assert seen == [("maison", "12:00")]


def test_putting_the_same_again_changes_nothing_and_another_time_replaces_the_slot(in_a, note, seen):
    first = schedules.put("daily", "0 13 * * *", "note")
    waiting = Job.objects.get()
    assert schedules.put("daily", "0 13 * * *", "note") == first
    assert Job.objects.get() == waiting
    schedules.put("daily", "0 14 * * *", "note")
    assert Job.objects.get().due_at == START + timedelta(hours=2)


def test_an_unreadable_expression_leaves_the_old_schedule(in_a, note):
    schedules.put("daily", "0 13 * * *", "note")
    with pytest.raises(Refused):
        schedules.put("daily", "every day", "note")
    assert Schedule.objects.get().cron == "0 13 * * *"


def test_a_suspended_clients_slots_stop_and_one_catches_up_when_it_is_resumed(client_a, admin, note, seen):
    with client_a.active():
        schedules.put("hourly", "0 * * * *", "note")
    services.suspend(client_a, by=admin)
    run_until(START + timedelta(hours=5), timedelta(minutes=30))
    assert seen == []
    services.resume(client_a, by=admin)
    events.run_due()
    assert seen == ["18 16:00"]
    run_until(START + timedelta(hours=6), timedelta(minutes=30))
    assert seen == ["18 16:00", "18 17:00"]


def test_declared_schedules_reach_every_active_client_and_the_platform_once(client_a, client_b, seen):
    events.cron("tests.each", "0 * * * *")(lambda work: seen.append(work.client.slug))
    events.cron("tests.once", "0 * * * *", scope="platform")(lambda work: seen.append("platform"))
    assert schedules.ensure() == 3
    assert schedules.ensure() == 0
    clock.advance(timedelta(hours=1))
    events.run_due()
    assert sorted(seen) == ["maison", "platform", "velmora"]


def test_what_the_code_no_longer_declares_is_switched_off(in_a, monkeypatch):
    events.cron("tests.each", "0 * * * *")(print)
    schedules.put("own", "0 * * * *", "tests.each")
    schedules.ensure(in_a)
    monkeypatch.setattr(registry, "_crons", {})
    schedules.ensure(in_a)
    assert [row.key for row in Schedule.objects.running()] == ["own"]
    assert Job.objects.waiting().count() == 1


def test_a_slot_that_was_lost_is_planned_again(in_a, note):
    events.cron("tests.each", "0 * * * *")(print)
    schedules.ensure(in_a)
    Job.objects.all().delete()
    schedules.ensure(in_a)
    assert Job.objects.waiting().count() == 1


def test_clients_do_not_all_begin_in_the_same_second(monkeypatch):
    monkeypatch.setattr(schedules, "SPREAD_S", 60)
    places = {schedules.stagger(client_id, "sensors.read_due") for client_id in range(1, 200)}
    assert len(places) > 50
    assert max(places) < timedelta(minutes=1)
    assert schedules.stagger(7, "sensors.read_due") == schedules.stagger(7, "sensors.read_due")
    assert schedules.stagger(None, "events.seal_ledger") == timedelta()


def test_finished_slots_are_forgotten_after_a_month_and_other_jobs_never(in_a, note):
    schedules.put("daily", "0 13 * * *", "note")
    events.enqueue("note", key="contact:1")
    run_until(START + timedelta(days=1), timedelta(hours=1))
    clock.advance(timedelta(days=31))
    from events.handlers import forget_slots

    assert Job.objects.filter(state="done").count() == 2
    forget_slots(None)
    assert [job.key for job in Job.objects.filter(state="done")] == ["contact:1"]
