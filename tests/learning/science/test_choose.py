"""Which candidate is believed, on which evidence, and how forecasts are measured and calibrated."""

import numpy as np
import pytest

from learning.science import candidates, choose, logistic, measures
from learning.science.calibration import Platt, fit_platt
from learning.science.timeline import Timeline
from learning.science.windows import History
from tests.learning.science.shops import bgnbd_shop

DRAW = np.random.default_rng(1)


def history(customers=500, days=300, horizon=50, seed=21):
    return History(Timeline.until(bgnbd_shop(customers, days=days, seed=seed), days), horizon)


def test_training_windows_are_over_by_the_day_and_have_some_history_before_them():
    past = history()
    for as_of in (120, 200, 300):
        days = past.training_days(as_of)
        assert days and max(days) == as_of - 50
        assert min(days) >= past.timeline.start + 28


def test_windows_of_a_year_ago_are_added_once_there_is_more_than_a_year():
    past = history(days=500)
    assert set(past.training_days(500)) - set(past.training_days(500)[:6]) == {155, 135, 115}


def test_no_window_is_over_in_a_short_history():
    assert history(days=70).training_days(70) == []


def test_a_window_of_the_past_forecasts_as_if_the_later_days_were_not_known():
    whole, cut = history(), History(Timeline.until(bgnbd_shop(500, days=300, seed=21), 200.999), 50)
    assert np.allclose(whole.at(200).features, cut.at(200).features)
    assert np.allclose(whole.at(200).silence, cut.at(200).silence, atol=1e-9)


def test_the_blend_is_kept_unless_another_is_clearly_better():
    outcome = (DRAW.random(400) < 0.5).astype(float)
    vague = np.full(400, 0.5)
    sharp = 0.5 + 0.3 * (outcome - 0.5)
    hardly = np.clip(vague + DRAW.normal(0, 0.02, 400), 0, 1)
    assert choose.best([{"blend": vague, "logistic": hardly, "bgnbd": hardly}], [outcome]) == "blend"
    assert choose.best([{"blend": vague, "logistic": vague, "bgnbd": sharp}], [outcome]) == "bgnbd"
    assert choose.best([{"logistic": vague}], [outcome]) == "logistic"


def test_a_candidate_missing_in_one_window_is_not_chosen():
    outcome = np.array([0.0, 1.0] * 50)
    assert choose.best([{"blend": outcome, "logistic": outcome}, {"logistic": outcome}], [outcome] * 2) == "logistic"


def test_with_one_window_only_the_evidence_is_cross_fitted_and_does_not_decide():
    past = history(days=100)
    scores, chosen = choose.test(past, 100)
    assert [(score.day, score.ahead) for score in scores] == [(50, False)]
    assert chosen == "blend"


def test_few_customers_or_one_outcome_are_not_learnt_from():
    few = history(customers=40)
    assert candidates.train(few, few.training_days(300)) is None
    assert candidates.train(history(), []) is None
    past = history()
    window = past.at(200)
    assert candidates.enough(window, np.ones(len(window.lapsed), bool))
    assert not candidates.enough(window, window.lapsed == 1)


def test_logistic_regression_finds_the_weights_it_was_drawn_from():
    features = DRAW.normal(3, 2, (20_000, 2))
    truth = logistic.expit(-1 + 0.8 * (features[:, 0] - 3) / 2 - 0.5 * (features[:, 1] - 3) / 2)
    fitted = logistic.fit(features, (DRAW.random(20_000) < truth).astype(float), ridge=1.0)
    assert fitted.converged
    assert [fitted.intercept, *fitted.weights] == pytest.approx([-1, 0.8, -0.5], abs=0.06)


def test_ridge_shrinks_the_weights_and_keeps_the_average():
    features = DRAW.normal(size=(300, 3))
    outcome = (features[:, 0] + DRAW.normal(size=300) > 0.7).astype(float)
    loose, tight = (logistic.fit(features, outcome, ridge=ridge) for ridge in (1.0, 1000.0))
    assert np.abs(tight.weights).max() < np.abs(loose.weights).max() / 3
    assert loose.predict(features).mean() == pytest.approx(outcome.mean(), abs=1e-6)
    assert tight.predict(features).mean() == pytest.approx(outcome.mean(), abs=1e-6)


def test_separable_outcomes_and_constant_features_stay_finite():
    features = np.column_stack([np.r_[np.zeros(50), np.ones(50)], np.full(100, 7.0)])
    fitted = logistic.fit(features, np.r_[np.zeros(50), np.ones(50)], ridge=1.0)
    assert fitted.converged and fitted.weights[1] == 0
    assert np.isfinite(fitted.predict(np.array([[1e12, -1e12]]))).all()


