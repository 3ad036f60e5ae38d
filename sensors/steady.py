"""Damping: one odd reading starts nothing, and a pressure that hovers at the limit does not flap.

A sector presses from the second reading in a row above the limit on, about a cadence after the first
(the very first reading there is counts alone: there is nothing it could contradict), and until one
falls under `CALM`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

LIMIT = 60.0
"""A pressure above this asks for something (requirement R22)."""

CALM = 55.0
"""House value: five points under the limit, beyond what readings of a day differ by."""

RECENT = 48
"""So many readings are looked at: twelve days of a sensor that reads every six hours."""

APART = 0.75
"""Share of a cadence that two readings are apart at least, to tell of one thing twice: somebody who
looks again a minute later sees the same again, and a reading may come somewhat early. A house value."""


@dataclass(frozen=True)
class Seen:
    """A figure as it was read, and when."""

    at: datetime
    value: float


def presses(
    seen: Sequence[Seen], every: timedelta, *, whole: bool = True, limit: float = LIMIT, calm: float = CALM
) -> bool:
    """Whether the pressure holds after these readings, oldest first, each 0-100, of a sensor that reads `every`.

    Not `whole`: there were others before them, so that the first of them does not count alone.
    """
    holds, since = False, None
    for number, each in enumerate(seen):
        since = None if each.value <= limit else since or each.at
        confirmed = since is not None and ((whole and number == 0) or _apart(since, each.at, every))
        holds = each.value >= calm if holds else confirmed
    return holds


def lasts(newest_first: Iterable[tuple[datetime, bool]], every: timedelta) -> bool:
    """Whether something is so, and was about a cadence before, without having been otherwise in between."""
    last: datetime | None = None
    for at, so in newest_first:
        last = last or at
        if not so:
            return False
        if _apart(at, last, every):
            return True
    return False


def _apart(earlier: datetime, later: datetime, every: timedelta) -> bool:
    return later - earlier >= APART * every
