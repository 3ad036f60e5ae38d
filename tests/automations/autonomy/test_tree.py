"""A tree holds when its parts do, says the first thing in the way, and survives storing."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from automations.autonomy.tree import Compared, Node, all_of, any_of, from_json, to_json

AT = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)
STATES = st.sampled_from(["met", "unmet", "stale", "missing"])
LEAVES = st.builds(
    Node,
    st.sampled_from(["pressure_above_limit", "behind_goal"]),
    STATES,
    st.dictionaries(st.sampled_from(["a", "b"]), st.integers() | st.text(max_size=3) | st.none()),
    st.none() | st.builds(Compared, st.floats(0, 100), st.sampled_from([">", "<"]), st.floats(0, 100), st.just("%")),
    source=st.text(max_size=5),
    at=st.none() | st.just(AT),
)
TREES = st.recursive(
    LEAVES,
    lambda children: st.builds(
        lambda rule, parts: rule("cause", parts),
        st.sampled_from([all_of, any_of]),
        st.lists(children, min_size=1, max_size=3),
    ),
    max_leaves=8,
)


def leaf(state: str, code: str = "ready") -> Node:
    return Node(code, state)


@pytest.mark.parametrize(
    ("rule", "states", "state"),
    [
        (all_of, ["met", "met"], "met"),
        (all_of, ["met", "stale", "unmet"], "stale"),
        (any_of, ["unmet", "met"], "met"),
        (any_of, ["unmet", "stale"], "stale"),
        (any_of, ["missing", "unmet"], "unmet"),
        (any_of, ["missing", "missing"], "missing"),
        (any_of, [], "unmet"),
    ],
)
def test_a_branch_is_judged_by_its_parts(rule, states, state):
    assert rule("cause", [leaf(one) for one in states]).state == state


def test_one_more_part_is_judged_too():
    tree = all_of("act", [leaf("met")])
    assert tree.holds
    assert not tree.joined(leaf("unmet")).holds


def test_the_obstacle_is_the_deepest_first_part_that_does_not_hold():
    deep = leaf("stale", "reading_counts")
    tree = all_of(
        "act", [leaf("met"), all_of("pressure", [deep, leaf("unmet", "pressure_above_limit")]), leaf("unmet")]
    )
    assert tree.obstacles() == [deep]
    assert all_of("act", [leaf("met")]).obstacles() == []


def test_alternatives_that_all_fail_are_all_named():
    parts = [leaf("unmet", "pressure_above_limit"), leaf("missing", "no_goal")]
    assert all_of("act", [leaf("met"), any_of("cause", parts), leaf("unmet")]).obstacles() == parts


@settings(deadline=None)
@given(TREES)
def test_a_stored_tree_is_read_back_as_it_was(tree):
    assert from_json(json.loads(json.dumps(to_json(tree)))) == tree


@settings(deadline=None)
@given(TREES)
def test_a_tree_holds_or_has_an_obstacle(tree):
    assert tree.holds == (tree.obstacles() == [])
