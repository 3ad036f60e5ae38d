"""Who is about to stop buying? Risk per buyer, with evidence and a reason.

risk = P(no purchase within `horizon_days` after `as_of_day`). BG/NBD and a ridge logistic
regression on recency, frequency, money and rhythm are trained and calibrated on windows
of the client's own past that were over by that day; a blend of both is used unless one of
them forecast the past windows clearly better (Brier score).

Limits: with less than a year of history a season that has not been seen (Christmas)
cannot be learnt, so the level of the risk is then that of the last months; the order of
the customers suffers little. With more, the windows of a year ago are learnt from too.
Sources: Fader, Hardie and Lee 2005 (BG/NBD), Platt 1999 (calibration).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from learning.science import bgnbd, candidates, choose, rfm
from learning.science.candidates import LEAST_CUSTOMERS, LEAST_OF_EACH_OUTCOME
from learning.science.choose import WindowScore
from learning.science.engagement import Engagement, Extra, Kind, engagement
from learning.science.fits import Fits
from learning.science.reasons import Reason, reasons
from learning.science.timeline import Floats, Ints, Purchases, Snapshot, Timeline
from learning.science.windows import LEAST_HISTORY_DAYS, History

__all__ = ["ChurnScores", "Extra", "Kind", "Purchases", "Reason", "WindowScore", "score"]

# Models have a dozen parameters; beyond this many customers more rows cost time, not error.
TRAINING_CUSTOMERS = 3000


@dataclass(frozen=True)
class ChurnScores:
    """One entry per customer with a purchase up to the day, by ascending customer.

    `monetary` is sales less returns in currency units, `frequency` the number of purchase
    days. `model` is "blend", "logistic" or "bgnbd", or "rules" when the history is too
    little to learn from: the risk is then a rule of thumb. `calibrated` is False for
    rules, and for BG/NBD while no past window of the horizon's length is over yet;
    `windows` is empty then.
    """

    customer: Ints
    risk: Floats
    recency_days: Floats
    frequency: Ints
    monetary: Floats
    segment: NDArray[np.str_]
    reason: list[Reason]
    model: str
    windows: tuple[WindowScore, ...]
    calibrated: bool


def score(
    purchases: Purchases,
    *,
    as_of_day: float,
    horizon_days: int = 90,
    extra: Extra | None = None,
    fits: Fits | None = None,
) -> ChurnScores:
    """Score everybody who had bought by `as_of_day`; rows after it are never used.

    Counting is by whole days: rows up to `as_of_day` itself are known, and the horizon
    starts with the day after it. `fits` are kept by who scores many days of one history.
    Raises ValueError on a horizon below one day or a day that is not finite.
    """
    if not (np.isfinite(as_of_day) and np.isfinite(horizon_days)) or horizon_days < 1:
        raise ValueError("as_of_day must be a number and horizon_days at least 1.")
    horizon = int(horizon_days)
    timeline = Timeline.until(purchases, as_of_day)
    snapshot = timeline.snapshot(timeline.as_of)
    extra = extra.until(as_of_day) if extra is not None else None
    about = engagement(extra, timeline, snapshot)
    history = History(timeline.sample(TRAINING_CUSTOMERS), horizon, extra, fits or Fits())
    model, risk, windows, calibrated = _risk(timeline, snapshot, about, history)
    return ChurnScores(
        timeline.customer,
        risk,
        snapshot.recency,
        snapshot.count,
        snapshot.net_spend,
        rfm.segments(snapshot, horizon=horizon),
        reasons(snapshot, about, horizon=horizon),
        model,
        windows,
        calibrated=calibrated,
    )


def _risk(
    timeline: Timeline,
    snapshot: Snapshot,
    about: Engagement,
    history: History,
) -> tuple[str, Floats, tuple[WindowScore, ...], bool]:
    """The chosen model's name, its risk per row of the snapshot, the evidence, and if calibrated."""
    horizon = history.horizon
    by_rule = "rules", rfm.rule_risk(snapshot, about, horizon=horizon), (), False
    if not len(timeline.customer):
        return by_rule
    trained = candidates.train(history, history.training_days(timeline.as_of))
    today = history.at(timeline.as_of)
    if trained is None:
        told = today.model if _tells_enough(today.snapshot, horizon) else None
        return ("bgnbd", silence(told, snapshot, horizon), (), False) if told else by_rule
    windows, name = choose.test(history, timeline.as_of)
    forecasts = trained.forecast(history.describe(snapshot, timeline), silence(today.model, snapshot, horizon))
    chosen = name if name in forecasts else "logistic"
    return chosen, forecasts[chosen], windows, True


def _tells_enough(known: Snapshot, horizon: int) -> bool:
    """Whether BG/NBD may be believed although no past window is over to calibrate it on."""
    long_enough = len(known.age) > 0 and known.age.max() >= max(horizon / 2, LEAST_HISTORY_DAYS)
    repeaters = int((known.count > 1).sum())
    return bool(long_enough and len(known.row) >= LEAST_CUSTOMERS and repeaters >= LEAST_OF_EACH_OUTCOME)


def silence(fitted: bgnbd.BgNbd | None, snapshot: Snapshot, horizon: int) -> Floats:
    """BG/NBD's own probability of no purchase; nan throughout when it could not be fitted."""
    if fitted is None:
        return np.full(len(snapshot.row), np.nan)
    return fitted.p_no_purchase(snapshot.repeats, snapshot.repeat_span, snapshot.age, horizon)
