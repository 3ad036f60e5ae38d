"""Which automation a sentence means: search, then the words that each candidate cannot explain."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from automations.base import Declaration
from automations.directives.index import Index, Match, best, content
from automations.reading import Heard, Sentence, Turn, wishes
from automations.reading.sentence import Word
from automations.reading.small_words import VAGUE, is_command
from automations.sensing import Sensing

CANDIDATES = 12
SAME = 0.38
"""From this share of a word on, it counts as said in other letters."""
UNEXPLAINED = 0.55
"""How much a word weighs against a candidate that neither knows it nor reads a parameter from it."""
HEAVIEST = 3.0
"""No single word decides alone."""
COMMAND = 0.8
"""A verb that fits everything weighs little, known or not."""
COMMANDS_ALONE = 0.5
"""How much of their score verbs of every trade keep, and a candidate that shares nothing else."""
UNREAD = 1.5
"""Each number that a candidate has no parameter for."""
PHRASE = 2.0
REFERENCE = 1.2


Place = tuple[int, int]


@dataclass
class Candidate:
    """One automation for a sentence. `fit` (0-1) is the share of the sentence's meaning that it explains.

    `anchors` counts the words they share, but for verbs of every trade; `is_vague`: all of it is of
    every trade ("send a message").
    """

    declaration: Declaration
    heard: dict[str, Heard]
    score: float
    fit: float
    anchors: int
    is_vague: bool


@lru_cache(maxsize=4)
def index_of(known: tuple[Declaration, ...]) -> Index:
    return Index(known)


def search(sentence: Sentence, known: Sequence[Declaration]) -> list[Candidate]:
    """The likeliest automations, best first."""
    index = index_of(tuple(known))
    words = content(sentence)
    matches = {word.text: index.matches(word.text) for word in words}
    scores: dict[int, float] = defaultdict(float)
    for word in words:
        for number, match in matches[word.text].items():
            scores[number] += match.score * match.share
    found = [_candidate(index, number, sentence, words, matches) for number in best(scores, CANDIDATES)]
    return sorted(found, key=lambda each: -each.score)


def _candidate(
    index: Index, number: int, sentence: Sentence, words: list[Word], matches: Mapping[str, dict[int, Match]]
) -> Candidate:
    declaration = index.known[number]
    heard = declaration.said().hear(sentence.untouched())
    free_text, places = _places(declaration, heard)
    places += _wishes(sentence)
    score = explained = unexplained = 0.0
    said = set()
    for word in words:
        if _inside(word, free_text):
            continue
        match = matches[word.text].get(number)
        if match and match.share >= SAME:
            score += match.score * match.share * (COMMANDS_ALONE if is_command(word.text) else 1)
            explained += _weight(index, word) * match.share
            said.add(word.text)
        elif not _inside(word, places):
            unexplained += _weight(index, word)
    fields = declaration.said().declared()
    score += PHRASE * _phrases(index.phrases[number], said)
    score += REFERENCE * sum(fields[name].turn == Turn.EXACT for name in heard)
    score -= UNEXPLAINED * unexplained
    score -= UNREAD * sum(word.text.isdigit() and not _inside(word, places) for word in sentence.words)
    anchors = sum(not is_command(word) for word in said)
    return Candidate(
        declaration,
        heard,
        score if anchors else score * COMMANDS_ALONE,
        explained / (explained + unexplained) if explained else 0.0,
        anchors,
        _is_vague(words, said, heard, declaration),
    )


def _weight(index: Index, word: Word) -> float:
    return COMMAND if is_command(word.text) else min(max(index.rarity(f"={word.text}"), 1.0), HEAVIEST)


def _is_vague(words: list[Word], said: set[str], heard: dict[str, Heard], declaration: Declaration) -> bool:
    if any(not isinstance(each.value, bool) for each in heard.values()):
        return False
    is_bare = len(words) < 2 and not isinstance(declaration, Sensing)  # a reading changes nothing: its name is enough
    return is_bare or all(word in VAGUE or is_command(word) for word in said)


def _wishes(sentence: Sentence) -> list[Place]:
    found = [*wishes.rehearsals(sentence), wishes.forbids_publishing(sentence)]
    return [(each.start, each.end) for each in found if each]


def _places(declaration: Declaration, heard: dict[str, Heard]) -> tuple[list[Place], list[Place]]:
    """Where free text stands, whose words tell no automation, and where anything was read."""
    fields = declaration.said().declared()
    free = [
        each.core or (each.start, each.end)
        for name, each in heard.items()
        if (reader := fields[name].hears) and reader.is_free_text
    ]
    return free, [(each.start, each.end) for each in heard.values()]


def _inside(word: Word, places: list[Place]) -> bool:
    return any(start <= word.start and word.end <= end for start, end in places)


def _phrases(phrases: list[frozenset[str]], said: set[str]) -> float:
    """How much of the best fitting synonym was said, in words."""
    whole = [len(phrase) for phrase in phrases if phrase <= said]
    return min(max(whole, default=0), 3) * 0.5
