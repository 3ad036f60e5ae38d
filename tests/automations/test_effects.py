"""After the effects: the same sensor is read again under one id, and the outcome is written to the run."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

import reviews
from automations import outcomes
from automations.autonomy import recording
from automations.autonomy.tree import Node, to_json
from automations.models import DecisionRecord, Run
from automations.outcomes import Group, Outcome
from automations.services import effects, start_run
from automations.tallies import OrdersSeen, tallies
from automations.trace import trace
from crm.models import Contact
from sensors.models import Goal, Reading
from sensors.services import read
from tenants import clock
from tests.automations.conftest import order_of, orders_imported, review_of, run_due, run_letter

BEFORE = {
    "sensor": "retention-sensor", "sector": "retention", "status": "ok", "pressure": 71, "latency_ms": 4,
    "source_slug": "imported-orders", "source_label": "imported orders",
}  # fmt: skip


@pytest.fixture
def decided(shop, contact_of):
    """A letter that autonomy started because of a reading; it is let go at once."""
    contact_of()
    order_of(contact_of("Regular", email_consent="unknown"), clock.now() - timedelta(days=1))
    reading = Reading.objects.create(**BEFORE, at=clock.now(), trace_id=uuid4())
    run = start_run("letter", {"steps": 2}, trigger="autonomy", trace_id=reading.trace_id)
    DecisionRecord.objects.create(
        trace_id=run.trace_id, at=clock.now(), outcome="acted", automation="letter", cause="pressure",
        tree=to_json(Node("act", "met")), run_id=run.pk, reading_id=reading.pk,
    )  # fmt: skip
    return run


def test_what_made_it_start_is_read_again_when_it_is_done(decided, noon):
    run_due()
    assert Reading.objects.count() == 1, "the second message has not left yet"
    clock.advance(timedelta(days=3, minutes=1))
    orders_imported()
    run_due()
    after = Reading.objects.of("retention-sensor").last()
    assert after is not None
    assert (after.trace_id, Reading.objects.count()) == (decided.trace_id, 2)
    step = next(step for step in trace(decided) if step.phase == "learned" and step.kind == "reading")
    assert "it was 71" in step.text
    assert "proves no effect" in step.text


def test_a_day_after_an_approval_it_is_looked_at_although_the_series_goes_on(shop, contact_of, manager):
    contact_of(spent_cents=5_000_00)
    reading = Reading.objects.create(**BEFORE, at=clock.now(), trace_id=uuid4())
    run = run_letter(steps=2)
    Run.objects.filter(pk=run.pk).update(trace_id=reading.trace_id)
    DecisionRecord.objects.create(
        trace_id=reading.trace_id, at=clock.now(), outcome="acted", automation="letter", cause="pressure",
        tree=to_json(Node("act", "met")), run_id=run.pk, reading_id=reading.pk,
    )  # fmt: skip
    review = review_of(run)
    assert reviews.approve(review, by=manager, digest=review.digest)
    run_due()
    clock.advance(timedelta(days=1, minutes=1))
    run_due()
    assert Reading.objects.filter(trace_id=reading.trace_id).count() == 2


def test_a_run_without_effect_reads_nothing_again(decided):
    decided.actions.update(state="skipped")
    assert effects.look_again(decided.pk) == []


def test_a_goal_is_read_by_its_own_sensor_and_each_sensor_once(shop):
    reading = Reading.objects.create(**BEFORE, at=clock.now(), trace_id=uuid4())
    goal = Goal.objects.create(
        metric="repeat_buyers_90d", target=55, direction="up", sector="retention", created_at=clock.now()
    )
    record = DecisionRecord(reading_id=reading.pk, goal_id=goal.pk)
    assert effects.causes(record) == ["retention-sensor"]
    assert effects.causes(DecisionRecord(reading_id=None, goal_id=goal.pk)) == ["retention-sensor"]
    assert effects.causes(DecisionRecord()) == []


def test_a_reading_taken_after_an_effect_starts_a_trace_of_its_own(decided):
    later = read("retention-sensor", decided.trace_id)
    tree = Node("pressure", "met", {"reading": later.pk})
    assert recording.draft(tree, "letter", clock.now()).trace_id != decided.trace_id
    fresh = read("retention-sensor")
    tree = Node("pressure", "met", {"reading": fresh.pk})
    assert recording.draft(tree, "letter", clock.now()).trace_id == fresh.trace_id


def test_the_outcome_is_written_and_judged_again_when_its_time_is_over(shop, contact_of, noon):
    for number in range(12):
        contact_of(f"Written {number}", spent_cents=1_00)
        contact_of(f"Left {number}", spent_cents=1_00, held_out=True)
    run = run_letter()
    run_due()
    run.refresh_from_db()
    assert run.effect["state"] == "too_early"
    for action in run.actions.filter(state="done"):
        order_of(Contact.objects.get(pk=action.contact_id), noon + timedelta(days=2))
    clock.advance(timedelta(days=31))
    orders_imported()
    run_due()
    run.refresh_from_db()
    assert run.effect["state"] == "helped"
    assert run.effect["treated"] == {"people": 12, "bought": 12, "gone": 0}
    assert run.effect["judged_at"] == clock.now().isoformat()


def test_a_verdict_stays_what_it_was(shop, contact_of):
    contact_of()
    run = run_letter()
    now = clock.now()
    kept = Outcome("helped", Group(20, 9), Group(10, 1), {"difference": 35.0}, now, "imported-orders", now)
    Run.objects.filter(pk=run.pk).update(effect=kept.stored())
    run.refresh_from_db()
    assert outcomes.outcome(run) == kept
    assert tallies([run], OrdersSeen())[run.pk].outcome == kept
    Run.objects.filter(pk=run.pk).update(effect=replace(kept, state="too_early").stored())
    run.refresh_from_db()
    assert outcomes.outcome(run).treated.people == 1


def test_with_old_orders_it_is_asked_again_every_day_and_not_for_ever(shop, contact_of):
    contact_of()
    run = run_letter()
    run_due()
    for _day in range(3):
        clock.advance(timedelta(days=31))
        run_due()
    run.refresh_from_db()
    assert (run.effect["state"], run.effect["code"]) == ("unknown", "orders_stale")
    assert effects.judge(run.pk) is not None
    assert effects._due_again(outcomes.outcome(run)) is None


def test_a_run_that_reaches_nobody_has_no_outcome(shop, contact_of):
    contact_of()
    run = run_letter(steps=0, tag="SEEN")
    run_due()
    run.refresh_from_db()
    assert run.state == "done"
    assert effects.judge(uuid4()) is None


def test_another_clients_run_is_not_judged(client_a, client_b, noon, mailbox, contact_of):
    with client_a.active():
        orders_imported()
        contact_of()
        run = run_letter()
    with client_b.active():
        assert effects.look_again(run.pk) == []
        assert effects.judge(run.pk) is None
