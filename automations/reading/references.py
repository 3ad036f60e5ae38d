"""Numbers that name one thing: `lead 12`, `la commande n° 71`, `products 3, 4 and 9`, `SKU DOG-1`."""

import re
from collections.abc import Iterator

from automations.reading.heard import Heard, Reader, any_of, free_matches
from automations.reading.nouns import NOUNS, nouns
from automations.reading.numbers import UNIT_BEHIND
from automations.reading.sentence import Sentence
from automations.reading.small_words import EMPTY
from automations.reading.word_lists import WORDS

_CODE = r"(?:[a-z]{1,8}[-_]?)?\d[\w-]{0,30}"
_MARK = r"(?:\W{0,2}(?:number|no|n|nr|num|numero|numeros|id|ids|ref|reference|رقم|ارقام)(?!\w)[.°º:]?)?\W{0,3}"
_AND = r"\s?(?:,|&|\+|/|(?<!\w)(?:and|et|y|e|و)(?!\w))\s?"
_SKU = r"(?=[\w-]{0,30}\d)[a-z0-9]{1,12}(?:-[a-z0-9]{1,16}){1,3}"
_BARE_SKU = re.compile(rf"(?<![\w-]){_SKU}(?![\w-])")
_BETWEEN = frozenset({"client", "cliente", "customer"})
_BREAKS = frozenset(WORDS["breaks"])
"""Words that begin another part of the sentence: `the lead is 3 days old` names no lead."""
_IS_NOUN = re.compile(any_of(*[word for kind in NOUNS for word in nouns(kind)]))
_PHONE = re.compile(r"(?<![\w+])\+?\d(?:[ .-]?\d){7,14}(?!\d)")
_HASH = re.compile(rf"(?<!\w)#\s?({_CODE})")


def ref(*kinds: str) -> Reader:
    """The code that follows the thing's name."""
    pattern = _pattern(kinds, "")

    def find(sentence: Sentence) -> Heard | None:
        for match in _matches(pattern, sentence):
            return Heard(_raw(sentence, match, "code"), *match.span())
        for match in free_matches(_HASH, sentence):
            return Heard(_raw(sentence, match, 1), *match.span())
        return None

    return Reader(find, more=_second)


def refs(*kinds: str) -> Reader:
    """All codes that follow the thing's name, as a list of texts."""
    pattern = _pattern(kinds, rf"(?:{_AND}(?:{_CODE}))*")
    each = re.compile(rf"(?<!\w){_CODE}")

    def find(sentence: Sentence) -> Heard | None:
        for match in _matches(pattern, sentence):
            start, end = match.span("code")
            codes = [sentence.text[one.start() + start : one.end() + start] for one in each.finditer(match["code"])]
            return Heard(codes, match.start(), end)
        return None

    return Reader(find)


def sku() -> Reader:
    """An article number: behind the word SKU, or by its look (letters, a hyphen, digits)."""
    heard = skus().find

    def find(sentence: Sentence) -> Heard | None:
        found = heard(sentence)
        return Heard(found.value[0], found.start, found.end) if found else None

    def more(sentence: Sentence, found: Heard) -> tuple[int, int] | None:
        every = heard(sentence.untouched())
        return (every.end, every.end) if every and len(every.value) > 1 else None

    return Reader(find, more=more)


def skus() -> Reader:
    """Every article number in the sentence, as a list."""
    named = re.compile(
        rf"{any_of(*WORDS['skus'])}{_MARK}(?P<code>[a-z0-9]{{1,12}}(?:[-_][a-z0-9]{{1,16}}){{0,3}}(?:{_AND}{_SKU})*)(?!\w)"
    )

    def find(sentence: Sentence) -> Heard | None:
        for match in free_matches(named, sentence):
            codes = re.split(_AND, match["code"])
            if any(sign.isdigit() for sign in match["code"]):
                start = match.start("code")
                raw = sentence.text[start : match.end("code")]
                return Heard(re.split(_AND, raw) if len(codes) > 1 else [raw], *match.span("code"))
        found = list(free_matches(_BARE_SKU, sentence))
        found = [match for match in found if not re.fullmatch(r"[\d-]+", match.group())]
        if not found:
            return None
        return Heard([_raw(sentence, match, 0) for match in found], found[0].start(), found[-1].end())

    return Reader(find)


def phone_or(*kinds: str) -> Reader:
    """A telephone number, or the person's number in the shop."""
    named = ref(*kinds).find

    def find(sentence: Sentence) -> Heard | None:
        for match in free_matches(_PHONE, sentence):
            return Heard(re.sub(r"[ .-]", "", match.group()), *match.span())
        return named(sentence)

    return Reader(find, more=_second)


def code_after(*cues: str) -> Reader:
    """Any mixed token behind one of the words: `gclid Abc_123`."""
    pattern = re.compile(rf"{any_of(*cues)}{_MARK}(?P<code>(?=[\w-]{{0,80}}\d)[\w-]{{2,80}})(?!\w)")

    def find(sentence: Sentence) -> Heard | None:
        for match in free_matches(pattern, sentence):
            return Heard(_raw(sentence, match, "code"), *match.span("code"))
        return None

    return Reader(find)


def _pattern(kinds: tuple[str, ...], more: str) -> re.Pattern[str]:
    words = [word for kind in kinds for word in nouns(kind)]
    return re.compile(
        rf"{any_of(*words)}(?P<gap>(?:\s[^\W\d_]{{1,20}}){{0,3}}?){_MARK}(?<![\w])(?P<code>{_CODE}{more})(?!\w)"
    )


def _matches(pattern: re.Pattern[str], sentence: Sentence) -> list[re.Match[str]]:
    """Those whose number is no length of time, amount or share; what stands close comes first."""
    found = [
        match
        for match in _overlapping(pattern, sentence.folded)
        if sentence.is_free(*match.span("code"))
        and not UNIT_BEHIND.match(sentence.folded, match.end())
        and all(word in _BETWEEN or not _IS_NOUN.fullmatch(word) for word in match["gap"].split())
        and not any(word in _BREAKS for word in match["gap"].split())
    ]
    return sorted(found, key=lambda match: (len(match["gap"].split()), match.start()))


def _overlapping(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Every match, also those that begin inside another (`conversation session 8`)."""
    match = pattern.search(text)
    while match:
        yield match
        match = pattern.search(text, match.start() + 1)


_SIGN = re.compile(r"[,;.!?]")
_SECOND = re.compile(
    rf"\s?(?P<comma>,\s?)?(?P<link>[&+/]|(?<!\w)(?:and|et|y|e|و|or|ou|o|او)(?=[\W\d]))?\s?"
    rf"(?:(?:the|la|le|el|al|los|les|l|au|to)\W)?(?P<noun>(?:{_IS_NOUN.pattern}){_MARK})?(?P<code>{_CODE})(?!\w)"
)


def _second(sentence: Sentence, heard: Heard) -> tuple[int, int] | None:
    """Another number of the same kind right behind: `orders 9 and 10`, but not `order 9, 5 samples`."""
    match = _SECOND.match(sentence.folded, heard.end)
    if match is None or UNIT_BEHIND.match(sentence.folded, match.end()):
        return None
    behind = next((word for word in sentence.words if word.start >= match.end()), None)
    alone = behind is None or behind in EMPTY or _SIGN.search(sentence.text[match.end() : behind.start])
    is_second = match["noun"] or match["link"] or (match["comma"] and alone)
    return match.span("code") if is_second else None


def _raw(sentence: Sentence, match: re.Match[str], group: str | int) -> str:
    return sentence.text[match.start(group) : match.end(group)]