def test_calibration_removes_a_clear_error_and_keeps_the_order():
    raw = DRAW.uniform(0.05, 0.95, 30_000)
    truth = logistic.expit(-1.0 + 0.6 * logistic.logit(raw))
    fitted = fit_platt(raw, (DRAW.random(30_000) < truth).astype(float), windows=1)
    assert np.abs(fitted.apply(raw) - truth).mean() < 0.01
    assert (np.diff(fitted.apply(np.sort(raw))) >= 0).all()


def test_calibration_on_few_customers_stays_near_the_forecast():
    raw = DRAW.uniform(0.3, 0.7, 20)
    fitted = fit_platt(raw, np.ones(20), windows=1)
    assert raw.mean() < fitted.apply(raw).mean() < raw.mean() + 0.1
    assert fit_platt(np.array([]), np.array([]), windows=0) == Platt()


def test_overlapping_windows_count_as_the_customers_they_share():
    raw, outcome = DRAW.uniform(0.3, 0.7, 500), np.ones(500)
    once = fit_platt(raw, outcome, windows=1)
    thrice = fit_platt(np.tile(raw, 3), np.tile(outcome, 3), windows=3)
    assert (thrice.shift, thrice.slope) == pytest.approx((once.shift, once.slope), abs=1e-6)


def test_auc_counts_pairs_and_half_for_ties():
    risk, outcome = DRAW.integers(0, 6, 60) / 6, (DRAW.random(60) < 0.5).astype(float)
    pairs = [(a > b) + 0.5 * (a == b) for a in risk[outcome == 1] for b in risk[outcome == 0]]
    assert measures.auc(risk, outcome) == pytest.approx(np.mean(pairs))
    assert np.isnan(measures.auc(risk, np.ones(60)))


def test_brier_and_calibration_error_by_hand():
    risk, outcome = np.array([0.2, 0.2, 0.8, 0.8]), np.array([0.0, 1, 1, 1])
    assert measures.brier(risk, outcome) == pytest.approx((0.04 + 0.64 + 0.04 + 0.04) / 4)
    assert measures.ece(risk, outcome, bins=2) == pytest.approx(0.5 * 0.3 + 0.5 * 0.2)


def test_paired_draws_show_a_small_but_steady_advantage():
    outcome = (DRAW.random(400) < 0.5).astype(float)
    worse = np.clip(0.5 + 0.3 * (outcome - 0.5) + DRAW.normal(0, 0.25, 400), 0, 1)
    better = 0.8 * worse + 0.2 * outcome
    draws = measures.resamples(400, times=200, seed=3)
    drawn = [measures.resampled(measures.brier, risk, outcome, draws) for risk in (better, worse)]
    alone = [measures.interval(values) for values in drawn]
    gain = measures.interval(drawn[0] - drawn[1])
    assert gain.high < 0 and gain.value == pytest.approx(alone[0].value - alone[1].value)
    assert alone[0].low < alone[0].value < alone[0].high


def test_a_cross_fitted_forecast_does_not_know_its_own_outcome():
    """Turning one customer's outcome round changes the forecasts of the other folds, not of his own."""
    past = history(days=100)
    window = past.at(50)
    before = choose._forecast_others(past, 50)
    window.lapsed[0] = 1 - window.lapsed[0]
    after = choose._forecast_others(past, 50)
    own = window.snapshot.row % choose.FOLDS == window.snapshot.row[0] % choose.FOLDS
    assert after["logistic"][own].tolist() == before["logistic"][own].tolist()
    assert (after["logistic"][~own] != before["logistic"][~own]).all()


def test_evidence_ahead_of_time_does_not_know_the_outcome_it_is_judged_by():
    past = history()
    before = choose._forecast_ahead(past, 250)
    past.at(250).lapsed[:] = 1 - past.at(250).lapsed
    after = choose._forecast_ahead(past, 250)
    assert {name: risk.tolist() for name, risk in before.items()} == {n: r.tolist() for n, r in after.items()}


def test_the_blend_lies_between_its_two_parts_and_bgnbd_is_calibrated():
    past = history(seed=22)
    trained = candidates.train(past, past.training_days(300))
    now = past.at(300)
    made = trained.forecast(now.features, now.silence)
    low, high = np.minimum(made["bgnbd"], made["logistic"]), np.maximum(made["bgnbd"], made["logistic"])
    assert ((made["blend"] >= low) & (made["blend"] <= high)).all()
    assert made["bgnbd"].tolist() == trained.platt.apply(now.silence).tolist()
    assert not np.allclose(made["bgnbd"], now.silence, atol=1e-4)


def test_without_a_bgnbd_fit_only_the_logistic_model_forecasts():
    past = history()
    trained = candidates.train(past, past.training_days(300))
    now = past.at(300)
    assert set(trained.forecast(now.features, np.full(len(now.silence), np.nan))) == {"logistic"}


