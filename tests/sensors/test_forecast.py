"""Where a figure is going, how far that may be off, and when nothing can be said."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sensors.forecast import LEAST_DAYS, forecast


def line(
    days: int, start: float = 40, slope: float = 0.5, noise: float = 0, seed: int = 1
) -> list[tuple[float, float]]:
    shake = random.Random(seed)
    return [(float(day), start + slope * day + shake.gauss(0, noise)) for day in range(days)]


def test_a_straight_line_goes_on_straight():
    found = forecast(line(20), due=30, target=54, up=True)
    assert found is not None
    assert (found.expected, found.low, found.high) == pytest.approx((55, 55, 55))
    assert (found.chance, found.verdict) == (pytest.approx(1), "likely")


def test_the_range_is_that_of_the_textbook():
    # y = 1..8 with one unit of zig-zag; worked by hand: slope 38/42, s = 1.1269, t(.9; 6) = 1.4398.
    points = [(float(x), x + (1 if x % 2 else -1)) for x in range(1, 9)]
    found = forecast(points, due=10, target=10, up=True)
    assert found is not None
    assert found.expected == pytest.approx(9.4762, abs=1e-3)
    assert found.high - found.expected == pytest.approx(2.2039, abs=1e-3)


@pytest.mark.parametrize(("up", "verdict"), [(True, "unlikely"), (False, "likely")])
def test_a_fall_misses_a_target_from_below_and_meets_one_from_above(up, verdict):
    found = forecast(line(30, start=60, slope=-0.5, noise=0.3), due=40, target=50, up=up)
    assert found is not None
    assert found.verdict == verdict


def test_noise_leaves_it_open():
    found = forecast(line(30, slope=0, noise=5), due=40, target=40, up=True)
    assert found is not None
    assert found.verdict == "open"


def test_a_share_never_leaves_its_bounds():
    found = forecast(line(20, start=80, slope=2), due=40, target=99, up=True, bounds=(0, 100))
    assert found is not None
    assert found.high == 100


@pytest.mark.parametrize(
    ("points", "due"),
    [
        ([], 10),
        (line(LEAST_DAYS - 1), 20),
        ([(0.1 * number, 1.0) for number in range(20)], 5),
        (line(10), 9 + 9 * 3 + 1),
    ],
)
def test_too_little_past_or_too_far_ahead_says_nothing(points, due):
    assert forecast(points, due, 50, up=True) is None


def test_four_of_five_futures_fall_into_the_range():
    inside = 0
    for seed in range(300):
        points = line(31, noise=2, seed=seed)
        found = forecast(points[:24], due=30, target=0, up=True)
        assert found is not None
        inside += found.low <= points[30][1] <= found.high
    assert 0.74 <= inside / 300 <= 0.86


@given(st.lists(st.floats(-1e6, 1e6), min_size=8, max_size=40), st.booleans())
def test_whatever_was_measured_the_chance_is_one_and_the_range_holds_the_value(values, up):
    found = forecast(list(enumerate(map(float, values))), len(values) + 3.0, 0.0, up=up)
    assert found is not None
    assert 0 <= found.chance <= 1
    assert found.low <= found.expected <= found.high
    assert math.isfinite(found.expected)
