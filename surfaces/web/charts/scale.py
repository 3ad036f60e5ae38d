"""From values to places: round steps on the axis, percent across, pixels down.

Every number that reaches a template is text here already: templates write figures by the reader's
language, and a decimal comma is no SVG.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

# The drawing area, in CSS pixels. `.axis` in chart.css is as high; change both.
TOP = 20
BOTTOM = 158
STEPS = (1, 2, 2.5, 5, 10)
INTERVALS = 3


@dataclass(frozen=True)
class Scale:
    """An axis from `low` to `high` in whole `step`s; zero is always on it."""

    low: float
    high: float
    step: float

    def ticks(self) -> list[float]:
        """Values of the grid lines, highest first."""
        count = round((self.high - self.low) / self.step)
        return [self.low + self.step * i for i in range(count, -1, -1)]

    def share(self, value: float) -> float:
        """0 at the top of the drawing, 1 at its bottom."""
        return (self.high - value) / (self.high - self.low)

    def pixels(self, value: float) -> float:
        """The value's height in the drawing."""
        return TOP + (BOTTOM - TOP) * self.share(value)


def scale_for(values: Iterable[float]) -> Scale:
    """The axis that holds `values` and zero, with about `INTERVALS` steps a person counts in."""
    values = list(values)
    low, high = min([0.0, *values]), max([0.0, *values])
    whole = all(float(value).is_integer() for value in values)
    step = nice_step((high - low) / INTERVALS, whole=whole)
    low, high = math.floor(low / step) * step, math.ceil(high / step) * step
    return Scale(low, high if high > low else low + step, step)


def nice_step(raw: float, *, whole: bool) -> float:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that is at least `raw`; whole figures get whole steps."""
    if raw <= 0:
        return 1
    power = 10.0 ** math.floor(math.log10(raw))
    step = next((mantissa * power for mantissa in STEPS if mantissa * power >= raw * (1 - 1e-9)), 10 * power)
    return max(1.0, math.ceil(step)) if whole else step


def text(value: float) -> str:
    """A coordinate: at most two decimals, a point, no exponent."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def across(share: float) -> str:
    """A place from the left edge: 0.305 is "30.5%"."""
    return f"{text(100 * share)}%"
