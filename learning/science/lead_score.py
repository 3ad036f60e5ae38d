"""How promising a lead is, in points that can be read one by one, and how well a talk qualified it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from learning.science.bant import Bant


class Signal(StrEnum):
    """What speaks for a lead; each counts once, however often it is seen."""

    SOURCE_GOOGLE = "source_google"
    SOURCE_LINKEDIN = "source_linkedin"
    SOURCE_COLD = "source_cold"
    MAIL_OPENED = "mail_opened"
    MAIL_CLICKED = "mail_clicked"
    MAIL_REPLIED = "mail_replied"
    FIT_ECOMMERCE = "fit_ecommerce"
    FIT_B2B = "fit_b2b"
    FIT_OTHER = "fit_other"
    INTENT_DEMO = "intent_demo"
    INTENT_PRICING = "intent_pricing"
    INTENT_BLOG = "intent_blog"


POINTS: Mapping[Signal, int] = {
    Signal.SOURCE_GOOGLE: 20,
    Signal.SOURCE_LINKEDIN: 15,
    Signal.SOURCE_COLD: 5,
    Signal.MAIL_OPENED: 10,
    Signal.MAIL_CLICKED: 15,
    Signal.MAIL_REPLIED: 25,
    Signal.FIT_ECOMMERCE: 20,
    Signal.FIT_B2B: 15,
    Signal.FIT_OTHER: 5,
    Signal.INTENT_DEMO: 30,
    Signal.INTENT_PRICING: 20,
    Signal.INTENT_BLOG: 5,
}

ONE_OF = (
    frozenset({Signal.SOURCE_GOOGLE, Signal.SOURCE_LINKEDIN, Signal.SOURCE_COLD}),
    frozenset({Signal.FIT_ECOMMERCE, Signal.FIT_B2B, Signal.FIT_OTHER}),
)
"""A lead comes from one source and is one kind of business: of these the best one counts."""

MOST = 100


class Tier(StrEnum):
    HOT = "hot"
    WARM = "warm"
    COLD = "cold"


FROM: tuple[tuple[int, Tier], ...] = ((75, Tier.HOT), (50, Tier.WARM), (0, Tier.COLD))
"""The least score of each tier."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """That a signal was seen: where (a code such as "hubspot") and when (aware)."""

    signal: Signal
    source: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Point:
    """Points that count, and what they rest on."""

    signal: Signal
    points: int
    source: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Score:
    """0 to 100, its tier, and every point in it, the most valuable first; `counted` may exceed 100 before the cap."""

    score: int
    tier: Tier
    points: tuple[Point, ...]

    @property
    def counted(self) -> int:
        return sum(each.points for each in self.points)


def tier_of(score: int) -> Tier:
    """HOT from 75, WARM from 50, COLD below."""
    return next(tier for least, tier in FROM if score >= least)


def lead_score(evidence: Iterable[Evidence]) -> Score:
    """The score of a lead from everything seen of it, in any order; the earliest sight of a signal is shown."""
    seen: dict[Signal, Evidence] = {}
    for each in sorted(evidence, key=lambda one: (one.at, one.signal, one.source)):
        seen.setdefault(each.signal, each)
    for group in ONE_OF:
        for weaker in sorted(group & set(seen), key=lambda signal: POINTS[signal])[:-1]:
            del seen[weaker]
    points = [Point(signal, POINTS[signal], each.source, each.at) for signal, each in seen.items()]
    points.sort(key=lambda point: (-point.points, point.signal))
    score = min(sum(point.points for point in points), MOST)
    return Score(score, tier_of(score), tuple(points))


WEIGHTS: Mapping[str, float] = {"budget": 0.30, "timeline": 0.25, "authority": 0.20, "fit": 0.15, "engagement": 0.10}
"""Of the five parts of a talk's qualification; together 1."""

TIMELINE_WORTH: Mapping[str, float] = {"immediate": 1.0, "short": 0.8, "medium": 0.5, "long": 0.2, "none": 0.0}
AUTHORITY_WORTH: Mapping[str, float] = {"yes": 1.0, "shared": 0.6, "no": 0.2}
FIT_WORTH: Mapping[str, float] = {"ecommerce": 1.0, "b2b": 0.75, "other": 0.25}
"""In the proportion of the points for the kind of business: 20, 15, 5."""


@dataclass(frozen=True, slots=True)
class Qualification:
    """0 to 100, and each part's share of it; a part that was not said is None and counts nothing."""

    score: float
    parts: Mapping[str, float | None]

    @property
    def missing(self) -> tuple[str, ...]:
        """What is still to be asked, the weightiest first."""
        return tuple(
            sorted((name for name, part in self.parts.items() if part is None), key=lambda name: -WEIGHTS[name])
        )


def qualification(said: Bant, *, wanted_budget: float, engagement: float | None) -> Qualification:
    """How well a talk qualifies a lead.

    `wanted_budget`: the amount a month, in the currency that was said, from which the budget is worth all
    (positive). `engagement`: 0 to 1, None where nothing is known.
    """
    parts = {
        "budget": _budget_worth(said, wanted_budget),
        "timeline": None if said.timeline is None else TIMELINE_WORTH[said.timeline],
        "authority": None if said.authority is None else AUTHORITY_WORTH[said.authority],
        "fit": None if said.fit is None else FIT_WORTH[said.fit],
        "engagement": None if engagement is None else min(max(engagement, 0.0), 1.0),
    }
    score = 100 * sum(WEIGHTS[name] * part for name, part in parts.items() if part is not None)
    return Qualification(round(score, 2), parts)


def _budget_worth(said: Bant, wanted: float) -> float | None:
    """The share of the wanted amount a month that the budget covers; of a range its upper end."""
    if said.budget is None:
        return None
    top = said.budget.max if said.budget.max is not None else said.budget.min
    a_month = (top or 0.0) / (12 if said.budget.period == "year" else 1)
    return min(a_month / wanted, 1.0)
