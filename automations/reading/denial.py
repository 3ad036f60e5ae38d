"""What a clause forbids, stops or takes back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from automations.reading.clause import JOINS, Clause, sequences
from automations.reading.sentence import Word
from automations.reading.sequences import Sequences

_FORBIDS, _ANYWHERE, _NONE_OF = sequences("forbids"), sequences("forbids_anywhere"), sequences("none_of")
_NOT_NONE_OF, _REMINDING, _LIMITING = sequences("not_none_of"), sequences("reminding"), sequences("limiting")
_STOPS, _REFUSALS = sequences("stops"), sequences("refusals")
_ENDS, _SPOKEN = sequences("negation_ends"), sequences("spoken_not")
_ONLY = ("que", "qu")
_MOROCCAN = re.compile(r"و?م(?:ا)?[تني]\w{2,10}ش")
_NEAR = 4
"""Words between a negation and the limit or the reminder that it belongs to."""


@dataclass(frozen=True)
class Denied:
    """From `start` to the end of the clause; `stops`: it only says what shall end (`pause`).

    `runs_on`: the negation ends the clause (`do not, at any price, …`) and holds for what follows.
    """

    start: int
    is_limit: bool = False
    stops: bool = False
    runs_on: bool = False


@dataclass(frozen=True)
class _Negation:
    """From the word at `place` to that before `behind`; `whole`: it denies what stands before it too."""

    place: int
    behind: int
    whole: bool


def refuses(clause: Clause) -> bool:
    """Is the clause nothing but a no? Then it takes back all of the sentence."""
    return _REFUSALS.all(clause.words[clause.head :])


def denied(clause: Clause) -> Denied | None:
    """The part that is forbidden or stopped; None where the clause forbids nothing."""
    for found in _negations(clause):
        if _is_near(clause, _REMINDING, found.behind, 1):
            return None
        if _is_near(clause, _LIMITING, found.place, _NEAR) and any(sign.text.isdigit() for sign in clause.words):
            return None if _is_bare_limit(clause, found) else Denied(_start(clause, found), is_limit=True)
        return Denied(_start(clause, found), runs_on=_runs_on(clause, found))
    return _stopped(clause)


def stops(words: list[Word]) -> int:
    """How many words at the beginning say that something shall end, 0 for none."""
    return _STOPS.at(words, 0)


def _negations(clause: Clause) -> Iterator[_Negation]:
    for place, word in enumerate(clause.words):
        if clause.describes(place):
            continue
        joined = place > 0 and (word.text[0] == "و" or bool(JOINS.at(clause.words, place - 1)))
        heads = clause.is_open(place)
        if length := _ANYWHERE.at(clause.words, place):
            yield _Negation(place, place + length, whole=not joined)
        elif (heads or joined) and (length := _FORBIDS.at(clause.words, place)):
            if not _is_number_sign(clause, place):
                yield _Negation(place, place + length, whole=heads)
        elif word.text in ("ne", "n") and _is_french(clause, place):
            yield _Negation(place, place + 1, whole=not joined)
        elif _SPOKEN.at(clause.words, place) and clause.content(0, place) <= 1 and _follows_verb(clause, place):
            yield _Negation(place, place + 1, whole=True)
        elif _is_moroccan(clause, place):
            yield _Negation(place, place + 1, whole=heads)
        elif _NONE_OF.at(clause.words, place) and _is_object(clause, place):
            yield _Negation(place, place + 1, whole=True)


def _start(clause: Clause, found: _Negation) -> int:
    return clause.start if found.whole else clause.words[found.place].start


def _runs_on(clause: Clause, found: _Negation) -> bool:
    """A single word may take back what was said just before (`at ten, no, at eleven`); it reaches no further."""
    return found.behind - found.place > 1 and not clause.content(found.behind, len(clause.words))


def _is_french(clause: Clause, place: int) -> bool:
    """`ne` that denies: no number sign, no participle (`n'ayant pas`), not `ne … que` alone, which means only."""
    behind = clause.words[place + 1 :]
    if not behind or behind[0].text.isdigit() or behind[0].text.endswith("ant"):
        return False
    near = range(place + 1, min(place + 7, len(clause.words)))
    ends = any(_ENDS.at(clause.words, at) for at in near)
    return ends or not any(clause.words[at].text in _ONLY for at in near)


def _is_moroccan(clause: Clause, place: int) -> bool:
    """The verb between `ma` and `ch`, in one word or two: `ماتعيطش`, `ما تعيطش`."""
    words = clause.words
    text = words[place].text
    if text in ("ما", "وما") and place + 1 < len(words):
        return len(words[place + 1].text) > 3 and words[place + 1].text.endswith("ش")
    return _MOROCCAN.fullmatch(text) is not None


def _follows_verb(clause: Clause, place: int) -> bool:
    """Spoken French denies behind the verb: `relance pas`, `le publie pas`."""
    return clause.content(0, place) == 1 and clause.content(place - 1, place) + clause.content(place - 2, place) >= 1


def _is_object(clause: Clause, place: int) -> bool:
    """Does "no" stand with the object of the verb (`send no letter`), or head the clause (`no letters`)?"""
    if _is_number_sign(clause, place) or (place and _NOT_NONE_OF.at(clause.words, place - 1)):
        return False
    return clause.content(0, place) <= 2


def _is_number_sign(clause: Clause, place: int) -> bool:
    """`order no 9`"""
    return place + 1 < len(clause.words) and place > 0 and clause.words[place + 1].text[0].isdigit()


def _is_near(clause: Clause, kind: Sequences, since: int, reach: int) -> bool:
    return any(kind.at(clause.words, place) for place in range(since, since + reach + 1))


def _is_bare_limit(clause: Clause, found: _Negation) -> bool:
    """`send no more than 30`: the limit stands with a verb that orders."""
    return clause.content(0, found.place) > 0


def _stopped(clause: Clause) -> Denied | None:
    for place in range(len(clause.words)):
        if not clause.is_open(place):
            return None
        if _STOPS.at(clause.words, place):
            return Denied(clause.start, stops=True)
    return None
