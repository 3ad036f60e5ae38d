"""Ridge logistic regression on standardised features, and the calibration built on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from learning.science.timeline import Floats

TOLERANCE = 1e-8
MOST_STEPS = 60


@dataclass(frozen=True)
class Logistic:
    """Weights on features that are centred and scaled by the training rows."""

    centre: Floats
    scale: Floats
    intercept: float
    weights: Floats
    converged: bool

    def predict(self, features: Floats) -> Floats:
        """Probability of the outcome, strictly between 0 and 1."""
        # A customer far outside what was seen in training must not get a certain answer.
        standard = np.clip((features - self.centre) / self.scale, -5.0, 5.0)
        return expit(self.intercept + score_rows(standard, self.weights))


def fit(features: Floats, outcome: Floats, *, ridge: Floats | float) -> Logistic:
    """Penalised maximum likelihood; `ridge` weighs the squared weights (one value, or one per
    feature), never the intercept.

    A constant feature gets weight zero. Needs both outcomes present.
    """
    centre, spread = features.mean(axis=0), features.std(axis=0)
    scale = np.where(spread > 1e-9, spread, 1.0)
    design = np.column_stack([np.ones(len(features)), np.clip((features - centre) / scale, -5.0, 5.0)])
    # The intercept's trace of a penalty only keeps the equations solvable.
    penalty = np.concatenate([[1e-6], np.broadcast_to(ridge, scale.shape)])
    weights, converged = climb(design, outcome, penalty)
    return Logistic(centre, scale, float(weights[0]), weights[1:], converged)


def climb(
    design: Floats,
    outcome: Floats,
    penalty: Floats,
    *,
    offset: Floats | float = 0.0,
    row_weight: float = 1.0,
) -> tuple[Floats, bool]:
    """Newton steps (iteratively reweighted least squares), halved until the objective improves."""

    def objective(weights: Floats) -> float:
        score = offset + score_rows(design, weights)
        fit_term = np.sum(outcome * score - np.logaddexp(0.0, score)) * row_weight
        return float(fit_term - 0.5 * np.sum(penalty * weights**2))

    weights = np.zeros(design.shape[1])
    best = objective(weights)
    for _step in range(MOST_STEPS):
        chance = expit(offset + score_rows(design, weights))
        slope = row_weight * np.einsum("ij,i->j", design, outcome - chance) - penalty * weights
        curve = row_weight * np.einsum("ij,ik->jk", design * (chance * (1 - chance))[:, None], design)
        move = np.linalg.solve(curve + np.diag(penalty), slope)
        while (value := objective(weights + move)) < best - TOLERANCE and np.abs(move).max() > TOLERANCE:
            move = move / 2
        weights, best = weights + move, max(value, best)
        if np.abs(move).max() < TOLERANCE * 100:
            return weights, True
    return weights, False


def score_rows(rows: Floats, weights: Floats) -> Floats:
    """rows @ weights. Not by BLAS: on tables as narrow as these its threads spin for longer than
    they work, and the processor time of one score would more than double."""
    return np.asarray(np.einsum("ij,j->i", rows, weights))


def expit(score: Floats) -> Floats:
    """The logistic function, without overflow."""
    return np.asarray(0.5 * (1 + np.tanh(score / 2)))


def logit(chance: Floats) -> Floats:
    """Its inverse; chances are held within [0.0001, 0.9999]."""
    held = np.clip(chance, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(held) - np.log1p(-held))
