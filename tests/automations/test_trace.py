"""Why it happened and what came of it: each step with its source and its time."""

import pytest

import reviews
from automations.autonomy.tree import Compared, Node, all_of, to_json
from automations.services import start_run
from automations.trace import trace
from tests.automations.conftest import review_of, run_due, run_letter
from tests.conftest import NOON

pytestmark = pytest.mark.django_db


TREE = to_json(
    all_of(
        "act",
        [
            Node("switched_on", "met", source="settings", at=NOON),
            all_of("pressure", [Node("pressure_above_limit", "met", compared=Compared(71, ">", 60))], sector="cost"),
            all_of(
                "goal",
                [Node("behind_goal", "met", compared=Compared(48, "<", 50, "%"))],
                metric="repeat_buyers_90d",
                target=50,
                unit="%",
            ),
            Node("dry_run", "met", compared=Compared(3, ">", 0, "actions"), source="dry_run", at=NOON),
        ],
        automation="letter",
    )
)


def phases(run) -> list[tuple[str, str]]:
    return [(step.phase, step.kind) for step in trace(run)]


def test_a_run_by_hand_is_told_from_its_start_to_its_effect(shop, contact_of, manager):
    contact_of(spent_cents=5_000_00)
    run = run_letter()
    assert phases(run) == [
        ("decided", "start"), ("decided", "plan"), ("asked", "review"), ("asked", "decision"),
        ("acted", "effect"), ("learned", "outcome"),
    ]  # fmt: skip
    waiting = trace(run)[3]
    assert waiting.state == "waiting"
    review = review_of(run)
    reviews.approve(review, by=manager, digest=review.digest)
    run_due()
    run.refresh_from_db()
    steps = {step.kind: step for step in trace(run)}
    assert steps["decision"].text == "Manager Maison: 1 of 1 approved."
    assert review.digest[:16] in steps["decision"].source
    assert steps["effect"].text == "done: 1"
    assert steps["effect"].at is not None
    assert steps["outcome"].text.startswith("Too early to tell.")
    assert "imported orders" in steps["outcome"].source
    assert "UTC" not in steps["outcome"].source


def test_every_step_says_where_it_is_known_from(shop, contact_of):
    contact_of()
    contact_of(email="")
    run = run_letter(tag="X")
    for step in trace(run):
        assert step.source or step.kind == "outcome", step
    plan = next(step for step in trace(run) if step.kind == "plan")
    assert "No e-mail address. (1)" in plan.text


def test_the_whole_family_of_a_trace_is_told(shop, contact_of):
    contact_of()
    parent = run_letter(steps=0, tag="X")
    child = start_run("letter", {"occasion": "later"}, trigger="event", parent=parent)
    assert phases(parent) == phases(child)
    assert [step.kind for step in trace(child)].count("plan") == 2


def test_a_refused_plan_says_why(shop, contact_of, owner):
    from tenants import switches

    contact_of()
    switches.pause(shop, by=owner)
    run = run_letter()
    plan = next(step for step in trace(run) if step.kind == "plan")
    assert plan.state == "error"
    assert "paused" in plan.text


def test_autonomys_reading_goal_and_tree_are_part_of_it(shop, contact_of):
    from uuid import uuid4

    from automations.models import DecisionRecord
    from sensors.models import Goal, Reading
    from tenants import clock

    contact_of()
    trace_id, now = uuid4(), clock.now()
    reading = Reading.objects.create(
        sensor="retention-sensor", sector="retention", status="ok", pressure=71, at=now, latency_ms=4,
        source_slug="imported-orders", source_label="imported orders", trace_id=trace_id,
    )  # fmt: skip
    goal = Goal.objects.create(
        metric="repeat_buyers_90d", target=50, direction="up", sector="retention", created_at=now
    )
    run = start_run("letter", {}, trigger="autonomy", trace_id=trace_id)
    DecisionRecord.objects.create(
        trace_id=trace_id, at=now, outcome="acted", automation="letter", cause="both", tree=TREE,
        directive="Write to them.", run_id=run.pk, goal_id=goal.pk, reading_id=reading.pk,
    )  # fmt: skip
    steps = {step.kind: step for step in trace(run)}
    assert "71" in steps["reading"].text
    assert steps["reading"].source == "imported orders · 4 ms"
    assert "50" in steps["goal"].text
    assert steps["decision"].tree == TREE
    assert steps["pressure"].text == "71 > 60 (asks)"
    assert steps["gap"].text == "48 % < 50 % (asks)"
    assert steps["policy"].text == "Switched on."
    assert steps["dry_run"].text == "3 > 0 actions"
    assert steps["directive"].text == "Write to them."


def test_what_a_plan_rests_on_is_told_in_the_readers_words(shop):
    from django.utils import translation

    from automations import fact_words

    facts = {"model": "blend", "calibrated": True, "source": "demo-orders", "source_at": "2026-11-18T11:00:00+00:00"}
    assert fact_words.basis(facts) == (
        "blend of two forecasts · calibrated on own past · demo data up to 18 Nov 2026, 12:00"
    )
    with translation.override("fr"):
        assert fact_words.basis(facts).startswith("mélange de deux prévisions · calibré")
    assert fact_words.basis({"model": "new", "calibrated": False, "source": "woocommerce"}) == "new · woocommerce"
    assert fact_words.basis({}) == ""


def test_nobody_waited_for_is_called_done_before_a_person_has_decided(shop, contact_of, manager):
    contact_of(spent_cents=5_000_00)
    run = run_letter()
    asked = {step.kind: step for step in trace(run) if step.phase == "asked"}
    assert (asked["review"].title, asked["review"].state) == ("A person has to decide", "waiting")
    assert asked["decision"].text == "Nobody has decided yet; nothing of it has happened."
    assert next(step for step in trace(run) if step.kind == "outcome").text == "Nobody has been written to yet."
    review = review_of(run)
    reviews.reject(review, by=manager, digest=review.digest)
    asked = {step.kind: step for step in trace(run) if step.phase == "asked"}
    assert (asked["review"].title, asked["decision"].state) == ("A person had to decide", "rejected")
