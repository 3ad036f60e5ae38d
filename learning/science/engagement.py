"""What else is known of a buyer besides orders: mails opened, support tickets. Dated, so it can be cut off too."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from learning.science.timeline import Floats, Ints, Snapshot, Timeline

LOOK_BACK_DAYS = 180


class Kind(IntEnum):
    """What happened between the client and the contact."""

    MAIL_SENT = 1
    MAIL_OPENED = 2
    TICKET = 3


@dataclass(frozen=True)
class Extra:
    """Dated events, one row each, arrays of equal length; `kind` holds values of Kind.

    `customer` and `day` count as in Purchases; customers without a purchase are ignored.
    Dates let past windows be rebuilt as they were; a rate as of today could not be.
    """

    customer: Ints
    day: Floats
    kind: Ints

    def __post_init__(self) -> None:
        for name, kind in (("customer", np.int64), ("day", np.float64), ("kind", np.int64)):
            object.__setattr__(self, name, np.asarray(getattr(self, name), dtype=kind).ravel())
        if not len(self.customer) == len(self.day) == len(self.kind):
            raise ValueError("customer, day and kind must have the same number of rows.")

    def until(self, as_of_day: float) -> Extra:
        """Only the events up to that moment."""
        known = self.day <= as_of_day
        return Extra(self.customer[known], self.day[known], self.kind[known])


@dataclass(frozen=True)
class Engagement:
    """Counts per buyer of a snapshot over the last LOOK_BACK_DAYS days."""

    sent: Ints
    opened: Ints
    tickets: Ints

    def features(self) -> Floats:
        """Columns for the logistic model: smoothed open rate, mails sent, tickets."""
        opened = np.minimum(self.opened, self.sent)
        return np.column_stack([(opened + 1) / (self.sent + 2), np.log1p(self.sent), np.log1p(self.tickets)])


def engagement(extra: Extra | None, timeline: Timeline, snapshot: Snapshot) -> Engagement:
    """Count the events up to the snapshot's day; zeros when none were given."""
    n = len(timeline.customer)
    if extra is None or not n:
        none = np.zeros(len(snapshot.row), dtype=np.int64)
        return Engagement(none, none, none)
    day = np.floor(extra.day)
    known = (day <= snapshot.as_of) & (day > snapshot.as_of - LOOK_BACK_DAYS)
    known &= np.isin(extra.customer, timeline.customer)
    row, kind = np.searchsorted(timeline.customer, extra.customer[known]), extra.kind[known]
    sent, opened, tickets = (
        np.bincount(row[kind == wanted], minlength=n)[snapshot.row]
        for wanted in (Kind.MAIL_SENT, Kind.MAIL_OPENED, Kind.TICKET)
    )
    return Engagement(sent, opened, tickets)
