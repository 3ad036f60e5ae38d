"""Fits that are kept: made once for one history, and the same as when each day makes its own."""

import numpy as np
import pytest

from learning.science import bgnbd, churn, fits
from learning.science.fits import Fits
from tests.learning.science.shops import bgnbd_shop

DAYS = (300, 301, 320, 321)


@pytest.fixture
def counted(monkeypatch):
    """How often a history was really fitted."""
    made = []
    whole = bgnbd.fit
    monkeypatch.setattr(bgnbd, "fit", lambda *known, **more: made.append(1) or whole(*known, **more))
    return made


def test_the_days_of_one_history_share_the_fits_of_their_past(counted, searched):
    shop = bgnbd_shop(300, days=330, seed=5)
    alone = [churn.score(shop, as_of_day=day, horizon_days=60) for day in DAYS]
    each_its_own, kept = len(counted), Fits()
    counted.clear()
    searched.clear()
    together = [churn.score(shop, as_of_day=day, horizon_days=60, fits=kept) for day in DAYS]
    assert len(counted) < 0.7 * each_its_own
    for one, other in zip(alone, together, strict=True):
        assert np.allclose(one.risk, other.risk, atol=1e-3)
        assert one.model == other.model


def test_the_same_look_made_again_says_exactly_the_same(searched):
    shop, looks = bgnbd_shop(200, days=330, seed=6), []
    for _again in range(2):
        searched.clear()
        kept = Fits()
        looks.append([churn.score(shop, as_of_day=day, horizon_days=60, fits=kept).risk for day in DAYS])
    assert all((one == other).all() for one, other in zip(*looks, strict=True))


def test_a_plan_right_after_its_dry_run_searches_nothing_anew_and_says_the_same(counted):
    shop = bgnbd_shop(200, days=330, seed=6)
    tried = churn.score(shop, as_of_day=330, horizon_days=60)
    counted.clear()
    assert (churn.score(shop, as_of_day=330, horizon_days=60).risk == tried.risk).all()
    assert counted == []


def test_what_a_process_remembers_has_an_end(searched, monkeypatch):
    monkeypatch.setattr(fits, "MOST_REMEMBERED", 2)
    for more in range(3):
        Fits().of(np.array([2.0, 0.0, 1.0]), np.array([30.0, 0.0, 9.0]), np.array([90.0, 80.0, 70.0 + more]))
    assert len(searched) == 1


def test_another_history_is_fitted_anew(counted):
    kept, known = Fits(), (np.array([2.0, 0.0, 1.0]), np.array([30.0, 0.0, 9.0]), np.array([90.0, 80.0, 70.0]))
    kept.of(*known)
    again = len(counted)
    kept.of(*known)
    assert len(counted) == again
    kept.of(known[0], known[1], known[2] + 1)
    assert len(counted) > again
