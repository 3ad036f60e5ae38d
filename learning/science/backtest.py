"""Was it right? Forecasts of past days against what happened, beside two plain references."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from learning.science import bgnbd, churn, logistic, measures
from learning.science.measures import Interval
from learning.science.timeline import Floats, Ints, Purchases, Snapshot, Timeline

DRAWS = 500
SEED = 20050401
EARLIER_STEP_DAYS = 30
MOST_EARLIER = 5
REFERENCE_HISTORY_DAYS = 14


@dataclass(frozen=True)
class Backtest:
    """One cutoff: measure -> model -> figure, and chosen minus reference -> measure -> figure."""

    cutoff: int
    customers: int
    lapsed_share: float
    model: str
    measures: dict[str, dict[str, Interval]]
    differences: dict[str, dict[str, Interval]]


def cutoffs(purchases: Purchases, cutoff: int, horizon: int) -> list[int]:
    """The cutoff and earlier ones in steps of 30 days whose horizon ends within the data, earliest first."""
    first, last = int(purchases.day.min()), int(purchases.day.max())
    wanted = [cutoff - EARLIER_STEP_DAYS * step for step in range(MOST_EARLIER + 1)]
    return sorted(day for day in wanted if day + horizon <= last and day - horizon >= first + REFERENCE_HISTORY_DAYS)


def backtest(purchases: Purchases, cutoff: int, horizon: int) -> Backtest:
    """Score as of the end of the day `cutoff`, then compare with the following `horizon` days.

    `purchases` must carry whole days.
    """
    scores = churn.score(purchases, as_of_day=cutoff, horizon_days=horizon)
    outcome = lapsed(purchases, scores.customer, cutoff, horizon)
    risks = {"chosen": scores.risk, **references(purchases, cutoff, horizon)}
    draws = measures.resamples(len(outcome), times=DRAWS, seed=SEED)
    values = {
        name: {model: measures.resampled(measure, risk, outcome, draws) for model, risk in risks.items()}
        for name, measure in measures.MEASURES.items()
    }
    return Backtest(
        cutoff,
        len(outcome),
        float(outcome.mean()),
        scores.model,
        {
            name: {model: measures.interval(drawn) for model, drawn in by_model.items()}
            for name, by_model in values.items()
        },
        {
            model: {name: measures.interval(by_model["chosen"] - by_model[model]) for name, by_model in values.items()}
            for model in risks
            if model != "chosen"
        },
    )


def lapsed(purchases: Purchases, customer: Ints, cutoff: int, horizon: int) -> Floats:
    """1 for each customer without a purchase in the `horizon` days after the day `cutoff`, else 0."""
    after = (purchases.day > cutoff) & (purchases.day <= cutoff + horizon) & (purchases.amount >= 0)
    return (~np.isin(customer, purchases.customer[after])).astype(float)


def references(purchases: Purchases, cutoff: int, horizon: int) -> dict[str, Floats]:
    """Plain BG/NBD (uncalibrated) and plain logistic regression (log recency, frequency and
    mean spend, trained on the one latest past window); without one that cannot be had."""
    timeline = Timeline.until(purchases, cutoff)
    now, before = timeline.snapshot(cutoff), timeline.snapshot(cutoff - horizon)
    made: dict[str, Floats] = {}
    fitted = bgnbd.fit(now.repeats, now.repeat_span, now.age)
    if fitted is not None:
        made["plain BG/NBD"] = churn.silence(fitted, now, horizon)
    outcome = timeline.lapsed(before, horizon).astype(float)
    if 0 < outcome.sum() < len(outcome):
        made["plain logistic"] = logistic.fit(_plain(before), outcome, ridge=1.0).predict(_plain(now))
    return made


def _plain(snapshot: Snapshot) -> Floats:
    spend = np.log(np.maximum(snapshot.spend / snapshot.count, 1.0))
    return np.column_stack([np.log1p(snapshot.recency), np.log(snapshot.count), spend])
