"""A digest covers everything that makes up an effect, and nothing that does not."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automations import digests
from automations.models import Action, Run
from tests.conftest import NOON

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def run(**changes) -> Run:
    return Run(**{"automation": "letter", "version": "1", "params": {"a": 1}, **changes})


def action(**changes) -> Action:
    whole = {
        "kind": "send_email", "contact_id": 7, "payload": {"subject": "x", "n": [1, 2]}, "due_at": NOON,
        "guards": [{"name": "has_not_bought_since", "at": NOON.isoformat()}], "key": "letter:send_email:7", **changes,
    }  # fmt: skip
    return Action(**whole)


BASE = digests.of_action(action(), run(), 1)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "tag_contact"},
        {"contact_id": 8},
        {"payload": {"subject": "X", "n": [1, 2]}},
        {"payload": {"subject": "x", "n": [2, 1]}},
        {"due_at": NOON + timedelta(microseconds=1)},
        {"guards": []},
        {"key": "letter:send_email:8"},
    ],
)
def test_any_change_of_the_stored_action_shows(change):
    assert digests.of_action(action(**change), run(), 1) != BASE


@pytest.mark.parametrize("change", [{"automation": "other"}, {"version": "2"}, {"params": {"a": 2}}])
def test_so_does_a_change_of_what_planned_it(change):
    assert digests.of_action(action(), run(**change), 1) != BASE


def test_another_clients_action_is_another():
    assert digests.of_action(action(), run(), 2) != BASE


@pytest.mark.parametrize(
    "change",
    [
        {"id": uuid4()},
        {"state": "released"},
        {"position": 9},
        {"postponed_to": NOON},
        {"reason": "x"},
        {"value_cents": 5},
    ],
)
def test_what_only_says_how_far_it_got_is_not_covered(change):
    assert digests.of_action(action(**change), run(), 1) == BASE


def test_the_order_of_names_means_nothing():
    assert digests.of_action(action(payload={"n": [1, 2], "subject": "x"}), run(), 1) == BASE


@given(VALUES, VALUES)
def test_two_values_are_written_alike_only_if_they_are_alike(one, other):
    same = digests.canonical(one) == digests.canonical(other)
    assert same == (one == other and repr(_typed(one)) == repr(_typed(other)))


def test_a_number_that_is_none_is_refused():
    with pytest.raises(ValueError, match="JSON"):
        digests.canonical(float("nan"))


def test_many_actions_have_one_digest_whatever_their_order():
    one, other = action(digest="a" * 64), action(digest="b" * 64)
    assert digests.of_all([one, other]) == digests.of_all([other, one]) != digests.of_all([one])


def _typed(value):
    """The value with its names in order; True and 1 stay apart."""
    if isinstance(value, dict):
        return {name: _typed(value[name]) for name in sorted(value)}
    return [_typed(each) for each in value] if isinstance(value, list) else value
