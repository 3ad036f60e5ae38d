"""Free words: what a text is about, what is looked for, what something is called."""

import re

from automations.reading.heard import Heard, Reader, Turn, any_of, free_matches
from automations.reading.numbers import NUMBER_WORDS
from automations.reading.plurals import singular
from automations.reading.sentence import Sentence, Word, fold
from automations.reading.small_words import ARTICLES, EMPTY, LINKS, SEEKING
from automations.reading.word_lists import WORDS

_CUT = re.compile(
    rf"[,;:!?()\n\"]|\.(?:\s|$)|{any_of(*WORDS['cuts'])}"
    rf"|(?<!\w)(?:and|et|y|e) (?:do not|don|ne|no|n|publish|post|send|publie|publier|poste|envoie|mets|put"
    r"|publica|publicalo|publicala|publicar|envia|translate|traduis|share|schedule)"
    rf"|(?<!\w)و(?:لا|انشر|نشر|ارسل|ما)|(?<!\w)(?:for|pour|para) (?:the )?(?:segment|website|blog|site)"
)
_OPEN, _CLOSE = '"“«‘', '"”»’'
_QUOTED = re.compile(r"[\"“«]\s?([^\"”»]{1,500}?)\s?[\"”»]|(?<!\w)'([^']{2,300})'(?!\w)")


def about() -> Reader:
    """The topic: what follows "about" up to the next thing that was asked."""
    strong = re.compile(any_of(*WORDS["about"]))
    weak = re.compile(any_of(*WORDS["on"]))

    def find(sentence: Sentence) -> Heard | None:
        for pattern in (strong, weak):
            for match in free_matches(pattern, sentence):
                if heard := _phrase(sentence, match.end(), since=match.start()):
                    return heard
        return _quote(sentence)

    return Reader(find, Turn.PHRASE, is_free_text=True)


def after(*cues: str) -> Reader:
    """What follows one of the words."""
    pattern = re.compile(any_of(*cues))

    def find(sentence: Sentence) -> Heard | None:
        for match in free_matches(pattern, sentence):
            if heard := _phrase(sentence, match.end(), since=match.start()):
                return heard
        return None

    return Reader(find, Turn.REST, is_free_text=True)


def quoted() -> Reader:
    """What stands in quotation marks, or behind a colon or "saying"."""
    saying = re.compile(rf"{any_of(*WORDS['saying'])}\s?:?|:\s")

    def find(sentence: Sentence) -> Heard | None:
        if heard := _quote(sentence):
            return heard
        match = saying.search(sentence.folded)
        rest = sentence.text[match.end() :].strip(" .\"'") if match else ""
        return Heard(rest, match.start(), len(sentence.text)) if match and rest else None

    return Reader(find, Turn.NAME, is_free_text=True)


def thing(*, one: bool = False, minus: tuple[str, ...] = ()) -> Reader:
    """What is looked for: the words behind the verb, without number and article.

    `one` makes a plural role singular; `minus` are words that name the automation itself.
    """
    dropped = re.compile(any_of(*minus)) if minus else None

    def find(sentence: Sentence) -> Heard | None:
        words = _object(sentence)
        if dropped:
            words = [word for word in words if not dropped.fullmatch(word.text) and word not in LINKS]
        if not words:
            return None
        start, end = words[0].start, words[-1].end
        text = sentence.text[start:end]
        if dropped:
            text = dropped.sub("", text).strip()
        return Heard(singular(text) if one else text, start, end)

    return Reader(find, Turn.REST, is_free_text=True)


def _object(sentence: Sentence) -> list[Word]:
    verb = next((at for at, word in enumerate(sentence.words) if word in SEEKING), -1)
    if verb < 0:  # an unknown verb: what is counted is what is looked for, or what follows the verb
        verb = next((at for at, word in enumerate(sentence.words) if _counts(sentence.words, at)), 0)
    found: list[Word] = []
    for at, word in enumerate(sentence.words[verb + 1 :], verb + 1):
        free = sentence.is_free(word.start, word.end)
        filler = word in EMPTY or word.text.isdigit() or word.text in NUMBER_WORDS or word in SEEKING
        if not found and (filler or not free or word.text in _FILLERS or _contains(sentence.words, at)):
            continue
        gap = sentence.text[found[-1].end : word.start] if found else ""
        if not free or (word.text in _ENDS) or any(sign in gap for sign in ",;:.!?("):
            break
        found.append(word)
    while found and (found[-1] in ARTICLES or found[-1] in LINKS):
        found.pop()
    return found


def _counts(words: list[Word], at: int) -> bool:
    """Is it a number of something (`20 bakers`), not one at the end (`20 at most`)?"""
    return words[at].text.isdigit() and at + 1 < len(words) and words[at + 1] not in EMPTY


def _contains(words: list[Word], at: int) -> bool:
    """`contacts of bakers`: bakers are looked for."""
    return words[at].text in _CONTAINERS and at + 1 < len(words) and words[at + 1] in LINKS


_CONTAINERS = frozenset(fold(word) for word in WORDS["containers"])
_FILLERS = frozenset(WORDS["fillers"])
_ENDS = frozenset(WORDS["ends"])


def _phrase(sentence: Sentence, begin: int, *, since: int, over_commas: bool = False) -> Heard | None:
    """From `begin` to the next cut or taken place, without the articles in front."""
    cut = _CUT.search(sentence.folded, begin + 1)
    while over_commas and cut and cut.group() == ",":
        cut = _CUT.search(sentence.folded, cut.end())
    end = cut.start() if cut else len(sentence.text)
    end = min([first for first, _last in sentence.taken if first >= begin] + [end])
    start = begin
    while (word := next((w for w in sentence.words if w.start >= start), None)) and word in ARTICLES and word.end < end:
        start = word.end
    end = _without_links(sentence, start, end)
    text = sentence.text[start:end].strip(" .'\"«»“”-")
    start = sentence.text.find(text, start) if text else start
    return (
        Heard(text, since, start + len(text), (start, start + len(text)))
        if text and any(sign.isalnum() for sign in text)
        else None
    )


def _without_links(sentence: Sentence, start: int, end: int) -> int:
    """The end, before small words that lead on to what is not part of the phrase."""
    for word in reversed([each for each in sentence.words if start <= each.start and each.end <= end]):
        if word not in LINKS and word not in ARTICLES:
            break
        end = word.start
    return end


def _quote(sentence: Sentence) -> Heard | None:
    match = _QUOTED.search(sentence.text)
    return Heard((match.group(1) or match.group(2)).strip(), *match.span()) if match else None


_KEYWORDS = re.compile(rf"{any_of(*WORDS['starting_from'])}|{any_of(*WORDS['keyword_lists'])}\s?:")
_ABOUT_WORDS = re.compile(
    any_of("keyword", "keywords", "research", "mots", "cles", "palabras", "clave", "كلمات", "مفتاحيه", "recherche")
)


def keywords() -> Reader:
    """The words to start from, as a list: what follows "for", split at commas and "and"."""

    def find(sentence: Sentence) -> Heard | None:
        for match in free_matches(_KEYWORDS, sentence):
            heard = _phrase(sentence, match.end(), since=match.start(), over_commas=True)
            if heard and not _ABOUT_WORDS.match(fold(heard.value)):
                parts = re.split(r"\s?,\s?|\s(?:and|et|y|و)\s", heard.value)
                return Heard([part.strip(" '\"«»“”") for part in parts if part.strip()], heard.start, heard.end)
        return None

    return Reader(find, Turn.PHRASE, is_free_text=True)
