"""Fits that are kept: made once for one history, and the same as when each day makes its own."""

import numpy as np
import pytest

from learning.science import bgnbd, churn
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


def test_the_days_of_one_history_share_the_fits_of_their_past(counted):
    shop = bgnbd_shop(300, days=330, seed=5)
    alone = [churn.score(shop, as_of_day=day, horizon_days=60) for day in DAYS]
    each_its_own, fits = len(counted), Fits()
    counted.clear()
    together = [churn.score(shop, as_of_day=day, horizon_days=60, fits=fits) for day in DAYS]
    assert len(counted) < 0.7 * each_its_own
    for one, other in zip(alone, together, strict=True):
        assert np.allclose(one.risk, other.risk, atol=1e-3)
        assert one.model == other.model


def test_the_same_look_made_again_says_exactly_the_same():
    shop = bgnbd_shop(200, days=330, seed=6)
    first, second = Fits(), Fits()
    looks = [
        [churn.score(shop, as_of_day=day, horizon_days=60, fits=fits).risk for day in DAYS] for fits in (first, second)
    ]
    assert all((one == other).all() for one, other in zip(*looks, strict=True))


def test_another_history_is_fitted_anew(counted):
    fits, known = Fits(), (np.array([2.0, 0.0, 1.0]), np.array([30.0, 0.0, 9.0]), np.array([90.0, 80.0, 70.0]))
    fits.of(*known)
    again = len(counted)
    fits.of(*known)
    assert len(counted) == again
    fits.of(known[0], known[1], known[2] + 1)
    assert len(counted) > again
