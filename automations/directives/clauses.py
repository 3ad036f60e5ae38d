"""Is more than one thing asked for in one sentence?"""

import re
from collections.abc import Sequence

from automations.base import Declaration
from automations.directives.search import Candidate, search
from automations.reading import Sentence

_AND = re.compile(
    r"[;.]\s|,\s(?:and|then|et|puis|y|luego|e)\s|(?<!\w)(?:and then|and also|and|then|et aussi|et|puis|ensuite|y tambien|y luego|y|luego)(?!\w)|\sثم\s|\sو(?=[^\W\d_]{3})|\sو\s"
)
SURE_FIT, SURE_SCORE = 0.75, 4.0


def several(sentence: Sentence, known: Sequence[Declaration]) -> bool:
    """Do two parts of the sentence, each alone, clearly mean different automations?"""
    parts = [part.strip() for part in _AND.split(sentence.folded) if part and part.strip()]
    if not 2 <= len(parts) <= 4:
        return False
    found = [best for part in parts if (best := _clear(part, known))]
    return len({each.declaration.slug for each in found}) > 1


def _clear(part: str, known: Sequence[Declaration]) -> Candidate | None:
    sentence = Sentence(part)
    found = search(sentence, known)
    if not found or found[0].fit < SURE_FIT or found[0].score < SURE_SCORE or found[0].anchors < 2:
        return None
    return found[0]
