"""BG/NBD fits kept by what they were made from, for who looks at many days of one history."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from threading import Lock

from learning.science import bgnbd
from learning.science.bgnbd import BgNbd
from learning.science.timeline import Floats

MOST_REMEMBERED = 1_000
"""Searches whose end this process remembers; each is a digest and a few numbers."""
_searched: dict[tuple[bytes, BgNbd | None], BgNbd | None] = {}
_remembering = Lock()


@dataclass
class Fits:
    """The fit of the same repeats, spans and ages is made once; whoever is asked for it gets that one.

    From another start the search ends at the same optimum, but for its tolerance: so the days of one
    look agree with each other, and with the same look made again.
    """

    _made: dict[bytes, BgNbd | None] = field(default_factory=dict)

    def of(self, x: Floats, t_x: Floats, t: Floats, *, near: BgNbd | None = None) -> BgNbd | None:
        """The fit, or None where there is nothing to learn from or no start reached an optimum."""
        key = hashlib.sha256(b"".join(each.tobytes() for each in (x, t_x, t))).digest()
        if key not in self._made:
            self._made[key] = _remembered(key, x, t_x, t, near)
        return self._made[key]


def _remembered(key: bytes, x: Floats, t_x: Floats, t: Floats, near: BgNbd | None) -> BgNbd | None:
    """The search from one start through the same data ends where it did: a plan follows its dry run at once."""
    with _remembering:
        if (key, near) in _searched:
            return _searched[key, near]
    found = _fitted(x, t_x, t, near)
    with _remembering:
        if len(_searched) >= MOST_REMEMBERED:
            _searched.clear()
        _searched[key, near] = found
    return found


def _fitted(x: Floats, t_x: Floats, t: Floats, near: BgNbd | None) -> BgNbd | None:
    """A neighbouring day's fit is a good start and spares the search from several."""
    model = bgnbd.fit(x, t_x, t, near=near)
    if near is not None and (model is None or not model.converged):
        model = bgnbd.fit(x, t_x, t)
    return model if model is not None and model.converged else None
