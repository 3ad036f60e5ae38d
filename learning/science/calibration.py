"""Calibration of a forecast on the client's own past windows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from learning.science.logistic import climb, expit, logit
from learning.science.timeline import Floats

# The correction starts from "leave the forecast alone", held as strongly as this many
# customers would. Past windows lie in other seasons than the one forecast, so what they
# say about the level is believed only in part; a large, clear error is still removed.
PRIOR_CUSTOMERS = 200.0


@dataclass(frozen=True)
class Platt:
    """logit(calibrated) = shift + slope * logit(raw); always increasing, so it keeps the order."""

    shift: float = 0.0
    slope: float = 1.0

    def apply(self, chance: Floats) -> Floats:
        """The calibrated probability, strictly between 0 and 1."""
        return expit(self.shift + self.slope * logit(chance))


def fit_platt(chance: Floats, outcome: Floats, *, windows: int) -> Platt:
    """Platt scaling (Platt 1999) shrunk towards the identity.

    `windows` is the number of overlapping past windows pooled in the rows: the same
    customers return in each, so a row counts as 1/windows of a customer.
    """
    if not len(chance):
        return Platt()
    raw = logit(chance)
    design = np.column_stack([np.ones(len(raw)), raw])
    (shift, extra_slope), _converged = climb(
        design,
        outcome,
        np.full(2, PRIOR_CUSTOMERS),
        offset=raw,
        row_weight=1 / max(windows, 1),
    )
    return Platt(float(shift), max(1.0 + float(extra_slope), 0.05))
