"""The forecasts that compete: BG/NBD, logistic regression, and a blend of both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from learning.science import logistic, rfm
from learning.science.calibration import Platt, fit_platt
from learning.science.timeline import Flags, Floats
from learning.science.windows import History, Window

# Recency, frequency and mean spend are known to matter; the other features have to earn
# their weight, or a few hundred customers would teach the model their own noise.
CORE_RIDGE, OTHER_RIDGE = 10.0, 100.0
LOGISTIC_SHARE = 2 / 3
LEAST_CUSTOMERS = 60
LEAST_OF_EACH_OUTCOME = 15

Forecasts = dict[str, Floats]


@dataclass(frozen=True)
class Candidates:
    """Trained on past windows; predicts for any later window."""

    logistic: logistic.Logistic
    platt: Platt

    def forecast(self, features: Floats, silence: Floats) -> Forecasts:
        """Risk per candidate; `silence` is BG/NBD's own probability, all nan when it did not fit.

        The two err differently (one knows the rhythm, the other the level of the last
        months), so their mean is steadier than either; its share is fixed, because a share
        learned from a handful of overlapping windows would mostly be noise.
        """
        learned = self.logistic.predict(features)
        if np.isnan(silence).any():
            return {"logistic": learned}
        model = self.platt.apply(silence)
        return {
            "blend": LOGISTIC_SHARE * learned + (1 - LOGISTIC_SHARE) * model,
            "bgnbd": model,
            "logistic": learned,
        }


def train(history: History, days: list[int], keep: Flags | None = None) -> Candidates | None:
    """Train on the windows of `days`; None when they hold too little.

    `keep` restricts training to some rows of the timeline (for cross-fitting).
    """
    windows = [history.at(day) for day in days]
    if not windows:
        return None
    rows = [np.ones(len(w.snapshot.row), bool) if keep is None else keep[w.snapshot.row] for w in windows]
    if not enough(windows[0], rows[0]):
        return None
    features = np.vstack([w.features[r] for w, r in zip(windows, rows, strict=True)])
    outcome = np.concatenate([w.lapsed[r] for w, r in zip(windows, rows, strict=True)])
    silence = np.concatenate([w.silence[r] for w, r in zip(windows, rows, strict=True)])
    ridge = np.where(np.arange(features.shape[1]) < rfm.CORE_FEATURES, CORE_RIDGE, OTHER_RIDGE)
    fitted = logistic.fit(features, outcome, ridge=ridge)
    modelled = ~np.isnan(silence)
    return Candidates(fitted, fit_platt(silence[modelled], outcome[modelled], windows=len(windows)))


def enough(window: Window, rows: Flags) -> bool:
    """Whether a window has enough customers, of both outcomes, to learn from."""
    outcome = window.lapsed[rows]
    both = min(outcome.sum(), len(outcome) - outcome.sum()) if len(outcome) else 0
    return len(outcome) >= LEAST_CUSTOMERS and both >= LEAST_OF_EACH_OUTCOME
