"""What a clause asks to know, or tells as done."""

from automations.reading.clause import MOOD, Clause, sequences
from automations.reading.sentence import Word, fold
from automations.reading.small_words import is_command

_DELIBERATES, _ASKS, _INSIDE = sequences("deliberates"), sequences("asks"), sequences("asks_inside")
_IF_ASKED = sequences("deliberates_if_asked")
_INQUIRES, _WONDERS, _PAST = sequences("inquires"), sequences("wonders"), sequences("past")
_TELLS, _TELLS_OF, _BEFORE = sequences("tells"), sequences("tells_of"), sequences("tells_before")
_TELLERS = sequences("tellers")
_ALONE, _PASSIVE = sequences("tells_alone"), sequences("passive")
_DONE = frozenset(fold(word) for word in MOOD["done"])
_NOT_DONE = frozenset(fold(word) for word in MOOD["not_done"])
_ENDINGS, _ENDINGS_BEHIND = tuple(MOOD["done_endings"]), tuple(MOOD["done_before_endings"])
_BETWEEN = 4
"""Words between "have" and what was done: `have already kindly been`."""
_FIRST = 8
"""A report says early that it is one; what comes later may belong to a message."""


def asks(clause: Clause) -> bool:
    """Is it asked whether something shall be done, or whether it was?"""
    words, head = clause.words, clause.head
    if any(_DELIBERATES.at(words, at) for at in range(head + 1)):
        return True
    if clause.has_question_mark and any(_IF_ASKED.at(words, at) for at in range(head + 1)):
        return True
    inquired = _INQUIRES.first(words)
    if inquired >= 0 and _PAST.first(words, inquired) >= 0:
        return True
    if clause.is_polite:
        return False
    if any(_ASKS.at(words, at) for at in range(head + 1)):
        return _PAST.first(words) >= 0 or any(_is_done(word) for word in words[1:])
    return clause.has_question_mark and _INSIDE.first(words) >= 0


def wonders(clause: Clause) -> bool:
    """Is it a question about how things are, or an order that a question mark makes doubtful?

    What begins with `which` or `how` and is not past stays what it was: a way to ask for figures.
    """
    words, head = clause.words, clause.head
    if clause.is_polite or not clause.content(0, len(words)):
        return False
    if any(_WONDERS.at(words, at) for at in range(head + 2)):
        return clause.has_question_mark and _PAST.first(words) >= 0
    return clause.has_question_mark or any(_ASKS.at(words, at) for at in range(head + 1))


def tells(clause: Clause) -> bool:
    """Is it told that something was done, before any verb that orders?"""
    words = clause.words
    if clause.has_question_mark or clause.is_polite:
        return False
    if any(_ALONE.at(words, at) or _was_done_before(words, at) for at in range(clause.head + 1)):
        return True
    if _is_told_of_others(words, clause.head):
        return True
    for place in range(min(len(words), _FIRST)):
        if clause.describes(place) or (place == clause.head and is_command(words[place].text)):
            return False
        if place and _PASSIVE.at(words, place):
            return True
        if _TELLS.at(words, place) and clause.is_open(place) and _was_done(words, place + 1):
            return True
    return False


def _was_done(words: list[Word], place: int) -> bool:
    """`have already called`, `a relancé`, `refunded`: what somebody did, behind who did it."""
    if length := _TELLS_OF.at(words, place):
        return any(_is_done(word) for word in words[place + length : place + length + _BETWEEN])
    return place < len(words) and words[place].text.endswith("ed") and _is_done(words[place])


def _is_told_of_others(words: list[Word], head: int) -> bool:
    """`the team called …`: who did it, then what; an adjective (`the abandoned carts`) stands before its noun."""
    if len(words) < head + 4 or not _TELLERS.at(words, head):
        return False
    who, verb = words[head + 1], words[head + 2]
    return not who.text.endswith(("ed", "ly")) and verb.text.endswith("ed") and _is_done(verb)


def _was_done_before(words: list[Word], place: int) -> bool:
    """`hemos enviado`, `ya envié`: the verb itself says who did it."""
    behind = place + _BEFORE.at(words, place)
    if behind == place or behind >= len(words):
        return False
    return len(words[behind].raw) > 3 and words[behind].raw.endswith(_ENDINGS_BEHIND)


def _is_done(word: Word) -> bool:
    if word.text in _NOT_DONE or word.text.isdigit():
        return False
    return word.text in _DONE or word.raw.endswith(_ENDINGS)
