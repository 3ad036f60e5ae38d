"""When the speaker wants it, as far as an utterance says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal

from learning.science.bant.amounts import MOST
from learning.science.bant.clauses import clauses
from learning.science.bant.dates import days_until
from learning.science.bant.lexicon import Lexicon
from learning.science.bant.numbers import quantities

Timeline = Literal["immediate", "short", "medium", "long", "none"]

DAYS: dict[str, float] = {"hours": 1 / 24, "days": 1.0, "weeks": 7.0, "quarters": 91.0, "months": 30.5, "years": 365.0}
TWO = {"two_days": 2.0, "two_weeks": 14.0, "two_months": 61.0, "two_years": 730.0}
BOUNDS: tuple[tuple[float, Timeline], ...] = ((7, "immediate"), (31, "short"), (92, "medium"))
DENIED_WITHIN = 10
LONGEST_WAIT = 10 * 365.0
FARTHEST_FIRST: tuple[Timeline, ...] = ("long", "medium", "short", "immediate")
_HALF = re.compile(r"\s(?:et demie?|y medio|y media|and a half|ونص|ونصف|w n[eo]?ss?|o n[eo]?ss?)(?!\w)")


def timeline(text: str, words: Lexicon, today: date | None = None) -> Timeline | None:
    """How soon: immediate (7 days), short (a month), medium (three), long, none (said not to matter), None.

    `today` is what named days ("in March", "before Ramadan") are counted from; without it they are "medium".
    """
    rest = words["none"].sub(lambda match: " " * len(match[0]), text)
    unhurried = rest != text
    if (days := _span(rest, words)) is not None:
        return _bucket(days)
    named = _named(rest, words)
    if named is None:
        coming = " ; ".join(each.text for each in clauses(rest, words) if not _is_past(each.text, words))
        until = days_until(coming, today)
        named = None if until is None else _bucket(until)
    return named or ("none" if unhurried else None)


def _bucket(days: float) -> Timeline:
    return next((name for bound, name in BOUNDS if days <= bound), "long")


def _named(text: str, words: Lexicon) -> Timeline | None:
    """The time that the first telling clause names; of several in one clause the farthest."""
    for clause in clauses(text, words):
        if _is_past(clause.text, words):
            continue
        for name in FARTHEST_FIRST:
            match = words[name].search(clause.text)
            if match and not (name == "immediate" and words.says("call", clause.text)):
                return "none" if _is_denied(match, words) else name
        wished = words.says("need", clause.text) or len(clause.text.split()) <= 4
        if wished and words.says("today", clause.text) and not words.says("call", clause.text):
            return "immediate"
    return None


def _is_denied(match: re.Match[str], words: Lexicon) -> bool:
    """ "Nothing urgent", "not in a hurry": a word of haste right behind a negation says that there is none."""
    if not words.says("urgency", match[0]):
        return False
    return any(
        match.start() - no.end() <= DENIED_WITHIN for no in words["negator"].finditer(match.string[: match.start()])
    )


def _is_past(text: str, words: Lexicon) -> bool:
    """Whether a clause tells of what was, lasts or is lacking, and of no wish."""
    return _is_told(text, words) or (words.says("ago", text) and not words.says("need", text))


def _is_told(text: str, words: Lexicon) -> bool:
    """ "We sold 300 this month", "no budget right now": a time of what was or is missing is none of a project."""
    told = words.says("past", text) or words.says("lacks", text)
    return told and not words.says("wish", text)


def _span(text: str, words: Lexicon) -> float | None:
    """Days of "in three weeks", "3 months max", "two weeks"; None for durations that are past or repeated."""
    for clause in clauses(text, words):
        if _is_told(clause.text, words):
            continue
        for start, end, days in _durations(clause.text, words):
            before, after = clause.text[:start], clause.text[end:]
            half = _HALF.match(after)
            if half:
                days, after = days * 1.0 + _unit_half(days, clause.text[start:end], words), after[half.end() :]
            if words["ago"].search(before) or words["ago"].match(after.lstrip()):
                continue
            if days > LONGEST_WAIT:
                continue  # an age, or how long a firm exists
            if _led(before, words) or words["in_after"].match(after.lstrip()) or not (before + after).strip(" .!"):
                return days
    return None


def _unit_half(days: float, said: str, words: Lexicon) -> float:
    units = [DAYS[name] for name in DAYS if words[name].search(said)]
    return (units[0] if units else days) / 2


def _led(before: str, words: Lexicon) -> bool:
    """Whether the text before a duration ends with a word such as "in" or "within", roughness aside."""
    rest = before.rstrip()
    for _ in range(3):
        if any(match.end() == len(rest) for match in words["in_"].finditer(rest)):
            return True
        rough = next((match for match in words["roughly"].finditer(rest) if match.end() == len(rest)), None)
        if rough is None:
            return False
        rest = rest[: rough.start()].rstrip()
    return False


def _durations(text: str, words: Lexicon) -> list[tuple[int, int, float]]:
    """Every length of time in `text` with its place, in days; of "two or three weeks" the longer."""
    found: list[tuple[int, int, float]] = []
    counts = [(each.start, each.end, each.value) for each in quantities(text, words.numerals)[:MOST]]
    for name, count in (("few", 3.0), ("couple", 2.0)):
        counts += [(match.start(), match.end(), count) for match in words[name].finditer(text)]
    for index, (start, end, value) in enumerate(counts):
        unit = _unit(text, end, words)
        if unit:
            earlier = counts[index - 1] if index else None
            joined = (earlier and words["to"].fullmatch(text[earlier[1] : start].strip())) or False
            found.append((earlier[0] if earlier and joined else start, unit[0], value * unit[1]))
    for name, days in TWO.items():
        found += [(match.start(), match.end(), days) for match in words[name].finditer(text)]
    return sorted(found + list(_single(text, words)))


def _unit(text: str, end: int, words: Lexicon) -> tuple[int, float] | None:
    """The unit after a number, "of" between them or not: where it ends, and its days."""
    place = end + (text[end : end + 1] in (" ", "-"))
    of = words["of"].match(text, place)
    for name, length in DAYS.items():
        unit = words[name].match(text, place) or (of and words[name].match(text, of.end() + 1))
        if unit:
            return unit.end(), length
    return None


def _single(text: str, words: Lexicon) -> Iterator[tuple[int, int, float]]:
    """One of a unit: "a week", and in Arabic the bare unit behind a word such as "within"."""
    for name in ("days", "weeks", "months", "years"):
        for match in words[name].finditer(text):
            before = text[: match.start()].rstrip()
            start = next((each.start() for each in words["one"].finditer(before) if each.end() == len(before)), None)
            alone = not before.strip() and words["at_most_after"].match(text[match.end() :].lstrip())
            if start is not None:
                yield start, match.end(), DAYS[name]
            elif alone or any(each.end() == len(before) for each in words["one_in"].finditer(before)):
                yield match.start(), match.end(), DAYS[name]
