"""Who bought when: the one place where events are sorted, merged and cut off at a day.

A purchase is a day on which a customer placed an order (amount >= 0; several orders on
one day are one purchase, since a basket split into two orders is one visit). Negative
amounts are returns: they lower the money, never the count, because somebody who sent
goods back still came to buy, and the question is whether they come back.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Purchases:
    """Order events, one row each, arrays of equal length.

    `day` counts days from any fixed epoch (fractions allowed), `amount` is in the
    client's currency units; below zero it is a return. Raises ValueError on arrays of
    unequal length and on days or amounts that are not finite numbers.
    """

    customer: NDArray[np.int64]
    day: Floats
    amount: Floats

    def __post_init__(self) -> None:
        for name, kind in (("customer", np.int64), ("day", np.float64), ("amount", np.float64)):
            object.__setattr__(self, name, np.asarray(getattr(self, name), dtype=kind).ravel())
        if not len(self.customer) == len(self.day) == len(self.amount):
            raise ValueError("customer, day and amount must have the same number of rows.")
        unusable = int((~np.isfinite(self.day) | ~np.isfinite(self.amount)).sum())
        if unusable:
            raise ValueError(f"{unusable} rows have no usable day or amount; drop or repair them first.")


@dataclass(frozen=True)
class Snapshot:
    """What was known of each buyer on one day. Days are whole days, money in currency units."""

    as_of: int
    row: Ints
    first: Ints
    last: Ints
    count: Ints
    spend: Floats
    last_amount: Floats
    gap_square_sum: Floats
    recent: dict[int, Ints]
    returns: Ints
    returned: Floats

    @property
    def recency(self) -> Floats:
        """Days since the last purchase."""
        return (self.as_of - self.last).astype(float)

    @property
    def age(self) -> Floats:
        """Days since the first purchase (T of the BG/NBD papers)."""
        return (self.as_of - self.first).astype(float)

    @property
    def repeats(self) -> Floats:
        """Purchases after the first one (x of the BG/NBD papers)."""
        return (self.count - 1).astype(float)

    @property
    def repeat_span(self) -> Floats:
        """Days from the first to the last purchase (t_x of the BG/NBD papers)."""
        return (self.last - self.first).astype(float)

    @property
    def net_spend(self) -> Floats:
        """Sales less returns; zero when returns of older orders exceed the sales seen."""
        return np.maximum(self.spend - self.returned, 0.0)


RECENT_DAYS = (30, 60, 90)


@dataclass(frozen=True)
class Timeline:
    """Purchase days and returns up to a day, sorted by customer then day.

    `customer` holds the labels of everybody with a purchase, ascending; `row` and
    `return_row` index into it.
    """

    customer: Ints
    row: Ints
    day: Ints
    amount: Floats
    return_row: Ints
    return_day: Ints
    return_amount: Floats
    as_of: int

    @classmethod
    def until(cls, purchases: Purchases, as_of_day: float) -> Timeline:
        """Keep the rows up to `as_of_day`; nothing later is read anywhere in this package."""
        known = purchases.day <= as_of_day
        customer, amount = purchases.customer[known], purchases.amount[known]
        day = np.floor(purchases.day[known]).astype(np.int64)
        sale = amount >= 0
        labels, row = np.unique(customer[sale], return_inverse=True)
        buyers = np.isin(customer, labels) & ~sale
        return cls(
            labels,
            *_merge_days(row, day[sale], amount[sale]),
            *_merge_days(np.searchsorted(labels, customer[buyers]), day[buyers], -amount[buyers]),
            int(np.floor(as_of_day)),
        )

    @cached_property
    def start(self) -> int:
        """The first day with a purchase."""
        return int(self.day.min())

    def sample(self, size: int) -> Timeline:
        """At most about `size` customers, the same ones every time, chosen by a hash of the label."""
        if len(self.customer) <= size:
            return self
        mixed = self.customer.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        limit = np.uint64(int(size / len(self.customer) * 2**32))
        keep = (mixed >> np.uint64(32)) < limit
        place = np.cumsum(keep) - 1
        mine, returned = keep[self.row], keep[self.return_row]
        return Timeline(
            self.customer[keep],
            place[self.row[mine]],
            self.day[mine],
            self.amount[mine],
            place[self.return_row[returned]],
            self.return_day[returned],
            self.return_amount[returned],
            self.as_of,
        )

    def snapshot(self, as_of: int) -> Snapshot:
        """Everybody with a purchase up to `as_of`, as they stood at the end of that day."""
        known = self.day <= as_of
        row, day, amount = self.row[known], self.day[known], self.amount[known]
        n = len(self.customer)
        count = np.bincount(row, minlength=n)
        who = np.flatnonzero(count)
        end = np.cumsum(count[who])
        begin = end - count[who]
        square = np.where(np.diff(row, prepend=-1) == 0, np.diff(day, prepend=0), 0).astype(float) ** 2
        back = self.return_day <= as_of
        return Snapshot(
            as_of,
            who,
            day[begin],
            day[end - 1],
            count[who],
            _totals(row, amount, n)[who],
            amount[end - 1],
            _totals(row, square, n)[who],
            {days: np.bincount(row[day > as_of - days], minlength=n)[who] for days in RECENT_DAYS},
            np.bincount(self.return_row[back], minlength=n)[who],
            _totals(self.return_row[back], self.return_amount[back], n)[who],
        )

    def lapsed(self, snapshot: Snapshot, horizon: int) -> Flags:
        """True for those of the snapshot without a purchase in the `horizon` days after it."""
        after = (self.day > snapshot.as_of) & (self.day <= snapshot.as_of + horizon)
        bought = np.bincount(self.row[after], minlength=len(self.customer)) > 0
        return ~bought[snapshot.row]


def _merge_days(row: Ints, day: Ints, amount: Floats) -> tuple[Ints, Ints, Floats]:
    """One line per customer and day with the summed amount; independent of the order of the rows."""
    order = np.lexsort((amount, day, row))
    row, day, amount = row[order], day[order], amount[order]
    if not len(row):
        return row.astype(np.int64), day, amount
    begin = np.flatnonzero((np.diff(row, prepend=-1) != 0) | (np.diff(day, prepend=day[0] - 1) != 0))
    return row[begin].astype(np.int64), day[begin], np.add.reduceat(amount, begin)


def _totals(row: Ints, value: Floats, rows: int) -> Floats:
    """The sum of the values per row, zero where there are none."""
    return np.bincount(row, value, minlength=rows).astype(float)
