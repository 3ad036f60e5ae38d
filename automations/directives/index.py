"""Search over the catalogue by character n-grams (BM25), word by word; in memory, without a provider.

Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009);
n-grams inside padded words forgive inflection, typing slips and what Arabic joins to a word.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from automations.base import Declaration
from automations.directives import documents
from automations.reading.sentence import Sentence, Word
from automations.reading.small_words import EMPTY

_PERSON = re.compile(r"[تني][\u0621-\u064a]{3}")
"""An Arabic verb wears the person in front (`you call`); synonyms are written as orders (`call`)."""
SHORTEST, LONGEST = 3, 5
K1, B = 1.2, 0.3
"""Saturation and the weight of a document's length; lists of synonyms are long for no reason, so B is small."""


@lru_cache(maxsize=20_000)
def grams(word: str) -> tuple[str, ...]:
    """The word, padded, in all pieces of three to five signs, and whole."""
    padded = f"<{word}>"
    pieces = {padded[at : at + size] for size in range(SHORTEST, LONGEST + 1) for at in range(len(padded) - size + 1)}
    return (*sorted(pieces), f"={word}")


@dataclass(frozen=True)
class Match:
    """How well one word fits one document: `score` is BM25's, `share` (0-1) how much of the word is in it."""

    score: float
    share: float


class Index:
    """Every declaration as one document of its names, descriptions and synonyms."""

    def __init__(self, known: Sequence[Declaration]) -> None:
        self.known = list(known)
        self.postings: dict[str, dict[int, float]] = defaultdict(dict)
        self.phrases: list[list[frozenset[str]]] = []
        lengths = []
        for number, each in enumerate(self.known):
            counts = _counts(each)
            for gram, count in counts.items():
                self.postings[gram][number] = count
            lengths.append(sum(counts.values()))
            self.phrases.append(documents.document(each).phrases)
        mean = sum(lengths) / max(1, len(lengths))
        self.norms = [K1 * (1 - B + B * length / max(1, mean)) for length in lengths]
        self.rarest = log(1 + len(self.known) / 0.5)

    def rarity(self, gram: str) -> float:
        """Inverse document frequency; an unknown piece is the rarest."""
        seen = len(self.postings.get(gram, ()))
        return log(1 + (len(self.known) - seen + 0.5) / (seen + 0.5)) if seen else self.rarest

    def matches(self, word: str) -> dict[int, Match]:
        """Every document that shares a piece with the word, in the form of it that fits best."""
        found = self._matches(word)
        if _PERSON.match(word):
            for number, other in self._matches(word[1:]).items():
                if number not in found or other.share > found[number].share:
                    found[number] = other
        return found

    def _matches(self, word: str) -> dict[int, Match]:
        pieces = grams(word)
        whole = sum(self.rarity(gram) for gram in pieces)
        scores: dict[int, float] = defaultdict(float)
        shared: dict[int, float] = defaultdict(float)
        for gram in pieces:
            rarity = self.rarity(gram)
            for number, count in self.postings.get(gram, {}).items():
                scores[number] += rarity * count * (K1 + 1) / (count + self.norms[number])
                shared[number] += rarity
        return {number: Match(scores[number] / len(pieces), shared[number] / whole) for number in scores}


@lru_cache(maxsize=500)
def _counts(one: Declaration) -> dict[str, float]:
    """How often each piece is in the declaration's words, by their weights."""
    counts: dict[str, float] = defaultdict(float)
    for word, weight in documents.document(one).words.items():
        for gram in grams(word):
            counts[gram] += weight
    return dict(counts)


def content(sentence: Sentence) -> list[Word]:
    """The words that can tell an automation: no articles, links, pronouns, units, numbers."""
    return [word for word in sentence.words if word not in EMPTY and not word.text.isdigit() and len(word.text) > 1]


def best(scores: dict[int, float], most: int) -> Iterable[int]:
    """The documents with the highest scores."""
    return sorted(scores, key=lambda number: (-scores[number], number))[:most]
