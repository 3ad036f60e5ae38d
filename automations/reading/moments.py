"""Days and months as people write them."""

import re
from datetime import date

from automations.reading.heard import Heard, Reader, Turn, any_of, free_matches
from automations.reading.sentence import Sentence, fold
from automations.reading.word_lists import WORDS

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)")
_MONTHS = {fold(word): int(number) for number, words in WORDS.table("months").items() for word in words}
_MONTH = any_of(*_MONTHS)
_NTH = r"(?:er|st|nd|rd|th|º)?"
_OF = r"(?: de| del| of)?"
_DAY_MONTH_YEAR = re.compile(rf"(?<!\d)(?P<day>\d{{1,2}}){_NTH}{_OF} (?P<month>{_MONTH}),?{_OF} (?P<year>20\d\d)(?!\d)")
_MONTH_DAY_YEAR = re.compile(rf"(?P<month>{_MONTH}) (?P<day>\d{{1,2}}){_NTH},? (?P<year>20\d\d)(?!\d)")
_HOUR = r"(?:\s(?:at|a|a las|a la|الساعه|le)?\s?\d{1,2}(?:\s?[h:]\s?\d{0,2}|\s?[ap]m)?(?!\w))?"
_WHEN = re.compile(rf"(?:{any_of(*WORDS['soon'])}|(?:next |on )?{any_of(*WORDS['weekdays'])}){_HOUR}")
_MONTH_DAY = re.compile(
    rf"(?:\d{{1,2}}(?:er|st|nd|rd|th)?(?: de| of)? {_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?!\d))"
)
_MONTH_ONLY = re.compile(rf"{_MONTH}(?:\s(?:de\s)?\d{{4}})?|{any_of(*WORDS['near_months'])}|(?<!\d)20\d\d-\d\d(?!-?\d)")


def when() -> Reader:
    """A day: a full date as ISO text, else the writer's words (`tomorrow at 9`)."""

    def find(sentence: Sentence) -> Heard | None:
        for pattern, order in ((_ISO, (0, 1, 2)), (_DAY_FIRST, (2, 1, 0))):
            for match in free_matches(pattern, sentence):
                if day := _day([int(match.groups()[at]) for at in order]):
                    return Heard(day, *match.span())
        for pattern in (_DAY_MONTH_YEAR, _MONTH_DAY_YEAR):
            for match in free_matches(pattern, sentence):
                if day := _day([int(match["year"]), _MONTHS[match["month"]], int(match["day"])]):
                    return Heard(day, *match.span())
        for pattern in (_MONTH_DAY, _WHEN):
            for match in free_matches(pattern, sentence):
                return Heard(re.sub(r"(?i)^on ", "", sentence.text[match.start() : match.end()].strip()), *match.span())
        return None

    return Reader(find)


def month() -> Reader:
    """A month, in the writer's words or as 2027-03."""

    def find(sentence: Sentence) -> Heard | None:
        for match in free_matches(_MONTH_ONLY, sentence):
            return Heard(sentence.text[match.start() : match.end()], *match.span())
        return None

    return Reader(find, Turn.NAME)


def _day(parts: list[int]) -> str:
    try:
        return date(*parts).isoformat()
    except ValueError:
        return ""
