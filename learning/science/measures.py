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
    groups = [group for group in np.array_split(order, bins) if len(group)]
    return float(sum(len(g) * abs(risk[g].mean() - outcome[g].mean()) for g in groups) / len(risk))


MEASURES: dict[str, Measure] = {"AUC": auc, "Brier": brier, "ECE": ece}


def resamples(rows: int, *, times: int, seed: int) -> list[Ints]:
    """Bootstrap draws of customers, the same for every model so that differences are paired."""
    generator = np.random.default_rng(seed)
    return [generator.integers(0, rows, rows) for _ in range(times)]


def interval(measure: Measure, risk: Floats, outcome: Floats, draws: list[Ints]) -> Interval:
    """A measure with its percentile interval over the draws."""
    values = np.array([measure(risk[d], outcome[d]) for d in draws])
    return Interval(measure(risk, outcome), *_middle(values))


def paired_difference(
    measure: Measure,
    first: Floats,
    second: Floats,
    outcome: Floats,
    draws: list[Ints],
) -> Interval:
    """first - second on the same draws."""
    values = np.array([measure(first[d], outcome[d]) - measure(second[d], outcome[d]) for d in draws])
    return Interval(measure(first, outcome) - measure(second, outcome), *_middle(values))


def _middle(values: NDArray[np.float64]) -> tuple[float, float]:
    usable = values[np.isfinite(values)]
    if not len(usable):
        return float("nan"), float("nan")
    low, high = np.percentile(usable, [2.5, 97.5])
    return float(low), float(high)
