"""The judge must be right too: which cutoffs it takes, what it counts, which plain models it compares with."""

import numpy as np
import pytest

from learning.science import backtest, churn, measures
from learning.science.churn import Purchases
from tests.learning.science.shops import bgnbd_shop, orders, rows_of, together

DRAWN = bgnbd_shop(500, days=400, seed=41, first_within=300)
SHOP = Purchases(DRAWN.customer, np.floor(DRAWN.day), DRAWN.amount)
LAST = int(SHOP.day.max())


def test_cutoffs_are_steps_of_thirty_days_whose_outcome_is_known_in_full():
    days = backtest.cutoffs(SHOP, 300, 60)
    assert days == [150, 180, 210, 240, 270, 300]
    assert backtest.cutoffs(SHOP, LAST - 60, 60)[-1] == LAST - 60
    assert backtest.cutoffs(SHOP, LAST - 59, 60)[-1] == LAST - 59 - 30


def test_cutoffs_without_a_past_window_for_the_plain_model_are_left_out():
    assert backtest.cutoffs(SHOP, 150, 60) == [90, 120, 150]
    assert backtest.cutoffs(SHOP, 70, 60) == []


def test_lapsed_is_no_sale_within_the_horizon_and_a_return_is_no_sale():
    shop = orders(
        (1, 5, 9), (1, 11, 9), (2, 5, 9), (2, 20, 9), (3, 5, 9), (3, 21, 9), (4, 5, 9), (4, 15, -9), (5, 5, 9)
    )
    assert backtest.lapsed(shop, np.arange(1, 6), 10, 10).tolist() == [0, 0, 1, 1, 1]


def test_a_purchase_on_the_cutoff_day_is_known_and_not_an_outcome():
    shop = orders((1, 10, 9), (2, 11, 9))
    assert backtest.lapsed(shop, np.array([1]), 10, 10).tolist() == [1]


def test_the_plain_references_never_see_the_future():
    cut = rows_of(SHOP, SHOP.day <= 250)
    whole = backtest.references(SHOP, 250, 60)
    before = backtest.references(cut, 250, 60)
    assert set(whole) == set(before) == {"plain BG/NBD", "plain logistic"}
    for name in whole:
        assert whole[name].tolist() == before[name].tolist()


def test_a_plain_reference_that_cannot_be_had_is_left_out():
    only_new = orders(*[(customer, 100 + customer % 5, 10) for customer in range(100)])
    assert backtest.references(only_new, 110, 60) == {}


def test_every_figure_belongs_to_the_same_customers_in_the_same_order():
    result = backtest.backtest(SHOP, 270, 60)
    scores = churn.score(SHOP, as_of_day=270, horizon_days=60)
    lapsed = backtest.lapsed(SHOP, scores.customer, 270, 60)
    plain = backtest.references(SHOP, 270, 60)
    assert (result.customers, result.model) == (len(scores.customer), scores.model)
    assert result.lapsed_share == pytest.approx(lapsed.mean())
    assert result.measures["AUC"]["chosen"].value == pytest.approx(measures.auc(scores.risk, lapsed))
    for name, risk in plain.items():
        assert result.measures["Brier"][name].value == pytest.approx(measures.brier(risk, lapsed))
        difference = measures.brier(scores.risk, lapsed) - measures.brier(risk, lapsed)
        assert result.differences[name]["Brier"].value == pytest.approx(difference)


def test_intervals_hold_their_figure_and_repeat_exactly():
    first, again = backtest.backtest(SHOP, 240, 60), backtest.backtest(SHOP, 240, 60)
    assert first == again
    for name in ("AUC", "Brier"):
        for value, low, high in first.measures[name].values():
            assert low < value < high


def test_where_the_story_of_bgnbd_is_true_the_score_is_not_worse_than_it():
    result = backtest.backtest(SHOP, 300, 60)
    assert result.differences["plain BG/NBD"]["AUC"].high > 0
    assert result.differences["plain BG/NBD"]["Brier"].low < 0


def test_with_a_year_of_regular_subscribers_the_score_beats_both_plain_models():
    """Even rhythms break BG/NBD's assumption, and plain RFM does not know each one's own rhythm."""
    draw = np.random.default_rng(5)
    gap, stays = draw.choice([15, 30, 60], 500), draw.geometric(0.08, 500)
    who = np.repeat(np.arange(500), stays)
    number = np.arange(len(who)) - np.repeat(np.cumsum(stays) - stays, stays)
    day = draw.uniform(0, 350, 500)[who] + gap[who] * number + draw.normal(0, 2, len(who))
    shop = Purchases(who, np.floor(np.abs(day)), np.full(len(who), 25.0))
    result = backtest.backtest(together(shop, orders((900, 0, 5))), 400, 60)
    for name in ("plain BG/NBD", "plain logistic"):
        assert result.differences[name]["Brier"].high < 0
