"""One odd reading starts nothing, and what hovers at the limit does not flap."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sensors.steady import CALM, LIMIT, RECENT, Seen, lasts, presses

EVERY = timedelta(hours=6)
START = datetime(2026, 11, 1, tzinfo=UTC)


def seen(*levels, every=EVERY):
    """These levels, each read in its turn."""
    return [Seen(START + number * every, level) for number, level in enumerate(levels)]


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
    assert presses(seen(*levels), EVERY) is holds


def test_the_oldest_that_is_looked_at_does_not_count_alone_where_others_came_before():
    told = seen(40, 95, *[57] * (RECENT - 1), 61)
    assert not presses(told, EVERY)
    assert not presses(told[-RECENT - 1 :], EVERY, whole=False), "what was odd then is not the first one now"
    assert presses(seen(95, 95), EVERY, whole=False)


@pytest.mark.parametrize(
    ("minutes", "holds"), [([0, 1], False), ([0, 1, 2, 3, 4], False), ([0, 269], False), ([0, 270], True)]
)
def test_looking_again_soon_confirms_nothing(minutes, holds):
    odd = [Seen(START + EVERY + timedelta(minutes=each), 95) for each in minutes]
    assert presses([*seen(50), *odd], EVERY) is holds


def test_a_clock_set_back_confirms_nothing():
    assert not presses([Seen(START, 50), Seen(START + EVERY, 95), Seen(START - EVERY, 95)], EVERY)


@pytest.mark.parametrize(
    ("newest_first", "so"),
    [
        ([], False),
        ([(9, True)], False),
        ([(9, True), (8, True)], False),
        ([(9, True), (8, True), (4, True)], True),
        ([(9, True), (8, False), (4, True)], False),
        ([(9, False), (3, True)], False),
        ([(9, True), (3, True), (2, False)], True),
    ],
)
def test_what_is_so_for_about_a_cadence_lasts(newest_first, so):
    assert lasts([(START + timedelta(hours=hour), one) for hour, one in newest_first], EVERY) is so


@given(st.lists(st.floats(0, 100), min_size=1, max_size=30))
def test_it_never_holds_under_the_calm_level_nor_misses_two_high_ones(levels):
    if levels[-1] < CALM:
        assert not presses(seen(*levels), EVERY)
    if len(levels) > 1 and levels[-1] > LIMIT and levels[-2] > LIMIT:
        assert presses(seen(*levels), EVERY)


@given(st.lists(st.floats(CALM, LIMIT), min_size=2, max_size=30))
def test_between_both_levels_nothing_ever_changes(levels):
    assert not presses(seen(*levels), EVERY)
    assert presses(seen(LIMIT + 1, *levels), EVERY)
