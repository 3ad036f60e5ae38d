"""Where a figure is going: a straight line through its days, with how far it may be off.

Ordinary least squares on daily means, and the prediction interval of one future day (Montgomery,
Peck and Vining, Introduction to Linear Regression Analysis, section 2.6). Days hang together, so
the interval is rather too narrow than too wide; it is shown as a range, never as a promise.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

LEAST_DAYS = 8
LEAST_SPAN = 7.0
FURTHEST = 3.0
"""A line is drawn at most so many times as far ahead as it was measured."""

LIKELY, UNLIKELY = 0.8, 0.2


@dataclass(frozen=True)
class Forecast:
    """The value expected on the day, its 80 % range, and the chance (0-1) that the target is met."""

    expected: float
    low: float
    high: float
    chance: float
    days: int

    @property
    def verdict(self) -> Literal["likely", "unlikely", "open"]:
        if self.chance >= LIKELY:
            return "likely"
        return "unlikely" if self.chance <= UNLIKELY else "open"


def forecast(
    points: Sequence[tuple[float, float]],
    due: float,
    target: float,
    *,
    up: bool,
    bounds: tuple[float, float] = (-math.inf, math.inf),
) -> Forecast | None:
    """What `points` (day, value; ascending days) say of the day `due`; None while they say too little.

    `up`: the target is met from below. `bounds` are what the figure can be at all.
    """
    if len(points) < LEAST_DAYS or points[-1][0] - points[0][0] < LEAST_SPAN:
        return None
    if due - points[-1][0] > FURTHEST * (points[-1][0] - points[0][0]):
        return None
    from scipy.special import stdtr, stdtrit  # only who looks at goals pays for it; Student's t, and its inverse

    expected, error, freedom = _line(points, due)
    if error == 0:
        met = expected >= target if up else expected <= target
        return Forecast(*(_within(expected, bounds),) * 3, float(met), len(points))
    margin = float(stdtrit(freedom, 0.9)) * error
    above = 1 - float(stdtr(freedom, (target - expected) / error))
    return Forecast(
        _within(expected, bounds),
        _within(expected - margin, bounds),
        _within(expected + margin, bounds),
        above if up else 1 - above,
        len(points),
    )


def _line(points: Sequence[tuple[float, float]], due: float) -> tuple[float, float, int]:
    """The line's value at `due`, the standard error of one new day there, and the degrees of freedom."""
    number = len(points)
    mean_x = math.fsum(x for x, _y in points) / number
    mean_y = math.fsum(y for _x, y in points) / number
    spread = math.fsum((x - mean_x) ** 2 for x, _y in points)
    slope = math.fsum((x - mean_x) * (y - mean_y) for x, y in points) / spread
    residue = math.fsum((y - mean_y - slope * (x - mean_x)) ** 2 for x, y in points)
    variance = residue / (number - 2)
    error = math.sqrt(variance * (1 + 1 / number + (due - mean_x) ** 2 / spread))
    return mean_y + slope * (due - mean_x), error, number - 2


def _within(value: float, bounds: tuple[float, float]) -> float:
    return min(max(value, bounds[0]), bounds[1])
