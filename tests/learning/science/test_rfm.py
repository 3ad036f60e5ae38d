"""Segments, rule-based risk and reasons on customers small enough to follow by hand."""

import numpy as np
import pytest

from learning.science import rfm
from learning.science.engagement import Extra, Kind, engagement
from learning.science.reasons import reasons
from learning.science.timeline import Timeline
from tests.learning.science.shops import bgnbd_shop, orders

# The shop's typical gap is 30 days: customers 1 to 5 bought every 30 days until they stopped.
SHOP = [
    *[(1, day, 100.0) for day in range(0, 301, 30)],
    *[(2, day, 5.0) for day in range(0, 271, 30)],
    *[(3, day, 20.0) for day in range(0, 241, 30)],
    *[(4, day, 20.0) for day in range(0, 211, 30)],
    *[(5, day, 20.0) for day in range(0, 91, 30)],
    (6, 290, 20.0),
    (7, 250, 20.0),
    (8, 200, 20.0),
    (9, 20, 20.0),
    (10, 260, 20.0),
    (10, 290, 20.0),
    (11, 220, 20.0),
    (11, 250, 20.0),
]


def known(rows=SHOP, day=300, extra=None):
    timeline = Timeline.until(orders(*rows), day)
    snapshot = timeline.snapshot(day)
    return timeline, snapshot, engagement(extra, timeline, snapshot)


def by_customer(timeline, values):
    return dict(zip(timeline.customer.tolist(), values, strict=True))


def test_each_segment_is_given_to_the_customer_it_describes():
    timeline, snapshot, _about = known()
    assert by_customer(timeline, rfm.segments(snapshot, horizon=90).tolist()) == {
        1: "champion",
        2: "loyal",
        3: "needs_attention",
        4: "at_risk",
        5: "lost",
        6: "new",
        7: "promising",
        8: "hibernating",
        9: "lost",
        10: "promising",
        11: "needs_attention",
    }


def test_every_segment_of_the_list_is_reachable_and_no_other_exists():
    assert set(rfm.segments(known()[1], horizon=90).tolist()) == set(rfm.SEGMENTS)


def test_the_typical_gap_is_the_median_of_repeat_buyers_or_the_fallback():
    assert rfm.typical_gap(known()[1], 90.0) == 30
    assert rfm.typical_gap(known([(1, 5, 1), (2, 6, 1)])[1], 90.0) == 90


def test_the_rule_based_risk_follows_the_table():
    timeline, snapshot, about = known()
    risk = by_customer(timeline, rfm.rule_risk(snapshot, about, horizon=90).tolist())
    assert risk[1] == pytest.approx(0.05)  # bought today, five or more purchases
    assert risk[2] == pytest.approx(0.25)  # one gap ago
    assert risk[3] == pytest.approx(0.50)  # two
    assert risk[4] == pytest.approx(0.65)  # three
    assert risk[10] == pytest.approx(0.15 + 0.20 * 10 / 30)
    assert risk[9] == pytest.approx(0.98)  # one purchase, long gone


def test_unopened_mails_and_a_ticket_raise_the_rule_based_risk():
    events = Extra([1, 1, 1, 4, 99], [250, 260, 270, 280, 280], [Kind.MAIL_SENT] * 3 + [Kind.TICKET] * 2)
    timeline, snapshot, about = known(extra=events)
    plain = rfm.rule_risk(*known()[1:], horizon=90)
    raised = by_customer(timeline, (rfm.rule_risk(snapshot, about, horizon=90) - plain).round(6).tolist())
    assert {customer for customer, more in raised.items() if more} == {1, 4}
    assert raised[1] == raised[4] == 0.05


def test_one_opened_mail_or_one_older_than_half_a_year_is_no_reproach():
    opened = Extra([1] * 4, [250, 260, 270, 271], [Kind.MAIL_SENT] * 3 + [Kind.MAIL_OPENED])
    old = Extra([1] * 3, [50, 60, 120], [Kind.MAIL_SENT] * 3)
    plain = rfm.rule_risk(*known()[1:], horizon=90)
    for events in (opened, old):
        assert rfm.rule_risk(*known(extra=events)[1:], horizon=90).tolist() == plain.tolist()


def test_the_rule_based_risk_never_falls_while_a_customer_stays_silent():
    risks = [rfm.rule_risk(*known(day=day)[1:], horizon=90)[0] for day in range(300, 700, 7)]
    assert (np.diff(risks) >= 0).all() and risks[-1] > 0.8


def test_features_are_finite_and_one_row_per_buyer():
    timeline = Timeline.until(bgnbd_shop(300, days=300, seed=2), 200)
    snapshot = timeline.snapshot(120)
    table = rfm.features(snapshot, None, horizon=60)
    wider = rfm.features(snapshot, engagement(Extra([], [], []), timeline, snapshot), horizon=60)
    assert table.shape[0] == len(snapshot.row) and np.isfinite(table).all()
    assert wider.shape[1] == table.shape[1] + 3 and np.isfinite(wider).all()


