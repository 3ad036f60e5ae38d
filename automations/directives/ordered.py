"""Is what a sentence leads to really ordered by it? The same for the rules, for a text model and for a person's answer.

What the sentence forbids, asks or tells is taken away; what stays must lead to the same automation by itself.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from automations import registry
from automations.base import Declaration
from automations.directives.index import grams
from automations.directives.plausibility import is_plausible
from automations.directives.search import Candidate, search
from automations.reading import Heard, Sentence
from automations.reading.denial import stops
from automations.reading.mood import Mood, Unordered, rest_of, unordered
from automations.reading.small_words import EMPTY
from automations.risk import Risk
from automations.sensing import Sensing

DENIED, ASKED, TOLD, ONE_AT_A_TIME, WHICH_ONE = "denied", "asked", "told", "one_at_a_time", "which_one"
SETTLED = frozenset({ASKED, TOLD, ONE_AT_A_TIME})
"""These questions are answered by a yes, or by the one that is meant; what was forbidden needs a new order."""
ALIKE = 0.5
"""From this share of their pieces on, two words are forms of one."""


def doubt(text: str, meant: Declaration) -> str:
    """Why the text does not order `meant`, whoever chose it; "" where it does, or says nothing about it at all."""
    sentence, known = Sentence(text), registry.declared()
    found = next((each for each in search(sentence, known) if each.declaration.slug == meant.slug), None)
    if found is None:
        return DENIED if any(part.mood == Mood.DENIED for part in unordered(sentence)) else ""
    return objection(sentence, found, known) or gap(sentence, found)


def objection(sentence: Sentence, meant: Candidate, known: Sequence[Declaration]) -> str:
    """Why `meant` is not ordered by the sentence: "denied", "asked", "told"; "" where it is."""
    parts = [part for part in unordered(sentence) if _counts(part, sentence, meant)]
    if not parts:
        return ""
    denied = [part for part in parts if part.mood in (Mood.DENIED, Mood.LIMITED)]
    if any(part.mood == Mood.DENIED and _holds_values(part, meant) for part in denied):
        return DENIED
    found = search(rest_of(sentence, parts), known)
    if found and found[0].declaration is meant.declaration and is_plausible(found) and not found[0].is_vague:
        return ""
    return DENIED if denied else ASKED if parts[0].mood in (Mood.ASKED, Mood.WONDERED) else TOLD


def gap(sentence: Sentence, meant: Candidate) -> str:
    """What must be asked before `meant` is planned: "which_one", "one_at_a_time", "" for nothing."""
    if leaves_open(sentence, meant):
        return WHICH_ONE
    return ONE_AT_A_TIME if takes_one(sentence, meant.declaration, meant.heard) else ""


def takes_one(sentence: Sentence, declaration: Declaration, heard: Mapping[str, Heard]) -> str:
    """The parameter that takes one value where the sentence names several, "" for none."""
    fields = declaration.said().declared()
    for name, found in heard.items():
        reader = fields[name].hears
        more = reader.more(sentence, found) if reader and reader.more else None
        others = [each for each in heard.values() if each is not found]
        if more and not any(each.start < more[1] and more[0] < each.end for each in others):
            return name
    return ""


def leaves_open(sentence: Sentence, meant: Candidate) -> bool:
    """Is something named that no value could be read from (`in that collection`)?"""
    readers = [field.hears for field in meant.declaration.said().declared().values()]
    return any(reader.is_unread(sentence) for reader in readers if reader and reader.is_unread)


def _counts(part: Unordered, sentence: Sentence, meant: Candidate) -> bool:
    """Does the part speak of the order at all? Not where it is the text of a topic, or the automation's own trade."""
    if isinstance(meant.declaration, Sensing) and part.mood not in (Mood.DENIED, Mood.LIMITED):
        return False
    if part.mood == Mood.WONDERED and meant.declaration.risk == Risk.NONE:
        return False
    if part.stops and _is_trade(sentence, meant.declaration):
        return False
    return not _is_topic(part, sentence, meant)


def _is_topic(part: Unordered, sentence: Sentence, meant: Candidate) -> bool:
    """Does it lie in free text that the automation reads, behind a word that says so?"""
    fields = meant.declaration.said().declared()
    for name, heard in meant.heard.items():
        reader = fields[name].hears
        start, end = heard.core or (heard.start, heard.end)
        before = any(word.end <= start and word not in EMPTY for word in sentence.words)
        if reader and reader.is_free_text and before and start <= part.start < end:
            return True
    return False


def _holds_values(part: Unordered, meant: Candidate) -> bool:
    """Was a value read from it? Wishes (`do not publish`) are yes or no."""
    return any(
        part.start < heard.end and heard.start < part.end
        for heard in meant.heard.values()
        if not isinstance(heard.value, bool)
    )


def _is_trade(sentence: Sentence, declaration: Declaration) -> bool:
    """Is stopping just this what the automation is for (`pause ads`)? What one of its synonyms stops is named."""
    said = [word.text for word in sentence.words]
    return any(all(any(_alike(word, each) for each in said) for word in stopped) for stopped in _stopped(declaration))


@lru_cache(maxsize=500)
def _stopped(declaration: Declaration) -> list[list[str]]:
    """What the ways to ask for the automation stop, each as its words without the verb."""
    found = []
    for synonym in (each for texts in declaration.synonyms.values() for each in texts):
        words = Sentence(synonym).words
        if length := stops(words):
            found.append([word.text for word in words[length:] if word not in EMPTY])
    return [others for others in found if others]


@lru_cache(maxsize=20_000)
def _alike(one: str, other: str) -> bool:
    first, second = set(grams(one)), set(grams(other))
    return one == other or len(first & second) >= ALIKE * min(len(first), len(second))
