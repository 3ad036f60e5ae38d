"""What lists and records say in words, for whatever a run may have become."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone, translation

from automations.models import Action, Run
from automations.outcomes import Group, Outcome
from automations.services import switch
from automations.tallies import Tally
from surfaces.web.client import coming, run_facts, sensor_facts, trace_facts
from tenants import clock

NOT_MEASURED = Outcome("unknown", Group(0, 0), Group(0, 0), code="not_measured")


def run_in(state: str, **fields) -> Run:
    return Run(automation="letter", state=state, trigger="manual", **fields)


@pytest.mark.parametrize(
    ("state", "counts", "look"),
    [
        ("done", {"done": 3}, "done"),
        ("done", {"done": 3, "failed": 1}, "error"),
        ("running", {"released": 2}, "running"),
        ("done", {"done": 3, "unknown": 1, "failed": 1}, "warning"),
        ("refused", {}, "refused"),
        ("cancelled", {"cancelled": 2}, "cancelled"),
    ],
)
def test_a_runs_look_puts_what_needs_a_person_first(letter, state, counts, look):
    assert run_facts.run_row(run_in(state), Tally(NOT_MEASURED, counts)).look == look


def test_a_stopped_run_says_why_and_claims_no_effect(letter):
    found = Outcome("too_early", Group(5, 0), Group(1, 0))
    row = run_facts.run_row(run_in("refused", reasons=[{"code": "paused"}], note="By the agency."), Tally(found))
    assert row.did == "Everything is paused; it goes on when the pause ends. By the agency."
    assert row.effect == ""


def test_a_run_that_found_nobody_says_so(letter):
    run = run_in("done", reasons=[{"code": "nothing_to_do"}])
    assert run_facts.did(run, Tally(NOT_MEASURED)) == "Nobody qualified, so nothing is done."
    assert run_facts.did(run_in("planning"), Tally(NOT_MEASURED)) == "Nothing has happened yet."


def test_a_run_whose_automation_left_the_catalogue_keeps_its_record(client_a, noon):
    run = run_in("done")
    run.automation = "long-gone"
    assert run_facts.run_row(run, Tally(NOT_MEASURED, {"done": 1})).title == "long-gone"


def test_an_action_of_a_kind_that_left_the_code_is_still_listed(client_a, noon):
    with client_a.active():
        run = Run.objects.create(automation="x", version="1", trigger="manual", state="done", created_at=clock.now())
        Action.objects.create(
            run=run,
            position=0,
            kind="send_pigeon",
            key="p",
            payload={"a": 1},
            state="done",
            due_at=clock.now(),
            risk="",
        )
        row = trace_facts.actions(run, "1").object_list[0]
    assert (row.title, row.kind, row.reason) == ("send_pigeon", "send_pigeon", "")


def test_facts_are_told_as_people_write_them(client_a):
    stored = {"model": "blend", "calibrated": True, "scored": 1240, "source_at": None, "odd_name": 0.5}
    with timezone.override(client_a.zone):
        told = {each.name: each.value for each in trace_facts.plan_facts(stored)}
    assert told == {
        "Model": "blend of two forecasts",
        "Calibrated on own past": "yes",
        "Customers scored": "1,240",
        "Newest order": "not known",
        "odd name": "0.5",
    }


@pytest.mark.parametrize(("micros", "cents"), [(0, 0), (1, 1), (10_000, 1), (10_001, 2)])
def test_a_small_cost_is_never_nothing(micros, cents):
    assert trace_facts.cents(micros) == cents


def test_what_a_person_must_settle_comes_before_what_is_due(client_a, noon, letter):
    with client_a.active():
        run = Run.objects.create(
            automation="letter", version="1", trigger="manual", state="running", created_at=noon, planned_at=noon
        )
        for number, (state, hours) in enumerate([("released", 30), ("released", 2), ("unknown", -5), ("done", -5)]):
            Action.objects.create(
                run=run, position=number, kind="send_email", key=str(uuid4()), state=state, risk="",
                due_at=noon + timedelta(hours=hours),
            )  # fmt: skip
        switch("letter", True, None, cron="0 15 * * *")
        found = coming.coming(client_a, clock.now())
    assert [(each.what, each.count) for each in found] == [("unknown", 1), ("released", 2), ("schedule", 0)]
    assert found[1].at == noon + timedelta(hours=2)
    assert found[2].at == noon + timedelta(hours=3)  # 15:00 in Casablanca


def test_a_switched_off_schedule_is_not_ahead(client_a, noon, letter):
    with client_a.active():
        switch("letter", True, None, cron="0 15 * * *")
        switch("letter", False, None)
        assert coming.coming(client_a, clock.now()) == []


def test_blocked_sectors_name_credentials_and_the_old_ones_their_age(measured):
    with measured.active():
        views = {str(each.sensor.slug): each for each in sensor_facts.sensor_views(clock.now())}
        assert views["retention-sensor"].known
        assert views["klaviyo-sensor"].missing == ["KLAVIYO_ACCESS_TOKEN", "KLAVIYO_API_KEY"]
        assert not views["klaviyo-sensor"].known
        clock.advance(timedelta(days=2))
        assert not sensor_facts.sensor_view("retention-sensor", clock.now()).known


def test_messages_are_told_by_people_and_the_rest_by_what_was_done(letter):
    tally = Tally(
        NOT_MEASURED,
        {"done": 327},
        people={"done": 1, "ahead": 1240, "held_out": 2},
        things={"done": 326, "failed": 1},
        done={"tag_contact": 322, "notify_staff": 1},
    )
    assert run_facts.did(run_in("running"), tally) == (
        "1 person written to, messages to come for 1,240 people, 2 people left out to compare with, "
        "322 customers tagged, 1 notice to staff, 3 actions done, 1 action failed"
    )
    with translation.override("fr"):
        assert "322 clients étiquetés" in run_facts.did(run_in("running"), tally)


def test_states_of_actions_are_offered_only_where_they_differ():
    assert trace_facts.choices(Tally(NOT_MEASURED, {"done": 3}), "") == []
    offered = trace_facts.choices(Tally(NOT_MEASURED, {"done": 3, "failed": 1, "skipped": 0}), "failed")
    assert [(each.state, each.number, each.current) for each in offered] == [
        ("", 4, False), ("done", 3, False), ("failed", 1, True),
    ]  # fmt: skip


def test_an_action_that_reaches_nobody_by_name_is_listed_by_what_it_is(client_a, noon):
    with client_a.active():
        run = Run.objects.create(automation="x", version="1", trigger="manual", state="done", created_at=clock.now())
        payload = {"headline": "Please call them.", "lines": ["Three of them."], "level": "notice", "counts": {}}
        Action.objects.create(
            run=run, position=0, kind="notify_staff", key="n", payload=payload, state="done", due_at=noon, risk="",
        )  # fmt: skip
        row = trace_facts.actions(run, "1").object_list[0]
    assert (row.title, row.kind, row.detail) == ("Notice to staff", "", "Please call them. Three of them.")
