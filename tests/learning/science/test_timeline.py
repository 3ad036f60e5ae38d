"""What counts as a purchase, and what a snapshot of an earlier day may know."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.science.timeline import Purchases, Timeline
from tests.learning.science.shops import bgnbd_shop, orders, rows_of, together


def test_two_orders_on_one_day_are_one_purchase_with_their_money_added():
    known = Timeline.until(orders((1, 3.1, 10), (1, 3.9, 5), (1, 7.0, 20)), 10).snapshot(10)
    assert known.count.tolist() == [2]
    assert known.spend.tolist() == [35]
    assert known.last_amount.tolist() == [20]


def test_a_return_lowers_the_money_and_leaves_the_count():
    known = Timeline.until(orders((1, 1, 50), (1, 2, -20), (1, 5, 30)), 9).snapshot(9)
    assert known.count.tolist() == [2]
    assert known.net_spend.tolist() == [60]
    assert known.recency.tolist() == [4]


def test_a_same_day_full_return_still_was_a_purchase():
    known = Timeline.until(orders((1, 1, 50), (1, 1, -50)), 9).snapshot(9)
    assert (known.count.tolist(), known.net_spend.tolist()) == ([1], [0])


def test_returns_of_goods_bought_before_the_records_never_make_money_negative():
    assert Timeline.until(orders((1, 1, 10), (1, 2, -500)), 9).snapshot(9).net_spend.tolist() == [0]


def test_somebody_with_returns_only_is_no_buyer():
    timeline = Timeline.until(orders((1, 1, 10), (2, 1, -10)), 9)
    assert timeline.customer.tolist() == [1]


def test_a_free_order_is_a_purchase():
    assert Timeline.until(orders((1, 1, 0)), 9).customer.tolist() == [1]


def test_a_snapshot_of_an_earlier_day_knows_nothing_later():
    timeline = Timeline.until(orders((1, 1, 10), (1, 9, 99), (2, 8, 5)), 10)
    earlier = timeline.snapshot(5)
    assert earlier.row.tolist() == [0]
    assert (earlier.count.tolist(), earlier.spend.tolist(), earlier.age.tolist()) == ([1], [10], [4])


def test_recent_purchases_are_counted_back_from_the_day():
    timeline = Timeline.until(orders((1, 10, 1), (1, 50, 1), (1, 95, 1), (1, 100, 1)), 100)
    assert {days: count.tolist() for days, count in timeline.snapshot(100).recent.items()} == {
        30: [2],
        60: [3],
        90: [3],
    }


def test_lapsed_is_no_purchase_after_the_day_up_to_the_last_day_of_the_horizon():
    timeline = Timeline.until(orders((1, 5, 1), (1, 15, 1), (2, 5, 1), (2, 16, 1), (3, 5, 1), (3, 5.9, 1)), 50)
    assert timeline.lapsed(timeline.snapshot(5), 10).tolist() == [False, True, True]


def test_gaps_of_one_customer_do_not_leak_into_the_next():
    known = Timeline.until(orders((1, 1, 1), (1, 11, 1), (2, 40, 1), (2, 43, 1)), 50).snapshot(50)
    assert known.gap_square_sum.tolist() == [100, 9]


def test_no_rows_give_an_empty_snapshot():
    assert len(Timeline.until(orders(), 10).snapshot(10).row) == 0


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_a_row_that_is_no_number_is_refused(bad):
    with pytest.raises(ValueError, match="1 rows have no usable"):
        orders((1, bad, 5), (2, 1, 5))
    with pytest.raises(ValueError, match="1 rows have no usable"):
        orders((1, 1, bad), (2, 1, 5))


def test_arrays_of_unequal_length_are_refused():
    with pytest.raises(ValueError, match="same number of rows"):
        Purchases(np.array([1, 2]), np.array([1.0]), np.array([1.0, 2.0]))


def test_a_sample_keeps_whole_customers_and_is_the_same_every_time():
    shop = bgnbd_shop(3000, days=200, seed=1)
    full = Timeline.until(together(shop, orders((5, 10, -7), (17, 12, -3))), 200)
    sample = full.sample(1000)
    assert 900 < len(sample.customer) < 1100
    assert sample.customer.tolist() == full.sample(1000).customer.tolist()
    kept = np.isin(shop.customer, sample.customer)
    alone = Timeline.until(rows_of(shop, kept), 200)
    assert sample.snapshot(150).count.tolist() == alone.snapshot(150).count.tolist()
    assert sample.snapshot(150).spend.tolist() == alone.snapshot(150).spend.tolist()


def test_returns_stay_with_their_customer_in_a_sample():
    shop = bgnbd_shop(3000, days=200, seed=1)
    buyers = np.unique(shop.customer[shop.day <= 100])
    back = Purchases(buyers, np.full(len(buyers), 150.0), -0.001 * buyers)
    sample = Timeline.until(together(shop, back), 200).sample(1000)
    known = sample.snapshot(200)
    expected = np.where(np.isin(sample.customer, buyers), 0.001 * sample.customer, 0.0)
    assert known.returned == pytest.approx(expected[known.row])


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.tuples(st.integers(0, 4), st.floats(0, 60), st.floats(-50, 500)), max_size=25),
    as_of=st.floats(0, 60),
)
def test_a_snapshot_agrees_with_counting_by_hand(rows, as_of):
    known = Timeline.until(orders(*rows), as_of).snapshot(int(as_of))
    by_hand: dict[int, set[int]] = {}
    for customer, day, amount in rows:
        if amount >= 0 and day <= as_of:
            by_hand.setdefault(customer, set()).add(int(day))
    assert known.count.tolist() == [len(by_hand[c]) for c in sorted(by_hand)]
    assert known.first.tolist() == [min(by_hand[c]) for c in sorted(by_hand)]
    assert known.last.tolist() == [max(by_hand[c]) for c in sorted(by_hand)]


def test_money_of_one_day_adds_up_to_the_same_last_digit_in_any_order():
    amounts = [0.1, 0.2, 0.3, 1e6, 0.7]
    sums = {
        Timeline.until(orders(*[(1, 3, amount) for amount in np.roll(amounts, turn)]), 5).amount[0] for turn in range(5)
    }
    assert len(sums) == 1


def test_labels_may_be_any_whole_numbers():
    known = Timeline.until(orders((-7, 1, 5), (2**60, 2, 6), (0, 3, 7)), 9)
    assert known.customer.tolist() == [-7, 0, 2**60]
    assert known.snapshot(9).spend.tolist() == [5, 7, 6]


def test_days_before_the_epoch_are_days_too():
    known = Timeline.until(orders((1, -10.5, 5), (1, -2.0, 5)), -1).snapshot(-1)
    assert (known.first.tolist(), known.last.tolist(), known.recency.tolist()) == ([-11], [-2], [1])


def test_a_small_shop_is_not_sampled():
    timeline = Timeline.until(orders((1, 1, 5), (2, 2, 5)), 9)
    assert timeline.sample(2) is timeline


def test_lists_are_taken_as_arrays():
    assert Purchases([1, 2], [1, 2], [3, 4]).amount.dtype == np.float64