def test_a_training_window_without_a_bgnbd_fit_is_left_out_of_the_calibration_only():
    past = history()
    days = past.training_days(300)
    past.at(days[1]).silence[:] = np.nan
    trained = candidates.train(past, days)
    assert np.isfinite([trained.platt.shift, trained.platt.slope]).all()


def test_unimportant_features_are_held_down_harder_than_the_three_core_ones():
    features = DRAW.normal(size=(300, 13))
    outcome = (features.sum(axis=1) + DRAW.normal(size=300) > 0).astype(float)
    ridge = np.where(np.arange(13) < 3, candidates.CORE_RIDGE, candidates.OTHER_RIDGE)
    weights = logistic.fit(features, outcome, ridge=ridge).weights
    assert weights[:3].mean() > 1.5 * weights[3:].mean() > 0


def test_a_far_start_does_not_send_the_newton_steps_away():
    """From an offset where the curve is flat, a full Newton step would overshoot without end."""
    design = np.ones((200, 1))
    outcome = np.r_[np.ones(100), np.zeros(100)]
    weights, converged = logistic.climb(design, outcome, np.array([1e-6]), offset=9.0)
    assert converged and weights[0] == pytest.approx(-9.0, abs=1e-3)


def test_the_logistic_function_and_its_inverse_agree_and_never_overflow():
    score = np.linspace(-9, 9, 19)
    assert logistic.logit(logistic.expit(score)) == pytest.approx(score, abs=1e-6)
    assert logistic.expit(np.array([-1e6, 1e6])).tolist() == [0, 1]
    assert np.isfinite(logistic.logit(np.array([0.0, 1.0]))).all()


def test_a_sharpened_forecast_is_softened_by_its_own_past():
    truth = DRAW.uniform(0.1, 0.9, 20_000)
    sharp = logistic.expit(3 * logistic.logit(truth))
    fitted = fit_platt(sharp, (DRAW.random(20_000) < truth).astype(float), windows=1)
    assert fitted.slope == pytest.approx(1 / 3, abs=0.05)


def test_calibration_never_turns_the_order_round():
    raw = DRAW.uniform(0.01, 0.99, 5000)
    fitted = fit_platt(raw, (DRAW.random(5000) > raw).astype(float), windows=1)
    assert fitted.slope > 0


def test_a_perfect_ranking_a_reversed_one_and_a_constant_one():
    outcome = np.array([0.0, 0, 1, 1])
    assert measures.auc(np.array([0.1, 0.2, 0.8, 0.9]), outcome) == 1
    assert measures.auc(np.array([0.9, 0.8, 0.2, 0.1]), outcome) == 0
    assert measures.auc(np.full(4, 0.5), outcome) == 0.5


def test_the_calibration_error_of_honest_risks_is_small_and_of_boasts_large():
    risk = DRAW.uniform(0, 1, 20_000)
    outcome = (DRAW.random(20_000) < risk).astype(float)
    assert measures.ece(risk, outcome) < 0.02
    assert measures.ece(np.round(risk), outcome) == pytest.approx(0.25, abs=0.02)
    assert measures.ece(np.array([0.3]), np.array([1.0])) == pytest.approx(0.7)


def test_the_interval_of_the_bootstrap_has_the_width_theory_gives():
    outcome = (DRAW.random(1000) < 0.3).astype(float)
    draws = measures.resamples(1000, times=600, seed=1)
    values = measures.resampled(lambda _risk, happened: float(happened.mean()), outcome, outcome, draws)
    value, low, high = measures.interval(values)
    assert value == outcome.mean()
    assert (high - low) / 2 == pytest.approx(1.96 * np.sqrt(0.3 * 0.7 / 1000), rel=0.12)


def test_an_interval_of_nothing_usable_is_no_number():
    assert np.isnan(measures.interval(np.full(5, np.nan)).low)


def test_the_core_features_are_the_first_and_are_trained_with_the_light_ridge(monkeypatch):
    given = []
    real = logistic.fit
    monkeypatch.setattr(logistic, "fit", lambda *rows, ridge: given.append(ridge) or real(*rows, ridge=ridge))
    past = history()
    assert candidates.train(past, past.training_days(300)) is not None
    light, heavy = candidates.CORE_RIDGE, candidates.OTHER_RIDGE
    assert given[0].tolist() == [light] * 3 + [heavy] * (len(given[0]) - 3) and light < heavy
    snapshot = past.at(300).snapshot
    assert past.at(300).features[:, 0].tolist() == np.log1p(snapshot.recency).tolist()
    assert past.at(300).features[:, 1].tolist() == np.log(snapshot.count).tolist()
