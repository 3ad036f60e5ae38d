"""BG/NBD against truths found another way: numerical integration and simulation."""

import numpy as np
import pytest
from scipy.stats import beta, gamma

from learning.science import bgnbd
from learning.science.bgnbd import BgNbd
from learning.science.timeline import Timeline
from tests.learning.science.shops import bgnbd_shop

CDNOW = BgNbd(r=0.243, alpha=4.414, a=0.793, b=2.426, log_likelihood=0.0, converged=True)
"""The parameters published for the CDNOW sample (weeks)."""


def theta(model):
    return np.log([model.r, model.alpha, model.a, model.b])


def one(*numbers):
    return [np.array([float(number)]) for number in numbers]


def integrated_likelihood(model, x, t_x, t):
    """The likelihood of one customer before the mixing is solved: the mean over rate and dropout."""
    middle = (np.arange(1500) + 0.5) / 1500
    rate = gamma.ppf(middle, model.r, scale=1 / model.alpha)[:, None]
    leave = beta.ppf(middle, model.a, model.b)[None, :]
    stayed = (1 - leave) ** x * rate**x * np.exp(-rate * t)
    left = leave * (1 - leave) ** (x - 1) * rate**x * np.exp(-rate * t_x) if x > 0 else 0.0
    return (stayed + left).mean()


@pytest.mark.parametrize(("x", "t_x", "t"), [(0, 0, 20), (1, 5, 20), (2, 30.43, 38.86), (4, 18, 20)])
def test_the_likelihood_is_the_integral_over_rate_and_dropout(x, t_x, t):
    smooth = BgNbd(2.0, 9.0, 1.5, 2.5, 0.0, True)
    value, _gradient = bgnbd.log_likelihood(theta(smooth), *one(x, t_x, t))
    assert value == pytest.approx(np.log(integrated_likelihood(smooth, x, t_x, t)), abs=1e-3)


def test_the_gradient_is_the_slope_of_the_likelihood():
    x, t_x, t = np.array([0.0, 1, 3, 9]), np.array([0.0, 4, 20, 30]), np.array([12.0, 30, 39, 31])
    point, step = theta(CDNOW), 1e-6
    _value, gradient = bgnbd.log_likelihood(point, x, t_x, t)
    for number in range(4):
        ahead, behind = point.copy(), point.copy()
        ahead[number] += step
        behind[number] -= step
        rise = bgnbd.log_likelihood(ahead, x, t_x, t)[0] - bgnbd.log_likelihood(behind, x, t_x, t)[0]
        assert gradient[number] == pytest.approx(rise / (2 * step), abs=1e-6)


def test_silence_and_being_alive_match_a_simulation_of_the_story():
    """Draw the story many times, keep those who look like (x, t_x, T), and count the silent ones."""
    draw = np.random.default_rng(7)
    model, age, horizon, n = BgNbd(1.5, 20.0, 1.2, 3.0, 0.0, True), 60.0, 30.0, 400_000
    rate, leave = draw.gamma(model.r, 1 / model.alpha, n), draw.beta(model.a, model.b, n)
    clock, alive = np.zeros(n), np.ones(n, bool)
    x, last, later = np.zeros(n, int), np.zeros(n), np.zeros(n, int)
    alive_at_age = np.ones(n, bool)
    while alive.any():
        clock = np.where(alive, clock + draw.exponential(1 / rate), clock)
        alive &= clock <= age + horizon
        early, late = alive & (clock <= age), alive & (clock > age)
        x, last, later = x + early, np.where(early, clock, last), later + late
        leaves = alive & (draw.random(n) < leave)
        alive_at_age &= ~(leaves & early)
        alive &= ~leaves
    for count, low, high in ((0, 0, 0), (2, 20, 26), (3, 40, 48), (5, 50, 58)):
        alike = (x == count) & (last >= low) & (last <= high)
        known = (x[alike].astype(float), last[alike], np.full(alike.sum(), age))
        assert alike.sum() > 1000
        assert model.p_no_purchase(*known, horizon).mean() == pytest.approx((later[alike] == 0).mean(), abs=0.03)
        assert model.p_alive(*known).mean() == pytest.approx(alive_at_age[alike].mean(), abs=0.03)


def test_the_fit_finds_the_parameters_a_shop_was_drawn_from():
    known = Timeline.until(bgnbd_shop(6000, days=400, seed=3, first_within=100), 400).snapshot(400)
    fitted = bgnbd.fit(known.repeats, known.repeat_span, known.age)
    assert fitted is not None and fitted.converged
    assert fitted.r / fitted.alpha == pytest.approx(0.8 / 30, rel=0.15)
    assert fitted.a / (fitted.a + fitted.b) == pytest.approx(0.8 / 3.3, rel=0.2)
    truth, _gradient = bgnbd.log_likelihood(np.log([0.8, 30, 0.8, 2.5]), known.repeats, known.repeat_span, known.age)
    found, _gradient = bgnbd.log_likelihood(theta(fitted), known.repeats, known.repeat_span, known.age)
    assert found >= truth


def test_a_known_customer_of_the_published_sample_is_alive_with_73_per_cent():
    """The first customer of the CDNOW sample (x = 2, t_x = 30.43, T = 38.86 weeks)."""
    assert CDNOW.p_alive(*one(2, 30.43, 38.86))[0] == pytest.approx(0.7266, abs=0.001)


def test_the_longer_the_silence_the_likelier_no_purchase():
    t = np.full(50, 60.0)
    risk = CDNOW.p_no_purchase(np.full(50, 4.0), np.linspace(59, 1, 50), t, 13)
    assert (np.diff(risk) > 0).all()


def test_a_longer_horizon_leaves_less_silence_but_never_revives_the_gone():
    silent = [CDNOW.p_no_purchase(*one(5, 10, 60), horizon)[0] for horizon in (1, 13, 52, 5200, 1e9)]
    assert silent == sorted(silent, reverse=True)
    assert silent[-1] >= 1 - CDNOW.p_alive(*one(5, 10, 60))[0] - 1e-9


def test_a_customer_without_a_repeat_purchase_is_alive():
    assert CDNOW.p_alive(*one(0, 0, 500))[0] == 1.0


def test_very_frequent_buyers_do_not_overflow():
    risk = CDNOW.p_no_purchase(*one(4000, 100, 5000), 90)
    assert np.isfinite(risk).all() and risk[0] == pytest.approx(1.0)


def test_there_is_no_fit_without_a_repeat_purchase_or_without_time():
    zero, ten = np.zeros(5), np.full(5, 10.0)
    assert bgnbd.fit(zero, zero, ten) is None
    assert bgnbd.fit(np.ones(5), zero, zero) is None
    assert bgnbd.fit(*(np.array([]),) * 3) is None


def test_a_fit_stays_within_its_bounds_when_nobody_ever_leaves():
    t = np.full(300, 100.0)
    fitted = bgnbd.fit(np.full(300, 10.0), np.full(300, 99.0), t)
    assert fitted is not None
    for value, (low, high) in zip(
        np.log([fitted.r, fitted.alpha / 100, fitted.a, fitted.b]), bgnbd.BOUNDS, strict=True
    ):
        assert low - 1e-9 <= value <= high + 1e-9


def test_a_start_nearby_leads_to_the_same_fit():
    known = Timeline.until(bgnbd_shop(1500, days=300, seed=5), 300).snapshot(300)
    searched = bgnbd.fit(known.repeats, known.repeat_span, known.age)
    again = bgnbd.fit(known.repeats, known.repeat_span, known.age, near=searched)
    assert again.log_likelihood == pytest.approx(searched.log_likelihood, abs=1e-6)
