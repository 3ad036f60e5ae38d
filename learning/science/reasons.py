"""Why a contact carries its risk: a code with figures (learning/churn_sentences.py says it in words)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from learning.science import rfm
from learning.science.engagement import Engagement
from learning.science.timeline import Snapshot

CODES = ("tickets", "unread", "never_returned", "first_purchase", "overdue", "due", "on_rhythm")


class Reason(NamedTuple):
    """The strongest plain fact about one contact.

    `days` since the last purchase, `usual_days` between purchases (the shop's typical gap
    weighs in while the contact has few), `purchases` so far, `number` of mails or tickets.
    """

    code: str
    days: int
    usual_days: int
    purchases: int
    number: int = 0


def reasons(snapshot: Snapshot, engagement: Engagement, *, horizon: int) -> list[Reason]:
    """One reason per buyer: the first rule that holds."""
    usual = rfm.usual_gap(snapshot, rfm.typical_gap(snapshot, float(horizon)))
    overdue = snapshot.recency / usual
    once, late = snapshot.count == 1, overdue > 1
    unread = (engagement.sent >= 3) & (engagement.opened == 0)
    rules = [
        late & (engagement.tickets > 0),
        late & unread,
        once & (overdue > 2),
        once,
        overdue > 1.5,
        late,
    ]
    code = np.select(rules, list(CODES[:-1]), CODES[-1])
    number = np.select(rules[:2], [engagement.tickets, engagement.sent], 0)
    figures = (snapshot.recency, np.maximum(np.round(usual), 1), snapshot.count, number)
    # `_make` spares the argument handling of a hundred thousand constructor calls.
    return list(map(Reason._make, zip(code.tolist(), *(part.astype(int).tolist() for part in figures), strict=True)))
