"""The score as its callers see it: honest, repeatable, never looking ahead."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.science import bgnbd, churn, measures
from learning.science.churn import Extra, Kind, score
from learning.science.rfm import SEGMENTS
from learning.science.timeline import Timeline
from learning.science.windows import History
from tests.learning.science.shops import bgnbd_shop, orders, rows_of, together

SHOP = bgnbd_shop(700, days=400, seed=11)
DAY, HORIZON = 300, 60
SMALL = bgnbd_shop(200, days=400, seed=12)
SMALL_SCORES = score(SMALL, as_of_day=DAY, horizon_days=HORIZON)


def outcome_of(shop, scores, day, horizon):
    after = (np.floor(shop.day) > day) & (np.floor(shop.day) <= day + horizon) & (shop.amount >= 0)
    return (~np.isin(scores.customer, shop.customer[after])).astype(float)


def same(first, second):
    return (
        first.customer.tolist() == second.customer.tolist()
        and first.risk.tolist() == second.risk.tolist()
        and first.segment.tolist() == second.segment.tolist()
        and first.reason == second.reason
        and (first.model, first.windows) == (second.model, second.windows)
    )


def test_everybody_with_a_purchase_is_scored_once_with_a_probability():
    scores = score(SHOP, as_of_day=DAY, horizon_days=HORIZON)
    known = np.unique(SHOP.customer[SHOP.day <= DAY])
    assert scores.customer.tolist() == known.tolist()
    assert ((scores.risk > 0) & (scores.risk < 1)).all()
    assert len(scores.reason) == len(known) == len(scores.segment)
    assert set(scores.segment.tolist()) <= set(SEGMENTS)
    assert scores.model in ("blend", "logistic", "bgnbd") and scores.calibrated


def test_the_evidence_names_past_windows_and_a_figure_for_each_candidate():
    windows = score(SHOP, as_of_day=DAY, horizon_days=HORIZON).windows
    assert len(windows) == 3
    for window in windows:
        assert window.day + HORIZON <= DAY and window.ahead
        assert set(window.brier) == set(window.auc) == {"blend", "bgnbd", "logistic"}
        assert 0 < window.brier["blend"] < 0.25 < window.auc["blend"]


def test_risk_is_right_on_average_and_ranks_well_where_the_truth_is_known():
    scores = score(SHOP, as_of_day=DAY, horizon_days=HORIZON)
    lapsed = outcome_of(SHOP, scores, DAY, HORIZON)
    assert scores.risk.mean() == pytest.approx(lapsed.mean(), abs=0.06)
    assert measures.ece(scores.risk, lapsed) < 0.09
    assert measures.auc(scores.risk, lapsed) > 0.72


def test_a_shop_where_the_story_does_not_hold_is_calibrated_on_its_own_past():
    """Subscribers who order every 50 days, or stop: BG/NBD takes the even rhythm for luck and is too gloomy."""
    draw = np.random.default_rng(4)
    stays = draw.geometric(0.12, 600)
    who = np.repeat(np.arange(600), stays)
    number = np.arange(len(who)) - np.repeat(np.cumsum(stays) - stays, stays)
    day = draw.uniform(0, 300, 600)[who] + 50 * number + draw.normal(0, 3, len(who))
    shop = churn.Purchases(who, day, np.full(len(who), 30.0))
    scores = score(shop, as_of_day=350, horizon_days=60)
    lapsed = outcome_of(shop, scores, 350, 60)
    known = Timeline.until(shop, 350).snapshot(350)
    plain = churn.silence(bgnbd.fit(known.repeats, known.repeat_span, known.age), known, 60)
    assert measures.brier(scores.risk, lapsed) < measures.brier(plain, lapsed) - 0.02
    assert abs(scores.risk.mean() - lapsed.mean()) < abs(plain.mean() - lapsed.mean())


@settings(max_examples=8, deadline=None, derandomize=True)
@given(
    rows=st.lists(
        st.tuples(st.integers(0, 900), st.floats(DAY, 10_000, exclude_min=True), st.floats(-1e6, 1e6)),
        min_size=1,
        max_size=40,
    )
)
def test_rows_after_the_day_change_nothing(rows):
    known = rows_of(SMALL, SMALL.day <= DAY)
    assert same(SMALL_SCORES, score(together(orders(*rows), known), as_of_day=DAY, horizon_days=HORIZON))


@settings(max_examples=5, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32 - 1))
def test_the_order_of_the_rows_changes_nothing(seed):
    shuffled = rows_of(SMALL, np.random.default_rng(seed).permutation(len(SMALL.day)))
    assert same(SMALL_SCORES, score(shuffled, as_of_day=DAY, horizon_days=HORIZON))


def test_the_epoch_of_the_days_changes_nothing():
    moved = churn.Purchases(SHOP.customer, SHOP.day + 20_000, SHOP.amount)
    assert np.allclose(score(SHOP, as_of_day=DAY).risk, score(moved, as_of_day=DAY + 20_000).risk, atol=1e-12)


def test_engagement_events_after_the_day_change_nothing_and_earlier_ones_count():
    mails = Extra(SHOP.customer, SHOP.day, np.full(len(SHOP.day), Kind.MAIL_SENT))
    known = SHOP.day <= DAY
    earlier = Extra(mails.customer[known], mails.day[known], mails.kind[known])
    with_all = score(SHOP, as_of_day=DAY, horizon_days=HORIZON, extra=mails)
    assert same(with_all, score(SHOP, as_of_day=DAY, horizon_days=HORIZON, extra=earlier))
    assert not np.allclose(with_all.risk, score(SHOP, as_of_day=DAY, horizon_days=HORIZON).risk)


def test_who_fell_silent_is_at_higher_risk_than_who_just_bought():
    regular = [(9001, day, 50.0) for day in range(0, 300, 20)]
    silent = [(9002, day, 50.0) for day in range(0, 160, 20)]
    scores = score(together(SHOP, orders(*regular, *silent)), as_of_day=DAY, horizon_days=HORIZON)
    risk = dict(zip(scores.customer.tolist(), scores.risk.tolist(), strict=True))
    assert risk[9002] > 0.7 > 0.4 > risk[9001]


def test_a_season_seen_a_year_ago_lowers_the_risk_before_it_returns(monkeypatch):
    """Everybody buys in the last 60 days of a year; a year later the risk before them is lower for it."""
    draw, who = np.random.default_rng(2), np.arange(300)
    gifts = churn.Purchases(who, 305 + draw.uniform(0, 60, 300), np.full(300, 80.0))
    shop = together(bgnbd_shop(300, days=700, seed=8, first_within=200), gifts)
    with_season = score(shop, as_of_day=365 + 304, horizon_days=60).risk.mean()
    monkeypatch.setattr("learning.science.windows.YEAR_DAYS", 10_000)
    assert with_season < score(shop, as_of_day=365 + 304, horizon_days=60).risk.mean() - 0.05


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [(1, 5, 10)],
        [(customer, 5, 10) for customer in range(30)],
        [(customer, 5, 10) for customer in range(300)],
        [(customer, customer % 50, 10) for customer in range(300)],
        [(1, day, 1e6) for day in range(50)],
        [(1, 5, -10)],
        [(customer, 400, 10) for customer in range(30)],
    ],
    ids=["nobody", "one", "one day", "crowd on one day", "one purchase each", "one loyal", "returns", "only later"],
)
def test_too_little_history_falls_back_on_rules_and_says_so(rows):
    scores = score(orders(*rows), as_of_day=300)
    assert (scores.model, scores.calibrated, scores.windows) == ("rules", False, ())
    assert len(scores.risk) == len({customer for customer, day, amount in rows if amount >= 0 and day <= 300})
    assert ((scores.risk >= 0.02) & (scores.risk <= 0.98)).all()


def test_before_a_window_is_over_bgnbd_is_used_and_called_uncalibrated():
    scores = score(bgnbd_shop(500, days=70, seed=6), as_of_day=70, horizon_days=90)
    assert (scores.model, scores.calibrated, scores.windows) == ("bgnbd", False, ())


@pytest.mark.parametrize("factor", [0.0, 1e-9, 1.0, 1e6])
def test_any_scale_of_money_gives_usable_risks(factor):
    shop = churn.Purchases(SHOP.customer, SHOP.day, np.full(len(SHOP.day), factor))
    scores = score(shop, as_of_day=DAY)
    assert np.isfinite(scores.risk).all() and scores.calibrated


def test_a_fit_that_does_not_converge_leaves_the_logistic_model(monkeypatch):
    monkeypatch.setattr("learning.science.bgnbd.fit", lambda *known, near=None: None)
    scores = score(SHOP, as_of_day=DAY, horizon_days=HORIZON)
    assert scores.model == "logistic"
    assert all(set(window.brier) == {"logistic"} for window in scores.windows)


def test_a_large_shop_is_trained_on_a_sample_and_scored_in_full():
    shop = bgnbd_shop(5000, days=250, seed=9)
    scores = score(shop, as_of_day=200, horizon_days=50)
    assert len(scores.risk) == len(np.unique(shop.customer[shop.day <= 200]))
    assert scores.windows[0].customers < 3500


@pytest.mark.parametrize("horizon", [0, -5, float("nan")])
def test_a_horizon_below_a_day_is_refused(horizon):
    with pytest.raises(ValueError, match="at least 1"):
        score(SHOP, as_of_day=DAY, horizon_days=horizon)


def test_a_day_that_is_no_number_is_refused():
    with pytest.raises(ValueError, match="as_of_day"):
        score(SHOP, as_of_day=float("nan"))


def test_past_windows_do_not_know_the_mails_that_came_after_them():
    mails = Extra(SHOP.customer, SHOP.day, np.full(len(SHOP.day), Kind.MAIL_SENT))
    timeline = Timeline.until(SHOP, DAY)
    whole = History(timeline, HORIZON, mails).at(200)
    before = History(timeline, HORIZON, mails.until(200.999)).at(200)
    assert whole.features.tolist() == before.features.tolist()


def test_engagement_that_tells_who_leaves_improves_the_forecast():
    """Everybody gets a mail a week and opens it only while still buying."""
    last = np.zeros(700)
    np.maximum.at(last, SHOP.customer, SHOP.day)
    week = np.arange(0, DAY, 7.0)
    who, day = np.repeat(np.arange(700), len(week)), np.tile(week, 700)
    opened = day <= last[who]
    mails = Extra(
        np.r_[who, who[opened]],
        np.r_[day, day[opened]],
        np.r_[np.full(len(who), Kind.MAIL_SENT), np.full(opened.sum(), Kind.MAIL_OPENED)],
    )
    with_mails = score(SHOP, as_of_day=DAY, horizon_days=HORIZON, extra=mails)
    without = score(SHOP, as_of_day=DAY, horizon_days=HORIZON)
    lapsed = outcome_of(SHOP, without, DAY, HORIZON)
    assert measures.auc(with_mails.risk, lapsed) > measures.auc(without.risk, lapsed) + 0.05


def test_returns_change_the_money_of_a_customer_and_not_who_is_scored():
    back = orders(*[(int(customer), 290.0, -10.0) for customer in np.unique(SHOP.customer[SHOP.day <= 280])])
    plain, less = score(SHOP, as_of_day=DAY), score(together(SHOP, back), as_of_day=DAY)
    assert less.customer.tolist() == plain.customer.tolist()
    assert less.frequency.tolist() == plain.frequency.tolist()
    assert less.monetary.sum() < plain.monetary.sum()


def test_a_longer_horizon_means_less_risk_of_silence():
    risks = [score(SHOP, as_of_day=DAY, horizon_days=days).risk.mean() for days in (15, 45, 90)]
    assert risks == sorted(risks, reverse=True)


def test_tied_customers_get_the_same_risk():
    twins = [(9000 + twin, day, 40.0) for twin in range(3) for day in (100, 150, 210)]
    scores = score(together(SHOP, orders(*twins)), as_of_day=DAY)
    assert len(set(scores.risk[scores.customer >= 9000].tolist())) == 1


def test_a_hundred_thousand_customers_take_no_more_than_two_seconds_of_processor_time():
    draw = np.random.default_rng(1)
    count = draw.poisson(3.5, 100_000) + 1
    customer = np.repeat(np.arange(100_000), count)
    day = draw.uniform(0, 650, 100_000)[customer] + draw.exponential(40, len(customer))
    shop = churn.Purchases(customer, day, draw.gamma(2.0, 50.0, len(customer)))
    started = time.process_time()
    scores = score(shop, as_of_day=700)
    assert time.process_time() - started <= 2.0
    assert len(scores.risk) > 95_000 and scores.calibrated
