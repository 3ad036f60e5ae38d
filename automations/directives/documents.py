"""What the search knows of one automation: its words, weighed, and the ways to ask for it."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from django.utils import translation

from automations.base import Declaration
from automations.reading.sentence import Sentence
from automations.reading.small_words import EMPTY

NAME, SYNONYM, DESCRIPTION = 2, 1, 0.5
MOST = 3
"""A word that is in every synonym says no more than one that is in three."""


@dataclass(frozen=True)
class Document:
    words: dict[str, float]
    phrases: list[frozenset[str]]


@lru_cache(maxsize=500)
def document(one: Declaration) -> Document:
    """Words of name, synonyms and description with their weights; every synonym as a set of words."""
    with translation.override("en"):
        name = f"{one.title} {one.slug.replace('-', ' ')}"
        description = str(one.description)
    weights: dict[str, float] = defaultdict(float)
    for word in _words(name):
        weights[word] += NAME
    phrases = []
    for words in one.synonyms.values():
        for synonym in words:
            found = _words(synonym)
            phrases.append(frozenset(found))
            for word in found:
                weights[word] += SYNONYM
    for word in _words(description):
        weights[word] += DESCRIPTION
    return Document({word: min(weight, MOST) for word, weight in weights.items()}, [each for each in phrases if each])


def _words(text: str) -> list[str]:
    words = Sentence(text).words
    return [word.text for word in words if word not in EMPTY and len(word.text) > 1] or [word.text for word in words]