def test_an_even_rhythm_has_no_irregularity_and_an_uneven_one_has():
    snapshot = known([(1, 0, 1), (1, 30, 1), (1, 60, 1), (2, 0, 1), (2, 5, 1), (2, 60, 1), (3, 0, 1), (3, 9, 1)])[1]
    assert rfm.irregularity(snapshot).round(4).tolist() == [0, round(25 / 30, 4), 0]


def test_the_reason_is_the_plainest_fact_about_the_customer():
    timeline, snapshot, about = known()
    told = by_customer(timeline, reasons(snapshot, about, horizon=90))
    assert told[1][:4] == ("on_rhythm", 0, 30, 11)
    assert told[3][:4] == ("overdue", 60, 30, 9)
    assert told[6].code == "first_purchase" and told[8].code == "never_returned"
    late = known([*SHOP, (12, 0, 1), (12, 30, 1), (12, 264, 1), (12, 265, 1)])
    assert by_customer(late[0], reasons(late[1], late[2], horizon=90))[11].code == "overdue"


def test_a_late_customer_with_a_ticket_or_unread_mails_is_explained_by_them():
    events = Extra([4, 3, 3, 3, 1], [280, 250, 255, 260, 290], [Kind.TICKET] + [Kind.MAIL_SENT] * 3 + [Kind.TICKET])
    timeline, snapshot, about = known(extra=events)
    told = by_customer(timeline, reasons(snapshot, about, horizon=90))
    assert (told[4].code, told[4].number) == ("tickets", 1)
    assert (told[3].code, told[3].number) == ("unread", 3)
    assert told[1].code == "on_rhythm"


def test_engagement_of_unequal_length_is_refused():
    with pytest.raises(ValueError, match="same number of rows"):
        Extra([1, 2], [1.0], [1, 1])


def test_two_unopened_mails_are_too_few_to_tell():
    two = Extra([1] * 2, [250, 260], [Kind.MAIL_SENT] * 2)
    plain = rfm.rule_risk(*known()[1:], horizon=90)
    assert rfm.rule_risk(*known(extra=two)[1:], horizon=90).tolist() == plain.tolist()
    late = Extra([3] * 2, [250, 260], [Kind.MAIL_SENT] * 2)
    timeline, snapshot, about = known(extra=late)
    assert by_customer(timeline, reasons(snapshot, about, horizon=90))[3].code == "overdue"


def test_a_past_snapshot_counts_only_the_events_of_its_own_past():
    events = Extra([1] * 4, [100, 140, 260, 290], [Kind.MAIL_SENT, Kind.MAIL_OPENED, Kind.MAIL_SENT, Kind.TICKET])
    timeline = Timeline.until(orders(*SHOP), 300)
    then = engagement(events, timeline, timeline.snapshot(150))
    now = engagement(events, timeline, timeline.snapshot(300))
    assert (then.sent[0], then.opened[0], then.tickets[0]) == (1, 1, 0)
    assert (now.sent[0], now.opened[0], now.tickets[0]) == (1, 1, 1)


def test_more_openings_than_mails_count_as_all_opened():
    """Mail programs open the same message several times."""
    eager = Extra([1] * 5, [290] * 5, [Kind.MAIL_SENT] + [Kind.MAIL_OPENED] * 4)
    _timeline, _snapshot, about = known(extra=eager)
    assert about.features()[0, 0] == pytest.approx(2 / 3)


def test_segments_and_reasons_of_nobody_are_empty():
    _timeline, snapshot, about = known([])
    assert rfm.segments(snapshot, horizon=90).tolist() == []
    assert reasons(snapshot, about, horizon=90) == []
    assert rfm.rule_risk(snapshot, about, horizon=90).tolist() == []


def test_the_usual_gap_moves_from_the_shop_s_to_the_customer_s_own():
    timeline, snapshot, _about = known(
        [*SHOP, *[(20, day, 1.0) for day in range(0, 300, 6)], (21, 294, 1), (21, 300, 1)]
    )
    usual = by_customer(timeline, rfm.usual_gap(snapshot, 30.0).tolist())
    assert usual[6] == 30
    assert usual[20] == pytest.approx(6, abs=1)
    assert usual[21] == pytest.approx(18)


@pytest.mark.parametrize("customer", [1, 2, 3, 4, 5])
def test_buying_again_makes_the_rule_based_risk_fall(customer):
    timeline, snapshot, about = known()
    before = by_customer(timeline, rfm.rule_risk(snapshot, about, horizon=90))[customer]
    timeline, snapshot, about = known([*SHOP, (customer, 300, 20.0)])
    assert by_customer(timeline, rfm.rule_risk(snapshot, about, horizon=90))[customer] <= before


def test_one_time_buyers_of_a_shop_without_repeat_buyers_age_by_the_horizon():
    rows = [(1, 0, 5), (2, 150, 5), (3, 280, 5)]
    timeline, snapshot, _about = known(rows)
    assert by_customer(timeline, rfm.segments(snapshot, horizon=90).tolist()) == {
        1: "hibernating",
        2: "promising",
        3: "new",
    }


def test_the_same_money_for_everybody_still_gives_every_customer_a_segment():
    timeline, snapshot, _about = known([(customer, day, 0) for customer in range(5) for day in (10, 150, 290)])
    assert set(rfm.segments(snapshot, horizon=90).tolist()) == {"champion"}
    assert len(timeline.customer) == 5
