"""What something is called: a campaign, a segment, a template, a person."""

import re

from automations.reading.heard import Heard, Reader, Turn, any_of, free_matches
from automations.reading.sentence import Sentence, Word, fold
from automations.reading.small_words import ARTICLES, EMPTY, LINKS, is_command
from automations.reading.word_lists import WORDS

_CALLED = r"(?:\s(?:called|named|appelee?|nommee?|intitulee?|llamad[oa]|titulad[oa]|de nom|اسمها|اسمه|المسماه))?"
_BRANDS = {
    fold(word)
    for word in [
        "Omnisend",
        "Klaviyo",
        "SMS",
        "WhatsApp",
        "HubSpot",
        "Google",
        "Facebook",
        "Meta",
        "email",
        "أومنيسند",
        "mail",
        "e",
        "client",
        "clients",
        "sequence",
        "séquence",
        "secuencia",
    ]
}
_QUOTED = re.compile(r"\s?:?\s?[\"“«']\s?([^\"”»']{1,80}?)\s?[\"”»']")


def named(*cues: str, most: int = 3) -> Reader:
    """The name beside one of the words, behind it or (as in English) before it."""
    pattern = re.compile(any_of(*cues) + _CALLED)

    def find(sentence: Sentence) -> Heard | None:
        for match in free_matches(pattern, sentence):
            if heard := _behind(sentence, match.start(), match.end(), most):
                return heard
        for match in free_matches(pattern, sentence):
            if heard := _before(sentence, match):
                return heard
        return None

    return Reader(find, Turn.NAME, is_free_text=True)


SEGMENTS = tuple(WORDS["segment"])


def group(*cues: str) -> Reader:
    """Which customers: `segment soldes`, `the newbies segment`, `clients VIP`, `AT_RISK_HIGH`."""
    beside = named(*(cues or SEGMENTS), most=2).find
    words, people = any_of(*WORDS["groups"]), any_of(*WORDS["people"])
    kind = re.compile(
        rf"(?P<before>{words})\s(?:{people})|{people}\s(?P<behind>{words})"
        rf"|(?P<alone>{any_of('vip', 'vips', 'كبار العملاء')})"
    )
    capitals = re.compile(r"\b[A-Z][A-Z0-9]{1,30}(?:_[A-Z0-9]{1,30}){1,6}\b")

    def find(sentence: Sentence) -> Heard | None:
        if match := capitals.search(sentence.text):
            return Heard(match.group(), *match.span())
        if heard := beside(sentence):
            return heard
        for match in free_matches(kind, sentence):
            name = next(name for name, text in match.groupdict().items() if text)
            value = sentence.text[match.start(name) : match.end(name)]
            return Heard("vip" if fold(value) in ("vips", "كبار العملاء") else value, *match.span())
        return None

    return Reader(find, Turn.NAME, is_free_text=True)


def people() -> Reader:
    """Names of people: two or three capitalised words in a row, behind the first word."""
    pattern = re.compile(r"(?<=[\s,])[A-ZÀ-Þ][\w'-]{1,30}(?: [A-ZÀ-Þ][\w'-]{1,30}){1,2}")

    def find(sentence: Sentence) -> Heard | None:
        found = [match for match in pattern.finditer(sentence.text) if sentence.is_free(*match.span())]
        return Heard([match.group() for match in found], found[0].start(), found[-1].end()) if found else None

    return Reader(find, Turn.NAME, is_free_text=True)


_STYLES = re.compile(
    rf"{any_of(*WORDS['looks'])} backgrounds?"
    rf"|(?:fond|fondo)s? {any_of(*WORDS['looks_behind'])}"
    rf"|{any_of(*WORDS['backgrounds'])}"
    rf"|{any_of(*WORDS['styles'])}"
)


def style() -> Reader:
    """How a picture shall look, in the writer's words."""
    beside = named("style", "estilo", "أسلوب", most=2).find

    def find(sentence: Sentence) -> Heard | None:
        for match in free_matches(_STYLES, sentence):
            text = re.sub(r"(?i)(background|fond|fondo)s ", r"\1 ", sentence.text[match.start() : match.end()])
            return Heard(
                re.sub(r"^ب(?=خلفي)", "", text.removesuffix("s") if fold(text).endswith("backgrounds") else text),
                *match.span(),
            )
        return beside(sentence)

    return Reader(find, Turn.NAME)


_STAGES = re.compile(any_of(*WORDS["stages"]))


