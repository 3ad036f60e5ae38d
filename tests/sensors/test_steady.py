"""One odd reading starts nothing, and what hovers at the limit does not flap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sensors.steady import CALM, LIMIT, presses


@pytest.mark.parametrize(
    ("levels", "holds"),
    [
        ([], False),
        ([71], True),
        ([60], False),
        ([40, 71], False),
        ([40, 71, 40], False),
        ([40, 71, 62], True),
        ([71, 58], True),
        ([71, 54.9], False),
        ([71, 54, 61], False),
        ([71, 54, 61, 61], True),
        ([70, 58, 62, 57, 61], True),
    ],
)
def test_two_in_a_row_begin_it_and_only_a_clear_fall_ends_it(levels, holds):
    assert presses(levels) is holds


@given(st.lists(st.floats(0, 100), min_size=1, max_size=30))
def test_it_never_holds_under_the_calm_level_nor_misses_two_high_ones(levels):
    if levels[-1] < CALM:
        assert not presses(levels)
    if len(levels) > 1 and levels[-1] > LIMIT and levels[-2] > LIMIT:
        assert presses(levels)


@given(st.lists(st.floats(CALM, LIMIT), min_size=2, max_size=30))
def test_between_both_levels_nothing_ever_changes(levels):
    assert not presses(levels)
    assert presses([LIMIT + 1, *levels])
