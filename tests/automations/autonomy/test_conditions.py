"""When autonomy may act: each condition alone can stop it, and nothing old or missing ever starts it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from automations.autonomy.conditions import COOL_DOWN, Standing, conditions, has_cause, overview, unanswered
from automations.triggers import Answer
from sensors.sectors import Sector, Status
from tests.automations.autonomy.worlds import ANSWERS, METRIC, NOW, ON, gap, pressure, world


def decided(seen, standing=ON, answers=ANSWERS):
    return conditions("churn", answers, seen, standing)


def test_pressure_above_the_limit_is_enough():
    tree = decided(world(pressure(60.1)))
    assert tree.holds
    compared = tree.named("pressure_above_limit").compared
    assert (compared.left, compared.op, compared.right) == (60.1, ">", 60)


def test_the_limit_itself_is_not_above_the_limit():
    codes = [node.text_code for node in decided(world(pressure(60.0))).obstacles()]
    assert codes == ["pressure_above_limit", "no_goal"]


def test_a_goal_that_is_missed_is_enough_under_the_limit():
    tree = decided(world(pressure(52), goals=(gap(48, 55),)))
    assert tree.holds
    assert not tree.named("pressure").holds
    assert tree.named("goal").holds
    compared = tree.named("behind_goal").compared
    assert (compared.left, compared.op, compared.right, compared.unit) == (48, "<", 55, "%")


def test_a_goal_that_is_met_asks_for_nothing():
    assert not decided(world(pressure(52), goals=(gap(55, 55),))).holds


def test_a_goal_whose_date_is_over_asks_for_nothing():
    tree = decided(world(pressure(52), goals=(gap(48, 55, due_on=date(2026, 11, 1), overdue=True),)))
    assert not tree.holds
    assert not tree.named("goal_not_over").holds


def test_without_a_goal_the_tree_says_that_none_is_set():
    assert decided(world(pressure(52))).named("no_goal").params == {"metric": METRIC}


@pytest.mark.parametrize("status", [status for status in Status if status != Status.OK])
def test_only_a_reading_without_reserve_counts(status):
    tree = decided(world(pressure(99, status), goals=(gap(1, 99, status),)))
    assert not tree.holds
    counts = tree.named("reading_counts")
    assert counts.params == {"status": status.value, "reason": "Because."}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"client_active": False, "client_state": "suspended"}, "client_active"),
        ({"paused_here": True}, "not_paused"),
        ({"paused_everywhere": True, "paused_here": True}, "not_paused"),
    ],
)
def test_the_client_as_a_whole_can_stop_it(change, code):
    (obstacle,) = decided(world(pressure(90), **change)).obstacles()
    assert obstacle.text_code == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"enabled": False}, "switched_on"),
        ({"open_runs": 1}, "nothing_alike"),
        ({"lacks": ["Orders."]}, "ready"),
        ({"last_acted_at": NOW - COOL_DOWN + timedelta(seconds=1)}, "rested"),
        ({"last_acted_at": NOW + timedelta(days=1)}, "rested"),
    ],
)
def test_the_automation_can_stop_it(change, code):
    (obstacle,) = decided(world(pressure(90)), replace(ON, **change)).obstacles()
    assert obstacle.text_code == code


def test_after_the_cool_down_it_may_act_again():
    assert decided(world(pressure(90)), replace(ON, last_acted_at=NOW - COOL_DOWN)).holds


def test_what_is_on_from_the_start_says_so():
    assert decided(world(pressure(90)), Standing(True, by_default=True)).named("switched_on").params == {
        "by_default": True
    }


def test_a_pressure_elsewhere_is_no_cause():
    elsewhere = pressure(90, sector=Sector.COST)
    assert not decided(world(elsewhere, pressure(10))).holds
    assert not has_cause(ANSWERS, world(elsewhere, pressure(10)))


def test_an_old_pressure_above_the_limit_is_worth_explaining():
    assert has_cause(ANSWERS, world(pressure(90, Status.STALE)))
    assert has_cause(ANSWERS, world(pressure(None, Status.BLOCKED), goals=(gap(None, 55, Status.BLOCKED),)))
    assert not has_cause(ANSWERS, world(pressure(None, Status.BLOCKED)))


def test_a_cause_that_nothing_answers_is_named():
    cost = pressure(90, sector=Sector.COST)
    (tree,) = unanswered([ANSWERS], world(cost, pressure(90)))
    assert tree.named("pressure").params["sector"] == "cost"
    assert [node.text_code for node in tree.obstacles()] == ["answer_missing"]
    assert unanswered([(*ANSWERS, Answer(sector="cost"))], world(cost)) == []
    assert unanswered([ANSWERS], world(pressure(90, Status.STALE, sector=Sector.COST))) == []
    (goal,) = unanswered([(Answer(sector="retention"),)], world(goals=(gap(48, 55),)))
    assert goal.named("goal").holds


def test_the_overview_shows_every_sector_and_goal():
    tree = overview(world(pressure(10), pressure(20, sector=Sector.COST), goals=(gap(55, 50),)))
    assert [child.text_code for child in tree.children] == ["pressure", "pressure", "goal"]
    assert not tree.holds


def leaves(node):
    return [node] if not node.children else [leaf for child in node.children for leaf in leaves(child)]


LEVELS = st.none() | st.floats(0, 100)
STATUSES = st.sampled_from(list(Status))
PRESSURES = st.builds(pressure, LEVELS, STATUSES)
GAPS = st.builds(gap, LEVELS, st.floats(0, 100), STATUSES, overdue=st.booleans())
WORLDS = st.builds(
    lambda found, goal, active, here, everywhere: world(
        found,
        goals=(goal,) if goal else (),
        client_active=active,
        client_state="active" if active else "suspended",
        paused_here=here or everywhere,
        paused_everywhere=everywhere,
    ),
    PRESSURES,
    st.none() | GAPS,
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
STANDINGS = st.builds(
    Standing,
    enabled=st.booleans(),
    open_runs=st.integers(0, 3),
    last_acted_at=st.none() | st.integers(-10, 20).map(lambda days: NOW - timedelta(days=days)),
)


@settings(deadline=None)
@given(WORLDS, STANDINGS)
def test_nothing_old_blocked_paused_or_off_ever_acts(seen, standing):
    """Whatever the figures say: to act, one fresh OK reading must ask, and nothing may forbid."""
    if not decided(seen, standing).holds:
        return
    found = seen.sectors[Sector.RETENTION]
    by_pressure = found.status == Status.OK and found.level is not None and found.level > 60
    by_goal = any(
        one.now.status == Status.OK
        and one.now.value is not None
        and one.now.value < one.goal.target
        and not one.overdue
        for one in seen.goals
    )
    assert by_pressure or by_goal
    assert seen.client_active
    assert not seen.paused_here
    assert standing.enabled
    assert standing.open_runs == 0
    assert standing.last_acted_at is None or NOW - standing.last_acted_at >= COOL_DOWN


@settings(deadline=None)
@given(WORLDS, STANDINGS)
def test_every_condition_says_its_source_and_its_time(seen, standing):
    for leaf in leaves(decided(seen, standing)):
        assert leaf.source
        assert leaf.at is not None
