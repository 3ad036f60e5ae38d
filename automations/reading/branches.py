"""The branch of business that is meant: `in retail`, `dans la logistique`."""

import re

from automations.reading.heard import Heard, Reader, Turn, any_of, free_matches
from automations.reading.sentence import Sentence, Word
from automations.reading.small_words import ARTICLES, LINKS
from automations.reading.word_lists import WORDS

_SECTOR = re.compile(rf"{any_of(*WORDS['sector'])}(?!\w)")
_SECTOR_NOUN = re.compile(
    r"\s?(?<!\w)(?:industry|sector|secteur|companies|company|space|business|businesses|entreprises|empresas|firms)(?!\w)"
)


def industry() -> Reader:
    """The branch: `in retail`, `dans la logistique`, `en el sector textil`."""

    def find(sentence: Sentence) -> Heard | None:
        for match in free_matches(_SECTOR, sentence):
            words = _run(sentence, match.end(), most=3)
            if words and words[0].text not in ("linkedin", "google", "maps", "لينكد", "لينكدان", "لينكدين"):
                start, end = words[0].start, words[-1].end
                if match.group() in ("de", "of", "en") and not _is_branch(sentence, match):
                    continue
                text = sentence.text[start:end]
                noun = _SECTOR_NOUN.search(sentence.folded[start:end])
                text = text[: noun.start()].strip() if noun and noun.start() else text
                return Heard(text, match.start(), end)
        return None

    return Reader(find, Turn.PHRASE, is_free_text=True)


def _is_branch(sentence: Sentence, match: re.Match[str]) -> bool:
    """ "de" and "of" often belong to the role itself; then only what follows "companies" is a branch."""
    before = sentence.folded[: match.start()].rstrip()
    return match.group() == "en" or before.endswith(
        ("companies", "entreprises", "empresas", "societes", "startups", "agencies")
    )


def _run(sentence: Sentence, since: int, most: int) -> list[Word]:
    """The next words up to a small word, a sign or a place that is taken."""
    found: list[Word] = []
    for word in sentence.words:
        if word.start < since:
            continue
        gap = sentence.text[found[-1].end if found else since : word.start]
        if any(sign in gap for sign in ',;:.!?()"') or not sentence.is_free(word.start, word.end):
            break
        if not found and word in ARTICLES:
            continue
        if word in LINKS or word in ARTICLES or len(found) == most:
            break
        found.append(word)
    return found
