"""The reason as a reader sees it."""

import pytest

from learning.churn_sentences import sentence
from learning.science.reasons import CODES, Reason


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("figure", [0, 1, 7])
def test_every_reason_has_a_sentence_with_its_figures_filled_in(code, figure):
    told = sentence(Reason(code, figure, max(figure, 1), 3, figure))
    assert told.endswith(".") and "%" not in told
    assert f"{figure} day" in told


def test_one_day_is_singular():
    assert sentence(Reason("overdue", 1, 14, 5)) == (
        "Well past the usual time for the next order. Usually buys about every 14 days. Last bought 1 day ago."
    )


def test_the_ticket_is_named_before_the_silence():
    assert sentence(Reason("tickets", 40, 20, 5, 2)) == (
        "2 support tickets in the last 180 days. Last bought 40 days ago."
    )
