"""Past windows: the history as it stood on an earlier day, with what happened next."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from learning.science import bgnbd, rfm
from learning.science.engagement import Extra, engagement
from learning.science.fits import Fits
from learning.science.timeline import Floats, Snapshot, Timeline

STEP_DAYS = 20
MOST_WINDOWS = 6
LEAST_HISTORY_DAYS = 28
YEAR_DAYS = 365


@dataclass(frozen=True)
class Window:
    """Everybody known at the end of a day: features, BG/NBD of that day, and the outcome where it is over."""

    snapshot: Snapshot
    features: Floats
    model: bgnbd.BgNbd | None
    silence: Floats
    lapsed: Floats


@dataclass
class History:
    """Windows of one timeline, each built once. Only data up to a window's day enters its forecasts."""

    timeline: Timeline
    horizon: int
    extra: Extra | None = None
    fits: Fits = field(default_factory=Fits)
    _built: dict[int, Window] = field(default_factory=dict)

    def at(self, day: int) -> Window:
        """The window that starts after `day`."""
        if day not in self._built:
            self._built[day] = self._build(day)
        return self._built[day]

    def _build(self, day: int) -> Window:
        snapshot = self.timeline.snapshot(day)
        known = (snapshot.repeats, snapshot.repeat_span, snapshot.age)
        near = min(self._built, key=lambda other: abs(other - day), default=None)
        usable = self.fits.of(*known, near=self._built[near].model if near is not None else None)
        return Window(
            snapshot,
            self.describe(snapshot, self.timeline),
            usable,
            usable.p_no_purchase(*known, self.horizon) if usable else np.full(len(snapshot.row), np.nan),
            self.timeline.lapsed(snapshot, self.horizon).astype(float),
        )

    def describe(self, snapshot: Snapshot, timeline: Timeline) -> Floats:
        """The features of a snapshot, with the engagement columns when such events were given."""
        about = engagement(self.extra, timeline, snapshot) if self.extra is not None else None
        return rfm.features(snapshot, about, horizon=self.horizon)

    def training_days(self, as_of: int) -> list[int]:
        """Days whose windows were over by `as_of`, latest first.

        The latest MOST_WINDOWS in steps of STEP_DAYS and, with more than a year of history,
        the three around the same day a year earlier: the only way to learn of a season
        such as Christmas. With less than a year that cannot be known, and is not guessed.
        """
        latest = as_of - self.horizon
        recent = [latest - STEP_DAYS * step for step in range(MOST_WINDOWS)]
        year_ago = [as_of - YEAR_DAYS + STEP_DAYS * step for step in (1, 0, -1)]
        first = self.timeline.start + LEAST_HISTORY_DAYS
        wanted = recent + [day for day in year_ago if day <= latest and day not in recent]
        return [day for day in wanted if day >= first]
