"""Signals of what people search for, from whichever service is connected, and what follows from them by rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sensors.reports import apify, google_ads
from sensors.scale import change
from sensors.tools import Tools
from tenants.errors import Problem

CLEARLY, HARDLY = 10.0, 5.0
"""Percent up or down that count as a movement, and that do not; house values."""
NEWEST_MONTHS, EARLIER_MONTHS = 1, 3
RISING, FALLING, STEADY, MIXED = "rising", "falling", "steady", "mixed"


@dataclass(frozen=True)
class Signal:
    """One keyword's movement: percent more or fewer searches than before, as `origin` (a connector) tells it."""

    word: str
    origin: str
    change_percent: float
    at: datetime


@dataclass(frozen=True)
class Signals:
    """`troubles`: by connector, why it told nothing."""

    rows: Sequence[Signal]
    troubles: dict[str, str]

    def mean(self, origin: str = "") -> float | None:
        """Percent over all keywords, or those of one origin; None without any."""
        changes = [row.change_percent for row in self.rows if origin in ("", row.origin)]
        return sum(changes) / len(changes) if changes else None

    def directions(self) -> tuple[str, ...]:
        """What the figures allow to be said of them, the plainest first."""
        mean = self.mean() or 0.0
        up = any(row.change_percent > CLEARLY for row in self.rows)
        down = any(row.change_percent < -CLEARLY for row in self.rows)
        if abs(mean) <= HARDLY:
            return (MIXED,) if up and down else (STEADY,)
        plain = RISING if mean > 0 else FALLING
        return (plain, MIXED) if up and down else (plain,)

    def agreeing(self, direction: str) -> list[int]:
        """The positions of the keywords that move so, those that move most first."""
        places = sorted(range(len(self.rows)), key=lambda place: -abs(self.rows[place].change_percent))
        sign = {RISING: 1, FALLING: -1}.get(direction, 0)
        return [place for place in places if sign * self.rows[place].change_percent >= 0]

    def disagree(self) -> bool:
        """Whether one service sees searches clearly up, and another one clearly down."""
        means = [self.mean(origin) or 0.0 for origin in {row.origin for row in self.rows}]
        return any(mean > CLEARLY for mean in means) and any(mean < -CLEARLY for mean in means)


def signals(tools: Tools) -> Signals:
    """All that the connected services tell; one that fails is named, and does not silence the other."""
    rows: list[Signal] = []
    troubles: dict[str, str] = {}
    for slug, told in ((apify.SLUG, _interest), (google_ads.SLUG, _searches)):
        if not tools.connection(slug).works:
            if words := tools.lost(slug):
                troubles[slug] = words
            continue
        try:
            rows += told(tools)
        except Problem as problem:
            troubles[slug] = problem.sentence
    return Signals(rows, troubles)


def _interest(tools: Tools) -> list[Signal]:
    """What apify-trends-sensor had gathered; nothing is gathered, or paid, for this."""
    found = apify.harvest(tools, apify.watched(tools).words)
    return [
        Signal(each.word, apify.SLUG, round(change(each.now, each.before) or 0.0, 1), each.newest_at)
        for each in (found.interests if found else [])
    ]


def _searches(tools: Tools) -> list[Signal]:
    """The newest month against the mean of the three before it."""
    plan = google_ads.plan(tools)
    found: list[Signal] = []
    for idea in plan.ideas if plan else []:
        months = sorted(idea.months, key=lambda month: month.end)[-NEWEST_MONTHS - EARLIER_MONTHS :]
        if len(months) < NEWEST_MONTHS + EARLIER_MONTHS:
            continue
        before = sum(month.searches for month in months[:-NEWEST_MONTHS]) / EARLIER_MONTHS
        moved = change(months[-1].searches, before)
        if moved is not None:
            found.append(Signal(idea.word, google_ads.SLUG, round(moved, 1), months[-1].end))
    return found