def stage() -> Reader:
    """The step a deal goes to: behind the word "stage", or a usual one."""
    beside = named("stage", "étape", "etapa", "مرحلة", most=2).find

    def find(sentence: Sentence) -> Heard | None:
        if heard := beside(sentence):
            return heard
        for match in free_matches(_STAGES, sentence):
            return Heard(sentence.text[match.start() : match.end()], *match.span())
        return None

    return Reader(find, Turn.NAME)


_ON = re.compile(any_of("on", "for", "of", "sur", "des", "de", "du", "en", "para", "على", "من", "في", "ل"))
_ALL = re.compile(any_of("all", "tous", "toutes", "todos", "todas", "كل", "جميع", "everything", "tout"))


def scope() -> Reader:
    """Which products: a named collection, what follows "on", or all. A collection without its name is unread."""
    noun = re.compile(any_of(*WORDS["collections"]))

    def collection(sentence: Sentence) -> Heard | None:
        for match in free_matches(noun, sentence):
            if words := _names_behind(sentence, match.end(), 2):
                return Heard(sentence.text[match.start() : words[-1].end], match.start(), words[-1].end)
            if words := _names_before(sentence, match.start()):
                return Heard(sentence.text[words[0].start : match.end()], words[0].start, match.end())
        return None

    def is_unread(sentence: Sentence) -> bool:
        return noun.search(sentence.folded) is not None and collection(sentence) is None

    def find(sentence: Sentence) -> Heard | None:
        if noun.search(sentence.folded):
            return collection(sentence)
        for match in free_matches(_ON, sentence):
            words = _names_behind(sentence, match.end(), 3)
            if words and not words[0].text.startswith(("pri", "tari", "pre", "اسعار", "الاسعار", "الاثمن")):
                return Heard(sentence.text[words[0].start : words[-1].end], match.start(), words[-1].end)
        every = _ALL.search(sentence.folded)
        return Heard("all", *every.span()) if every else None

    return Reader(find, Turn.REST, is_free_text=True, is_unread=is_unread)


def _behind(sentence: Sentence, since: int, begin: int, most: int) -> Heard | None:
    if match := _QUOTED.match(sentence.text, begin):
        return Heard(match.group(1), since, match.end(), match.span(1))
    words = _names_behind(sentence, begin, most)
    if not words:
        return None
    core = (words[0].start, words[-1].end)
    return Heard(sentence.text[slice(*core)], since, words[-1].end, core)


def _names_behind(sentence: Sentence, begin: int, most: int) -> list[Word]:
    found: list[Word] = []
    at = begin
    for word in sentence.words:
        if word.start < begin:
            continue
        gap = sentence.text[at : word.start]
        if (found and word in EMPTY) or any(sign in gap for sign in ",;.!?(\n") or len(found) == most:
            break
        if not sentence.is_free(word.start, word.end):
            break
        at = word.end
        if not found and (word.text in _BRANDS or word in ARTICLES):
            continue
        if word in EMPTY or word in LINKS or (found and _script(word) != _script(found[0])):
            break
        found.append(word)
    return found


def _script(word: Word) -> bool:
    """A name does not change its letters half-way; Arabic words behind it belong to the sentence."""
    return word.text[0] >= "\u0600"


_OPENING = re.compile(
    rf"(?:^|\s)(?:the|our|this|my|a|an|to|for)(?:\s(?:{'|'.join(sorted(map(re.escape, _BRANDS)))}))?\s?$"
)


def _before(sentence: Sentence, match: re.Match[str]) -> Heard | None:
    """English puts the name first: from the article, or a service's name behind it, to the word."""
    found = _names_before(sentence, match.start())
    if not found or not _OPENING.search(sentence.folded[: found[0].start]):
        return None
    core = (found[0].start, found[-1].end)
    return Heard(sentence.text[slice(*core)], found[0].start, match.end(), core)


def _names_before(sentence: Sentence, end: int) -> list[Word]:
    """Up to three words of a name right before a place."""
    found: list[Word] = []
    for word in reversed([each for each in sentence.words if each.end <= end]):
        small = word in EMPTY or is_command(word.text) or word.text in _BRANDS
        if small or not sentence.is_free(word.start, word.end) or len(found) == 3:
            break
        if any(sign in ",;:.!?" for sign in sentence.text[word.end : found[0].start if found else end]):
            break
        found.insert(0, word)
    return found
