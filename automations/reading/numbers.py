"""Numbers: digits grouped in any of our ways, and the small ones in words."""

import re

from automations.reading.heard import Heard, Reader, Turn, any_of, free_matches
from automations.reading.sentence import Sentence, fold
from automations.reading.word_lists import WORDS

_WORDS = {
    1: "one un una uno une واحد",
    2: "two deux dos اثنين اثنان جوج زوج",
    3: "three trois tres ثلاثة ثلاث تلاتة",
    4: "four quatre cuatro أربعة أربع ربعة",
    5: "five cinq cinco خمسة خمس",
    6: "six seis ستة ست",
    7: "seven sept siete سبعة سبع",
    8: "eight huit ocho ثمانية ثماني تمنية",
    9: "nine neuf nueve تسعة تسع",
    10: "ten dix diez عشرة عشر",
    12: "twelve douze doce",
    15: "fifteen quinze quince",
    20: "twenty vingt veinte عشرين عشرون",
    30: "thirty trente treinta ثلاثين ثلاثون",
    50: "fifty cinquante cincuenta خمسين خمسون",
    100: "hundred cent cien مئة مية",
}
NUMBER_WORDS = {fold(word): value for value, words in _WORDS.items() for word in words.split()}
DIGITS = r"\d{1,3}(?:[ .,']\d{3})+(?![\d])(?:[.,]\d{1,2})?|\d{1,12}(?:[.,]\d{1,4})?"
NUMBER = rf"(?<![\w.,-])(?P<number>{DIGITS})(?P<thousand>\s?k\b)?"
_WRITTEN = rf"(?<!\w)(?P<word>{'|'.join(sorted(map(re.escape, NUMBER_WORDS), key=len, reverse=True))})(?!\w)"
ANY_NUMBER = rf"(?:{NUMBER}|{_WRITTEN})"
_GROUPED = re.compile(r"\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d{1,2})?")
PERCENT = rf"\s?(?:%|{any_of(*WORDS['percent'])})"
UNIT_BEHIND = re.compile(rf"(?:{PERCENT}|\s?[€$£]|[\s-]{{0,2}}{any_of(*WORDS['units_behind'], glued=True)})")
_LIMITED = re.compile(rf"{any_of(*WORDS['at_most'])}[ :']{{0,2}}(?:of |a |de )?{NUMBER}")
_ANY = re.compile(ANY_NUMBER)
_PLAIN = re.compile(NUMBER)


def value_of(match: re.Match[str]) -> float | int:
    """The number of a match of `ANY_NUMBER` or `NUMBER`; whole ones as int."""
    found = match.groupdict()
    if found.get("word"):
        return NUMBER_WORDS[found["word"]]
    value = parse(found["number"]) * (1000 if found.get("thousand") else 1)
    return int(value) if value == int(value) else value


def parse(digits: str) -> float:
    """`5 000`, `1.000`, `1,5`, `12.50`: three digits behind a sign are thousands, others decimals."""
    if _GROUPED.fullmatch(digits):
        whole, cents = digits, ""
        if len(digits) > 3 and digits[-3] in ".,":
            whole, cents = digits[:-3], digits[-2:]
        elif len(digits) > 2 and digits[-2] in ".,":
            whole, cents = digits[:-2], digits[-1:]
        return float(re.sub(r"\D", "", whole) + ("." + cents if cents else ""))
    return float(digits.replace(",", "."))


def count() -> Reader:
    """How many: the first number that belongs to nothing else."""

    def find(sentence: Sentence) -> Heard | None:
        for pattern in (_LIMITED, _PLAIN):
            for match in free_matches(pattern, sentence):
                if not UNIT_BEHIND.match(sentence.folded, match.end()):
                    return Heard(value_of(match), *match.span())
        return None

    return Reader(find, Turn.REST)


def count_of(*nouns: str) -> Reader:
    """How many of a thing that is named: `4 emails`, `trois objets`, `5 personal letters`."""
    pattern = re.compile(rf"{ANY_NUMBER}(?: [^\W\d_]+){{0,2}}? {any_of(*nouns)}")
    behind = re.compile(rf"{any_of(*nouns)}\s?[:,(]\s?{NUMBER}")

    def find(sentence: Sentence) -> Heard | None:
        for each in (pattern, behind):
            for match in free_matches(each, sentence):
                name = "word" if match.groupdict().get("word") else "number"
                return Heard(value_of(match), match.start(name), match.end(name))
        return None

    return Reader(find)


def variants() -> Reader:
    """How many versions of a thing, its subject lines or its ads: `trois objets`."""
    return count_of(*WORDS["variants"])


def figure(*cues: str) -> Reader:
    """The number that follows a name within a few words: `CPA over 50`."""
    pattern = re.compile(rf"{any_of(*cues)}(?:\W{{1,3}}[^\W\d_]+){{0,5}}?\W{{1,3}}{NUMBER}")

    def find(sentence: Sentence) -> Heard | None:
        for match in free_matches(pattern, sentence):
            return Heard(value_of(match), match.start("number"), match.end())
        return None

    return Reader(find)


def points() -> Reader:
    """How many points a scale has, as text: `a 10 point scale`."""
    pattern = re.compile(rf"(?<![\w.,-])(?P<number>\d{{1,2}})[ -]?{any_of(*WORDS['points'])}")

    def find(sentence: Sentence) -> Heard | None:
        for match in free_matches(pattern, sentence):
            return Heard(match["number"], *match.span())
        return None

    return Reader(find, Turn.NAME)


def percent() -> Reader:
    """`15 %`, `15 pour cent`: 15."""
    pattern = re.compile(NUMBER + PERCENT)

    def find(sentence: Sentence) -> Heard | None:
        for match in free_matches(pattern, sentence):
            return Heard(value_of(match), *match.span())
        return None

    return Reader(find)


_BATCH = re.compile(
    rf"{any_of(*WORDS['batches'])}(?: of| de| من| size)? {NUMBER}"
    rf"|(?<![\w.,-])(?P<other>\d{{1,6}})(?:\s[^\W\d_]+){{0,2}}\s{any_of(*WORDS['each_time'])}"
)


def batch() -> Reader:
    """How many at a time: `par lots de 20`."""

    def find(sentence: Sentence) -> Heard | None:
        for match in free_matches(_BATCH, sentence):
            other = match.group("other")
            return Heard(int(other) if other else value_of(match), *match.span())
        return None

    return Reader(find)


def per_day() -> Reader:
    """How many a day: `30 par jour`."""
    day = any_of(*WORDS["each_day"])
    pattern = re.compile(rf"{NUMBER}(?: [^\W\d_]+){{0,2}}? {day}")

    def find(sentence: Sentence) -> Heard | None:
        for match in free_matches(pattern, sentence):
            return Heard(value_of(match), *match.span())
        return None

    return Reader(find)
