"""How good were the forecasts? Ranking (AUC), squared error (Brier), calibration error (ECE)."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from learning.science.timeline import Floats, Ints

Measure = Callable[[Floats, Floats], float]


class Interval(NamedTuple):
    """A figure with its 95 % bootstrap interval."""

    value: float
    low: float
    high: float


def auc(risk: Floats, outcome: Floats) -> float:
    """Chance that one who lapsed is ranked above one who did not; ties count half; nan with one class."""
    _levels, level = np.unique(risk, return_inverse=True)
    positive = np.bincount(level, outcome)
    negative = np.bincount(level, 1 - outcome)
    if not positive.sum() or not negative.sum():
        return float("nan")
    below = np.cumsum(negative) - negative / 2
    return float((positive * below).sum() / (positive.sum() * negative.sum()))


def brier(risk: Floats, outcome: Floats) -> float:
    """Mean squared difference between risk and what happened (Brier 1950); lower is better."""
    return float(np.mean((risk - outcome) ** 2))


def ece(risk: Floats, outcome: Floats, *, bins: int = 10) -> float:
    """Expected calibration error over `bins` groups of equal size; lower is better."""
    order = np.argsort(risk, kind="stable")
    error = np.add.reduceat((risk - outcome)[order], np.unique(np.arange(bins) * len(risk) // bins))
    return float(np.abs(error).sum() / len(risk))


MEASURES: dict[str, Measure] = {"AUC": auc, "Brier": brier, "ECE": ece}


def resamples(rows: int, *, times: int, seed: int) -> list[Ints]:
    """Bootstrap draws of customers, the same for every model so that differences are paired."""
    generator = np.random.default_rng(seed)
    return [generator.integers(0, rows, rows) for _ in range(times)]


def resampled(measure: Measure, risk: Floats, outcome: Floats, draws: list[Ints]) -> Floats:
    """The measure on all customers, then on each draw."""
    return np.array([measure(risk, outcome), *(measure(risk[draw], outcome[draw]) for draw in draws)])


def interval(values: Floats) -> Interval:
    """From `resampled` values, or a difference of two: the figure with its percentile interval."""
    return Interval(float(values[0]), *_middle(values[1:]))


def _middle(values: NDArray[np.float64]) -> tuple[float, float]:
    usable = values[np.isfinite(values)]
    if not len(usable):
        return float("nan"), float("nan")
    low, high = np.percentile(usable, [2.5, 97.5])
    return float(low), float(high)
