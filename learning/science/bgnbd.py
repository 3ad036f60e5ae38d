"""BG/NBD: when do buyers quietly leave? Own code from the published formulas.

Source: Fader, Hardie and Lee (2005), "Counting Your Customers the Easy Way", Marketing
Science 24(2). While alive, a customer buys as a Poisson process with rate lambda ~
Gamma(r, alpha); after each repeat purchase they leave with probability p ~ Beta(a, b).
Known of each customer: x repeat purchases, the last one t_x after the first, seen for T.
All times share one unit (days here).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from learning.science.timeline import Floats

# Natural logarithms of r, alpha (in units of the longest time seen), a and b.
BOUNDS = ((-5.0, 5.0), (-6.0, 6.0), (-7.0, 5.0), (-5.0, 7.0))
STARTS = ((0.0, -1.5, -1.0, 0.0), (-0.7, -0.5, 0.0, 1.0), (1.0, 0.0, -2.0, 2.0))


@dataclass(frozen=True)
class BgNbd:
    """Fitted parameters; `alpha` in days. `converged` is False when no start reached an optimum."""

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float
    converged: bool

    def p_alive(self, x: Floats, t_x: Floats, t: Floats) -> Floats:
        """Probability that the customer has not left by T (1 for those without a repeat purchase)."""
        repeat = np.maximum(x, 1.0)
        log_odds_left = (
            np.log(self.a)
            - np.log(self.b + repeat - 1)
            + (self.r + x) * (np.log(self.alpha + t) - np.log(self.alpha + t_x))
        )
        return np.where(x > 0, 1 / (1 + np.exp(np.minimum(log_odds_left, 700.0))), 1.0)

    def p_no_purchase(self, x: Floats, t_x: Floats, t: Floats, horizon: float) -> Floats:
        """Probability of no purchase in (T, T + horizon].

        Given alive at T, lambda is Gamma(r + x, alpha + T); nobody leaves without
        buying, so silence then has probability E[exp(-lambda h)] =
        ((alpha + T) / (alpha + T + h))^(r + x). Those who left are silent for certain.
        """
        silent = np.exp((self.r + x) * (np.log(self.alpha + t) - np.log(self.alpha + t + horizon)))
        return np.asarray(1 - self.p_alive(x, t_x, t) * (1 - silent))


def log_likelihood(
    theta: Floats, x: Floats, t_x: Floats, t: Floats, repeats: tuple[Floats, NDArray[np.intp]] | None = None
) -> tuple[float, Floats]:
    """Mean log-likelihood (equation 6 of the note by Fader and Hardie) and its gradient.

    `theta` holds the logarithms of r, alpha, a, b; the gradient is with respect to them.
    `repeats` is `distinct(x)`, for who asks about the same customers again and again.
    """
    from scipy.special import digamma, gammaln  # scipy is slow to import and rarely needed

    r, alpha, a, b = np.exp(theta)
    number, place = repeats or distinct(x)
    repeat = np.maximum(x, 1.0)
    log_long, log_short = np.log(alpha + t), np.log(alpha + t_x)
    stayed = -(r + x) * log_long
    left = np.where(x > 0, np.log(a) - np.log(b + repeat - 1) - (r + x) * log_short, -np.inf)
    total = np.logaddexp(stayed, left)
    value = (
        gammaln(r + number)
        - gammaln(r)
        + r * np.log(alpha)
        + gammaln(a + b)
        + gammaln(b + number)
        - gammaln(b)
        - gammaln(a + b + number)
    )[place] + total
    w_stayed, w_left = np.exp(stayed - total), np.exp(left - total)
    beta_slope = (digamma(a + b) - digamma(a + b + number))[place]
    buying_slope = (digamma(r + number) - digamma(r))[place]
    leaving_slope = (digamma(b + number) - digamma(b))[place]
    gradient = np.array(
        [
            np.mean(buying_slope + np.log(alpha) - w_stayed * log_long - w_left * log_short) * r,
            np.mean(r / alpha - (r + x) * (w_stayed / (alpha + t) + w_left / (alpha + t_x))) * alpha,
            np.mean(beta_slope + w_left / a) * a,
            np.mean(beta_slope + leaving_slope - w_left / (b + repeat - 1)) * b,
        ]
    )
    return float(np.mean(value)), gradient


def distinct(x: Floats) -> tuple[Floats, NDArray[np.intp]]:
    """The few small numbers that repeats are, and which of them each customer has.

    What depends on them alone is worked out once for each.
    """
    number, place = np.unique(x, return_inverse=True)
    return number, place


def fit(x: Floats, t_x: Floats, t: Floats, *, near: BgNbd | None = None) -> BgNbd | None:
    """Maximum likelihood within BOUNDS (L-BFGS-B on logarithms), the best of several starts.

    `near`, an earlier fit, is then the only start. None when there is nothing to learn
    from: no time seen or no repeat purchase at all.
    """
    scale = float(t.max()) if len(t) else 0.0
    if scale <= 0 or not (x > 0).any():
        return None
    starts = STARTS if near is None else (tuple(np.log([near.r, near.alpha / scale, near.a, near.b])),)
    runs = [_climb(np.array(start), x, t_x / scale, t / scale) for start in starts]
    finished = [run for run in runs if run[2]]
    theta, value, converged = max(finished or runs, key=lambda run: run[1])
    r, alpha, a, b = (float(number) for number in np.exp(theta))
    return BgNbd(r, alpha * scale, a, b, value, converged)


def _climb(start: Floats, x: Floats, t_x: Floats, t: Floats) -> tuple[Floats, float, bool]:
    """One bounded run: parameters, mean log-likelihood, and whether it ended at a finite optimum."""
    from scipy.optimize import minimize

    repeats = distinct(x)

    def cost(theta: Floats) -> tuple[float, Floats]:
        value, gradient = log_likelihood(theta, x, t_x, t, repeats)
        return -value, -gradient

    low, high = np.transpose(BOUNDS)
    end = minimize(
        cost, np.clip(start, low, high), jac=True, method="L-BFGS-B", bounds=BOUNDS, options={"maxiter": 200}
    )
    finite = bool(np.isfinite(end.fun) and np.isfinite(end.x).all())
    return end.x, -float(end.fun), bool(end.success and finite)
