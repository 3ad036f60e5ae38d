"""Damping: one odd reading starts nothing, and a pressure that hovers at the limit does not flap.

A sector presses from the second reading in a row above the limit on (the very first reading there
is counts alone: there is nothing it could contradict), and until one falls under `CALM`.
"""

from collections.abc import Sequence

LIMIT = 60.0
"""A pressure above this asks for something (requirement R22)."""

CALM = 55.0
"""House value: five points under the limit, beyond what readings of a day differ by."""

RECENT = 12
"""So many readings are looked at: three days of a sensor that reads every six hours."""


def presses(levels: Sequence[float], limit: float = LIMIT, calm: float = CALM) -> bool:
    """Whether the pressure holds after these readings, oldest first, each 0-100."""
    holds = False
    for number, level in enumerate(levels):
        confirmed = number == 0 or levels[number - 1] > limit
        holds = level >= calm if holds else level > limit and confirmed
    return holds
