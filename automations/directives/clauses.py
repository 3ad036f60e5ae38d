"""Is more than one thing asked for in one sentence?"""

import re
from collections.abc import Sequence

from automations.base import Declaration
from automations.directives.plausibility import is_plausible
from automations.directives.search import Candidate, search
from automations.reading import Sentence

_WORDS = "and then|and also|and|then|et aussi|et|puis|ensuite|y tambien|y luego|y|luego|ثم|و"
_AND = re.compile(rf"[;.]\s|,\s(?:and|then|et|puis|y|luego|e)\s|\s(?:{_WORDS})\s|\sو(?=[^\W\d_]{{3}})")
MOST_PARTS = 4


def several(sentence: Sentence, known: Sequence[Declaration], best: Candidate) -> bool:
    """Do two parts of the sentence, each alone, clearly mean different automations?

    An "and" inside something that `best` has read (a list of networks) divides nothing.
    """
    places = [(heard.start, heard.end) for heard in best.heard.values()]
    cuts = [match.span() for match in _AND.finditer(sentence.folded)]
    cuts = [cut for cut in cuts if not any(start <= cut[0] and cut[1] <= end for start, end in places)]
    ends = [start for start, _end in cuts] + [len(sentence.text)]
    starts = [0] + [end for _start, end in cuts]
    parts = [part for start, end in zip(starts, ends, strict=True) if (part := sentence.text[start:end].strip())]
    if not 2 <= len(parts) <= MOST_PARTS:
        return False
    return len({slug for part in parts if (slug := _meant(part, known))}) > 1


def _meant(part: str, known: Sequence[Declaration]) -> str:
    found = search(Sentence(part), known)
    if not found or not is_plausible(found) or found[0].is_vague:
        return ""
    return found[0].declaration.slug
