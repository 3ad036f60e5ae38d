"""Does the best candidate explain the sentence well enough to plan it? Rather one question than a guess."""

from collections.abc import Sequence

from automations.directives.search import Candidate

CLEAR_FIT, CLEAR_SCORE = 0.6, 2.4
"""A sentence that is mostly explained is planned."""
SHARP_FIT, SHARP_SCORE, SHARP_LEAD = 0.33, 3.3, 0.5
"""One that is explained in part only where nothing else comes near."""


def is_plausible(found: Sequence[Candidate]) -> bool:
    """Does the best candidate explain enough of the sentence?"""
    best = found[0]
    second = found[1].score if len(found) > 1 else 0.0
    if best.fit >= CLEAR_FIT and best.score >= CLEAR_SCORE:
        return True
    is_sharp = best.anchors > 1 or (best.anchors == 1 and bool(best.heard))
    return is_sharp and best.fit >= SHARP_FIT and best.score >= SHARP_SCORE and second <= SHARP_LEAD * best.score
