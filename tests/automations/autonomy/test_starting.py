"""From a decision to its run: once, whatever happens between the two, and kept with its reasons."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

import events
from automations import autonomy, policy
from automations.autonomy import deciding, render
from automations.models import DecisionRecord, Run, Setting
from automations.policy import Answer, Decided, Verdict
from events.models import Board, Event, Job
from reviews import reasons
from tenants import clock, switches
from tenants.errors import Refused, Temporary
from tests.automations.autonomy.shopkeeping import SLUG, install, obstacle, only_record, under_pressure, why_not


def test_a_person_who_acts_between_look_and_decision_is_heard(pressed, monkeypatch):
    looked = deciding._dry_run

    def switched_off_meanwhile(*args):
        Setting.objects.create(automation=SLUG, enabled=False)
        return looked(*args)

    monkeypatch.setattr(deciding, "_dry_run", switched_off_meanwhile)
    assert why_not() == "switched_on"


def test_a_start_that_is_refused_is_called_off_and_may_be_tried_again(pressed, monkeypatch):
    def refuse(*args, **kwargs):
        raise Refused("Not ready: no paper.")

    with monkeypatch.context() as patched:
        patched.setattr(deciding, "start_run", refuse)
        record = only_record()
    assert (record.outcome, record.run_id, record.directive) == ("nothing", None, "")
    assert "no paper" in render.why(record)
    assert only_record().outcome == "acted"


@pytest.fixture
def paused_meanwhile(pressed, admin, monkeypatch):
    """Somebody pauses the client between a decision and its start, and lets it go on afterwards."""
    switched = []

    def point(name):
        if name == "autonomy.decided" and not switched:
            switched.append(name)
            switches.pause(pressed, by=admin)

    monkeypatch.setattr(deciding.faults, "point", point)
    return lambda: switches.resume(pressed, by=admin)


def test_a_run_that_is_refused_answers_nothing_and_the_next_look_decides_anew(paused_meanwhile):
    record = only_record()
    refused = Run.objects.get()
    assert (refused.state, record.outcome, record.directive) == ("refused", "nothing", "")
    assert record.run_id == refused.pk, "it can be looked at"
    assert obstacle(record) == "start"
    assert render.why(record).count(reasons.sentence(refused.reasons[0])) == 1
    assert Board.objects.of_kind("autonomy").get().state == "nothing"
    paused_meanwhile()
    clock.advance(timedelta(hours=1))
    assert only_record().outcome == "acted"


def test_a_run_that_fails_while_it_is_planned_answers_nothing(pressed, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr("automations.services.planning.draft", lambda *_args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            autonomy.tick()
    assert (Run.objects.get().state, DecisionRecord.objects.get().outcome) == ("failed", "nothing")
    assert only_record().outcome == "acted"


def test_a_run_that_is_refused_by_a_later_job_answers_nothing_either(pressed, admin, monkeypatch):
    class Killed(BaseException):
        pass

    def die(run_id):
        raise Killed

    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr("automations.services.starting.planning.plan_run", die)
        autonomy.tick()
    record = DecisionRecord.objects.acted().get()
    switches.pause(pressed, by=admin)
    clock.advance(timedelta(minutes=10))
    events.run_due()
    record.refresh_from_db()
    assert (Run.objects.get().state, record.outcome) == ("refused", "nothing")


def test_what_the_rules_refuse_is_found_out_without_starting_it(pressed, monkeypatch):
    refused = Decided([Verdict(Answer.REFUSE)], [{"code": "budget_reached"}])
    monkeypatch.setattr(policy, "decide", lambda *args, **options: refused)
    record = only_record()
    assert (obstacle(record), record.run_id) == ("dry_run", None)
    assert not Run.objects.exists()
    assert reasons.sentence(refused.reasons[0]) in render.why(record)


def test_what_cannot_be_started_now_is_started_by_the_job_left_for_it(pressed, monkeypatch):
    def later(*args, **kwargs):
        raise Temporary("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(deciding, "start_run", later)
        record = only_record()
    assert record.outcome == "acted"
    assert not Run.objects.exists()
    deciding.start(record.pk)
    deciding.start(record.pk)
    assert Run.objects.get().pk == record.run_id
    assert Job.objects.filter(key=f"decision:{record.pk}:start").count() == 1


def test_a_run_that_has_started_is_not_called_off_by_the_job_left_for_a_crash(pressed, monkeypatch):
    from sensors.needs import Connector

    record = only_record()
    install(monkeypatch, needs=(Connector("klaviyo"),))
    deciding.start(record.pk)
    record.refresh_from_db()
    assert record.outcome == "acted"


def test_the_decision_is_announced_with_ids_and_states_only(pressed):
    record = only_record()
    event = Event.objects.get(type="decision.acted")
    assert event.data == {"automation": SLUG, "cause": "pressure", "run_id": str(record.run_id)}
    assert Board.objects.of_client(pressed).of_kind("autonomy").get().state == "acted"


def test_every_condition_of_a_stored_tree_has_source_and_time(pressed):
    def leaves(node):
        return [node] if not node["children"] else [leaf for child in node["children"] for leaf in leaves(child)]

    for record in [only_record(), only_record()]:
        for leaf in leaves(record.tree):
            assert leaf["source"]
            assert leaf["at"]


def test_decisions_stay_with_their_client(client_a, client_b, noon, probe):
    with client_a.active():
        under_pressure(noon)
        autonomy.tick()
    with client_b.active():
        (record,) = autonomy.tick()
        assert record.outcome == "nothing"
        assert DecisionRecord.objects.count() == 1
        assert not Run.objects.exists()


def test_old_decisions_to_do_nothing_are_forgotten_acts_are_kept(pressed):
    autonomy.tick()
    autonomy.tick()
    clock.advance(timedelta(days=61))
    assert autonomy.forget() == 1
    assert DecisionRecord.objects.get().outcome == "acted"


@pytest.mark.django_db(transaction=True)
def test_two_looks_at_once_start_one_run(client_a, noon, probe):
    with client_a.active():
        under_pressure(noon)
    together = threading.Barrier(2, timeout=20)
    dry_run, outcomes, problems = deciding._dry_run, [], []

    def both_have_looked(*args):
        together.wait()
        return dry_run(*args)

    def look():
        try:
            with client_a.active():
                outcomes.extend(record.outcome for record in autonomy.tick())
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    deciding._dry_run = both_have_looked
    try:
        threads = [threading.Thread(target=look) for _each in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    finally:
        deciding._dry_run = dry_run
    assert problems == []
    assert sorted(outcomes) == ["acted", "nothing"]
    with client_a.active():
        assert Run.objects.filter(trigger="autonomy").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_hourly_job_looks_for_each_client(client_a, client_b, noon, probe):
    for client in (client_a, client_b):
        with client.active():
            events.enqueue("automations.tick", key=f"look:{client.slug}")
    events.run_due()
    looks = Job.objects.filter(handler="automations.tick")
    assert [(job.state, job.error_class, job.error_place) for job in looks] == [("done", "", "")] * 2
    for client in (client_a, client_b):
        with client.active():
            assert DecisionRecord.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_process_that_dies_after_deciding_leaves_one_run(client_a, noon, probe, monkeypatch):
    """Between the decision and its run the process is killed; the job left for it starts the run, once."""

    class Killed(BaseException):
        pass

    def die(name):
        if name == "autonomy.decided":
            raise Killed

    with client_a.active():
        under_pressure(noon)
        with monkeypatch.context() as patched:
            patched.setattr("automations.autonomy.deciding.faults.point", die)
            with pytest.raises(Killed):
                autonomy.tick()
        record = DecisionRecord.objects.acted().get()
        assert not Run.objects.exists()
        assert [one.outcome for one in autonomy.tick()] == ["nothing"], "the decision stands"
        clock.advance(deciding.SAFETY)
        events.run_due()
        events.run_due()
        assert Run.objects.get().pk == record.run_id
