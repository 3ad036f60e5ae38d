"""Recency, frequency, monetary: features, segments by plain rules, and the rule-based risk."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from learning.science.engagement import Engagement
from learning.science.timeline import Floats, Snapshot

# Risk by how many of their own usual gaps have passed since the last purchase. Common
# sense, not learned: used only where the history is too short to learn from.
OVERDUE = (0.0, 1.0, 2.0, 3.0, 4.0, 8.0)
RULE_RISK = (0.15, 0.35, 0.60, 0.75, 0.85, 0.95)

# The first columns of `features`: recency, frequency, mean spend.
CORE_FEATURES = 3

SEGMENTS = (
    "champion",
    "loyal",
    "new",
    "promising",
    "needs_attention",
    "at_risk",
    "hibernating",
    "lost",
)


def typical_gap(snapshot: Snapshot, fallback: float) -> float:
    """Median days between purchases over repeat buyers; `fallback` when nobody has come back."""
    again = snapshot.count > 1
    if not again.any():
        return fallback
    return max(float(np.median(snapshot.repeat_span[again] / snapshot.repeats[again])), 1.0)


def usual_gap(snapshot: Snapshot, typical: float) -> Floats:
    """Each buyer's own mean gap, drawn towards the shop's typical one while little is known."""
    return np.asarray((snapshot.repeat_span + typical) / (snapshot.repeats + 1))


def features(snapshot: Snapshot, engagement: Engagement | None, *, horizon: int) -> Floats:
    """One row per buyer for the logistic model; every column is finite."""
    gap = usual_gap(snapshot, typical_gap(snapshot, float(horizon)))
    mean_spend = snapshot.spend / snapshot.count
    columns = [
        np.log1p(snapshot.recency),
        np.log(snapshot.count),
        np.log1p(mean_spend),
        np.log1p(snapshot.spend),
        np.log1p(snapshot.last_amount),
        np.log(snapshot.count / (snapshot.age + 30.0)),
        np.log((snapshot.recency + 7.0) / (gap + 7.0)),
        irregularity(snapshot),
        *(np.log1p(bought) for bought in snapshot.recent.values()),
        np.log1p(snapshot.returns),
        (snapshot.count == 1).astype(float),
    ]
    table = np.column_stack(columns)
    return table if engagement is None else np.column_stack([table, engagement.features()])


def irregularity(snapshot: Snapshot) -> Floats:
    """Coefficient of variation of the gaps; 0 with fewer than two gaps."""
    gaps = np.maximum(snapshot.repeats, 1.0)
    mean = snapshot.repeat_span / gaps
    variance = np.maximum(snapshot.gap_square_sum / gaps - mean**2, 0.0)
    return np.where(snapshot.repeats > 1, np.sqrt(variance) / np.maximum(mean, 1.0), 0.0)


def segments(snapshot: Snapshot, *, horizon: int) -> NDArray[np.str_]:
    """The first rule that holds names the segment; `overdue` = days since / usual gap.

    One purchase: new (overdue <= 1), promising (<= 2), hibernating (<= 4), lost.
    More: champion (3+ purchases, overdue <= 1, among the top quarter by money), loyal
    (3+, <= 1.5), promising (<= 1.5), needs_attention (<= 2), at_risk (<= 4), lost.
    """
    if not len(snapshot.row):
        return np.array([], dtype="U15")
    overdue = snapshot.recency / usual_gap(snapshot, typical_gap(snapshot, float(horizon)))
    once, often = snapshot.count == 1, snapshot.count >= 3
    rich = snapshot.net_spend >= np.quantile(snapshot.net_spend, 0.75)
    rules = [
        (once & (overdue <= 1), "new"),
        (once & (overdue <= 2), "promising"),
        (once & (overdue <= 4), "hibernating"),
        (once, "lost"),
        (often & (overdue <= 1) & rich, "champion"),
        (often & (overdue <= 1.5), "loyal"),
        (overdue <= 1.5, "promising"),
        (overdue <= 2, "needs_attention"),
        (overdue <= 4, "at_risk"),
    ]
    return np.select([rule for rule, _name in rules], [name for _rule, name in rules], "lost")


def rule_risk(snapshot: Snapshot, engagement: Engagement, *, horizon: int) -> Floats:
    """0.02-0.98 from OVERDUE; one-time buyers +0.10, five or more purchases -0.10, and
    +0.05 each for three or more mails without an opening and for a support ticket."""
    overdue = snapshot.recency / usual_gap(snapshot, typical_gap(snapshot, float(horizon)))
    risk = np.interp(overdue, OVERDUE, RULE_RISK)
    risk = risk + np.where(snapshot.count == 1, 0.10, 0.0) - np.where(snapshot.count >= 5, 0.10, 0.0)
    unread = (engagement.sent >= 3) & (engagement.opened == 0)
    return np.asarray(np.clip(risk + 0.05 * unread + 0.05 * (engagement.tickets > 0), 0.02, 0.98))
