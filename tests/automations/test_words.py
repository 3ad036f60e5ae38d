"""What the effect of a run is called, and what pages show of it."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from automations.outcome_words import MARKS, sentence, state_mark
from automations.outcomes import Group, Outcome

UNTIL = datetime(2026, 12, 18, tzinfo=UTC)
NUMBERS = {"delivered": 30.0, "skipped": 0.0, "unknown": 0.0, "difference": 12.34, "low": -1.0, "high": 25.0}


def told(state: str, code: str = "") -> str:
    return sentence(Outcome(state, Group(30, 6), Group(10, 1), NUMBERS, UNTIL, "imported-orders", UNTIL, code))


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("too_early", ["Too early", "December 18, 2026", "6 of 30", "1 of 10"]),
        ("too_small", ["Too few people", "6 of 30"]),
        ("helped", ["It helped", "+12.3", "-1.0", "+25.0"]),
        ("hurt", ["It did harm"]),
        ("no_change", ["No difference shown", "95 %"]),
        ("unknown", ["Not known", "nobody was reached"]),
    ],
)
def test_each_state_says_what_it_rests_on(state, words):
    assert all(word in told(state) for word in words), told(state)


def test_unknown_for_want_of_orders_says_what_to_do():
    assert "Import them" in told("unknown", "orders_stale")


def test_a_day_is_written_in_the_readers_language():
    with translation.override("fr"):
        assert "18 décembre 2026" in told("too_early")


def test_not_knowing_looks_neither_good_nor_bad():
    assert {state_mark(state) for state in MARKS if state.startswith(("too", "unknown"))} == {"waiting", "missing"}
    assert state_mark("helped") == "ok"
    assert state_mark("hurt") == "error"


def test_nobody_has_a_share_of_nothing():
    assert Group(0, 0).share == 0.0
