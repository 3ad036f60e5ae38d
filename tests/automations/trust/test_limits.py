"""Which wider limits a record carries: slowly, never beyond what was reached or the ceiling."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automations.trust.limits import CEILING, Limits, proposed
from automations.trust.record import KINDS, Record, Trial, counted, lower_bound

NOW = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)
DEFAULT = Limits(customer_value_cents=250_00, batch=25, day_cost_cents=25_00)


def trial(
    people: int = 40, *, days: int = 5, failings: tuple[str, ...] = (), asked: bool = True, **sizes: int
) -> Trial:
    values = {"value_cents": 0, "cost_cents": 0} | sizes
    return Trial(uuid4(), NOW - timedelta(days=days), asked, people, failings=frozenset(failings), **values)


def ask(trials: list[Trial], allowed: Limits = DEFAULT) -> Limits | None:
    return proposed(trials, allowed, DEFAULT, NOW)


@pytest.mark.parametrize(
    ("good", "trials", "bound"), [(11, 11, 0.8026), (10, 10, 0.7871), (20, 20, 0.8809), (0, 5, 0.0), (49, 50, 0.9152)]
)
def test_the_bound_is_wilsons_one_sided(good, trials, bound):
    # Where all are good the formula is n / (n + z²) with z = 1.645; 49 of 50 was worked out by hand.
    assert lower_bound(good, trials) == pytest.approx(bound, abs=5e-4)


def test_without_a_trial_nothing_is_sure():
    assert Record(NOW).lower_bound is None
    assert ask([]) is None


def test_eleven_good_runs_earn_and_ten_do_not():
    assert ask([trial() for _ in range(10)]) is None
    found = ask([trial() for _ in range(11)])
    assert found == Limits(customer_value_cents=250_00, batch=40, day_cost_cents=25_00)


def test_a_limit_at_most_doubles_and_stays_under_its_ceiling():
    found = ask([trial(people=500) for _ in range(11)])
    assert found is not None
    assert found.batch == 50
    high = Limits(customer_value_cents=250_00, batch=80, day_cost_cents=25_00)
    found = ask([trial(people=500) for _ in range(11)], high)
    assert found is not None
    assert found.batch == 100


def test_one_large_run_among_small_ones_widens_nothing():
    assert ask([trial(people=400), *[trial(people=10) for _ in range(20)]]) is None


def test_runs_that_nobody_was_asked_about_show_no_need_for_more():
    assert ask([trial(asked=False) for _ in range(20)]) is None


def test_a_growth_hardly_worth_a_question_is_not_proposed():
    assert ask([trial(people=26) for _ in range(11)]) is None


@pytest.mark.parametrize("kind", KINDS)
def test_one_failing_of_any_kind_within_a_month_proposes_nothing(kind):
    many = [trial() for _ in range(60)]
    assert ask([*many, trial(failings=(kind,), days=29)]) is None
    assert ask([*many, trial(failings=(kind,), days=31)]) is not None


def test_value_and_cost_grow_by_their_own_sizes():
    found = ask([trial(people=3, value_cents=400_00, cost_cents=90_00) for _ in range(11)])
    assert found == Limits(customer_value_cents=400_00, batch=25, day_cost_cents=50_00)


@given(
    people=st.lists(st.integers(0, 5_000), max_size=40),
    bad=st.integers(0, 10),
    allowed=st.builds(Limits, st.integers(0, 1_000_00), st.integers(0, 200), st.integers(0, 200_00)),
)
def test_whatever_the_record_no_limit_shrinks_more_than_doubles_or_passes_its_ceiling(people, bad, allowed):
    trials = [trial(each, value_cents=each * 100, cost_cents=each) for each in people]
    found = ask([*trials, *[trial(failings=("failed",), days=100) for _ in range(bad)]], allowed)
    if found is None:
        return
    for name, times in CEILING.items():
        before, after = getattr(allowed, name), getattr(found, name)
        assert before <= after <= 2 * before or after == before
        assert after == before or after <= times * getattr(DEFAULT, name)


def test_a_record_counts_each_run_once_and_its_failings_by_kind():
    found = counted([trial(), trial(asked=False), trial(failings=("failed", "unknown"), days=3)], NOW)
    assert (found.trials, found.good, found.alone) == (3, 2, 1)
    assert found.failings == {"failed": 1, "unknown": 1}
    assert found.last_failing_at == NOW - timedelta(days=3)
    assert found.stored()["lower_bound"] == found.lower_bound
