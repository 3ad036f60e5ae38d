"""E-mail addresses, sites and domains."""

import re

from automations.reading.heard import Heard, Reader
from automations.reading.sentence import Sentence

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}")
_URL = re.compile(
    r"(?<![\w@.-])(?:https?://)?(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}(?![\w@])(?:/[\w./?=&%#~+-]{0,300})?"
)


def _found(pattern: re.Pattern[str], sentence: Sentence) -> list[tuple[str, int, int]]:
    found = []
    for match in pattern.finditer(sentence.folded):
        raw = sentence.text[match.start() : match.end()].rstrip(".?&/") or match.group()
        if sentence.is_free(*match.span()):
            found.append((raw, match.start(), match.start() + len(raw)))
    return found


def _urls(sentence: Sentence) -> list[tuple[str, int, int]]:
    mails = [(match.start(), match.end()) for match in _EMAIL.finditer(sentence.folded)]
    found = _found(_URL, sentence)
    return [each for each in found if not any(start <= each[1] < end or start < each[2] <= end for start, end in mails)]


def emails() -> Reader:
    """All e-mail addresses, as a list."""

    def find(sentence: Sentence) -> Heard | None:
        found = _found(_EMAIL, sentence)
        return Heard([each[0] for each in found], found[0][1], found[-1][2]) if found else None

    return Reader(find)


def email() -> Reader:
    """The first e-mail address."""

    def find(sentence: Sentence) -> Heard | None:
        found = _found(_EMAIL, sentence)
        return Heard(*found[0]) if found else None

    return Reader(find)


def url() -> Reader:
    """The first site, as written."""

    def find(sentence: Sentence) -> Heard | None:
        found = _urls(sentence)
        return Heard(*found[0]) if found else None

    return Reader(find)


def urls() -> Reader:
    """All sites, as a list."""

    def find(sentence: Sentence) -> Heard | None:
        found = _urls(sentence)
        return Heard([each[0] for each in found], found[0][1], found[-1][2]) if found else None

    return Reader(find)


def domain() -> Reader:
    """The host of the first site."""

    def find(sentence: Sentence) -> Heard | None:
        found = _urls(sentence)
        if not found:
            return None
        host = re.sub(r"^https?://(?:www\.)?", "", found[0][0], flags=re.IGNORECASE).split("/")[0]
        return Heard(host, found[0][1], found[0][2])

    return Reader(find)
