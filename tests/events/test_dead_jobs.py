"""A dead job can be looked at, corrected, rehearsed and let run again, once, by who may."""

import json
from io import StringIO
from threading import Barrier

import pytest
from django.core.management import CommandError, call_command
from django.db.utils import InternalError

import events
from events import services
from events.models import Event, Job
from tenants.errors import Refused
from tenants.models import LedgerEntry

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def dead(client_a):
    """A job of A that was refused, because its argument is 0."""

    @events.handler("divide", atomic=True)
    def divide(work):
        events.publish("divided", ("number", work.args["by"]), {"result": 10 // work.args["by"]}, key=work.key)

    with client_a.active():
        events.enqueue("divide", {"by": 0}, key="divide")
    Job.objects.filter(key="divide").update(state="dead", attempts=5, error_class="ZeroDivisionError")
    return Job.objects.select_related("client").get(key="divide")


def told(*args):
    out = StringIO()
    call_command("jobs", *map(str, args), stdout=out)
    return out.getvalue()


def test_corrected_and_replayed_it_finishes(dead, manager, client_a):
    assert services.edit(dead, {"by": 5}, manager)
    assert services.replay(dead, manager)
    assert events.run_due(client=client_a) == 1
    assert Event.objects.get(type="divided").data == {"result": 2}
    dead.refresh_from_db()
    assert (dead.state, dead.attempts, dead.replays, dead.error_class) == ("done", 1, 1, "")
    written = LedgerEntry.objects.filter(client=client_a, by_user_id=manager.pk).order_by("id")
    assert [(entry.what, len(entry.digest)) for entry in written] == [("job.edited", 64), ("job.replayed", 0)]


def test_a_replay_starts_with_fresh_attempts(dead, manager, client_a):
    services.replay(dead, manager)
    events.run_due(client=client_a)
    dead.refresh_from_db()
    assert (dead.state, dead.attempts) == ("pending", 1)


def test_only_a_dead_job_can_be_edited_or_replayed(dead, manager):
    assert services.replay(dead, manager)
    assert not services.replay(dead, manager)
    assert not services.edit(dead, {"by": 1}, manager)
    assert LedgerEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_replay_at_once_and_it_runs_once(dead, manager, owner, together):
    start = Barrier(8, timeout=10)

    def replay(person):
        def run():
            start.wait()
            return services.replay(dead, person)

        return run

    assert sum(together(*[replay(manager), replay(owner)] * 4)) == 1
    assert LedgerEntry.objects.filter(what="job.replayed").count() == 1
    LedgerEntry.objects.all().delete()


@pytest.mark.parametrize("who", ["viewer", "outsider", "manager_b", "staff_viewer"])
def test_nobody_without_the_right_touches_it(dead, who, request):
    person = request.getfixturevalue(who)
    for act in (services.replay, services.dry_run, lambda job, by: services.edit(job, {"by": 1}, by)):
        with pytest.raises(Refused):
            act(dead, person)
    dead.refresh_from_db()
    assert (dead.state, dead.args, LedgerEntry.objects.count()) == ("dead", {"by": 0}, 0)


def test_the_platforms_jobs_are_for_staff(dead, owner, approver):
    Job.objects.filter(pk=dead.pk).update(client=None)
    job = Job.objects.get(pk=dead.pk)
    with pytest.raises(Refused):
        services.replay(job, owner)
    assert services.replay(job, approver)


@pytest.mark.parametrize("args", [{"to": "lucie@example.com"}, {"note": "call her"}, {"many": [1]}, {"a b": 1}])
def test_edited_arguments_hold_no_text(dead, manager, args):
    with pytest.raises(Refused, match="no text"):
        services.edit(dead, args, manager)


@pytest.mark.parametrize(
    "text", ["{", "[1]", "1", '"x"', "[" * 5000, '{"a": 1' + "0" * 9000 + "}", "x" * 10_001, "null"]
)
def test_what_is_no_json_object_is_refused_with_a_sentence(text):
    with pytest.raises(Refused):
        services.read_args(text)


@pytest.mark.parametrize("text", ['{"n": NaN}', '{"n": Infinity}', '{"s": "a\\u0000b"}', '{"s": "\\ud800"}'])
def test_odd_values_are_refused(dead, manager, text):
    with pytest.raises(Refused):
        services.edit(dead, services.read_args(text), manager)


def test_a_dry_run_says_what_would_fail_and_where(dead, manager):
    rehearsal = services.dry_run(dead, manager)
    assert (rehearsal.outcome, rehearsal.error_class) == ("fails", "ZeroDivisionError")
    assert rehearsal.error_place.startswith("tests/events/test_dead_jobs.py:")


def test_a_dry_run_says_what_would_be_added_and_leaves_nothing(dead, manager, seen):
    events.subscribe("divided")(seen.append)
    services.edit(dead, {"by": 5}, manager)
    dead.refresh_from_db()
    rehearsal = services.dry_run(dead, manager)
    assert (rehearsal.outcome, rehearsal.events, len(rehearsal.jobs)) == ("finishes", ("divided",), 1)
    dead.refresh_from_db()
    assert (dead.state, Event.objects.count(), Job.objects.count()) == ("dead", 0, 1)


def test_a_dry_run_reaches_nobody(dead, manager, client_a):
    import socket

    @events.handler("call", atomic=True)
    def call(work):
        socket.create_connection(("127.0.0.1", 9))

    Job.objects.filter(pk=dead.pk).update(handler="call")
    assert services.dry_run(Job.objects.get(pk=dead.pk), manager).error_code == "network_in_dry_run"
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", 9))


def test_work_that_reaches_outside_explains_itself_instead(dead, manager, seen):
    events.handler("send", explain=lambda work: f"Would mail {work.client.name}.")(seen.append)
    Job.objects.filter(pk=dead.pk).update(handler="send")
    rehearsal = services.dry_run(Job.objects.get(pk=dead.pk), manager)
    assert (rehearsal.outcome, rehearsal.sentence, seen) == ("explained", "Would mail Maison Tazri.", [])


def test_an_explanation_may_not_write(dead, manager):
    def explain(work):
        events.publish("explained", ("job", work.job_id), key="x")

    events.handler("send", explain=explain)(print)
    Job.objects.filter(pk=dead.pk).update(handler="send")
    rehearsal = services.dry_run(Job.objects.get(pk=dead.pk), manager)
    assert (rehearsal.outcome, rehearsal.error_class) == ("fails", InternalError.__name__)


@pytest.mark.parametrize("name", ["silent", "gone"])
def test_work_that_cannot_be_rehearsed_says_so(dead, manager, seen, name):
    events.handler("silent")(seen.append)
    Job.objects.filter(pk=dead.pk).update(handler=name)
    assert services.dry_run(Job.objects.get(pk=dead.pk), manager).outcome == "unknown"
    assert seen == []


def test_the_terminal_lists_shows_corrects_rehearses_and_replays(dead, manager, client_b):
    assert f"{dead.pk} maison divide dead 5 ZeroDivisionError" in told("list")
    assert told("list", "--state", "done") == ""
    assert told("list", "--client", "velmora") == ""
    assert "args: {'by': 0}" in told("show", dead.pk)
    assert "ZeroDivisionError" in told("dry-run", dead.pk, "--as", manager.email)
    told("edit", dead.pk, json.dumps({"by": 2}), "--as", manager.email)
    assert "It would add: divided" in told("dry-run", dead.pk, "--as", manager.email)
    told("replay", dead.pk, "--as", manager.email)
    with pytest.raises(CommandError, match="not dead"):
        told("replay", dead.pk, "--as", manager.email)


def test_the_terminal_asks_in_whose_name_and_checks_the_right(dead, outsider):
    with pytest.raises(CommandError, match="--as"):
        told("replay", dead.pk)
    with pytest.raises(CommandError, match="role"):
        told("replay", dead.pk, "--as", outsider.email)
    with pytest.raises(CommandError, match="Nobody"):
        told("replay", dead.pk, "--as", "noone@nowhere.example")
    with pytest.raises(CommandError, match="no job"):
        told("show", dead.pk + 1)


def test_a_job_of_an_event_shows_the_event(in_a, seen):
    events.subscribe("order.paid")(seen.append)
    events.publish("order.paid", ("order", 7), {"total_cents": 5}, key="o")
    assert 'event: order.paid order 7 {"total_cents": 5}' in told("show", Job.objects.get().pk)
