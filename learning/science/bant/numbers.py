"""Numbers in a sentence, in digits and in the words of the language, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from math import inf

_DIGITS = r"(?<![\d.,])(?:\d{1,3}(?:[ .,']\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d{1,12}(?:[.,]\d{1,4})?)(?!\d)"
_GLUED = r"(?P<glued>(?: ?k|m)(?![a-z])| ?k(?=\s?(?:eur|usd|gbp|mad|dh|dollar|pound)))?"
_TOKEN = re.compile(rf"(?P<word>[^\W_]{{0,30}}[^\W\d_][^\W_]{{0,30}})|(?P<digits>{_DIGITS}){_GLUED}")
_SPELLED_DIGITS = re.compile(rf"(?P<digits>{_DIGITS}){_GLUED}")
_AGAINST = re.compile(r"\d(?:k\w{0,5}|m|h|j|d|x|dhs?|eur|euros?|usd|mad)$")
_TEN_OF_TEENS = ("عشر", "عشره")
"""Behind a unit it makes fifteen of five: only Arabic says its teens in two words."""
_PREFIX = re.compile(r"[وفبلك]?(?:ال)?")


@dataclass(frozen=True, slots=True)
class Numerals:
    """The number words of a language: what is added, what multiplies, what joins."""

    add: dict[str, float]
    times: dict[str, float]
    joins: frozenset[str]
    half: frozenset[str]
    quarter: frozenset[str]
    less: frozenset[str]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and where it stands. `scale`: the last multiplier said (1 if none)."""

    start: int
    end: int
    value: float
    scale: float = 1.0


@dataclass(slots=True)
class _Token:
    start: int
    end: int
    kind: str
    value: float = 0.0
    joined: bool = False
    twofold: float = 0.0
    teen: bool = False


@dataclass(slots=True)
class _Sum:
    """A number being put together word by word."""

    total: float = 0.0
    current: float = 0.0
    scale: float = inf
    literal: bool = False
    tokens: list[_Token] = field(default_factory=list)

    def accepts(self, token: _Token, following: _Token | None) -> bool:
        """Whether `token` continues the number; a second number of the same size does not."""
        if not self.tokens:
            return True
        previous = self.tokens[-1].kind
        if token.kind == "times":
            fits = token.value < self.scale and not (token.value == 100 and self.current >= 100)
            return fits and (self.current > 0 or token.value == 100)
        if token.kind in ("half", "quarter"):
            return (previous == "times" and token.joined) or (
                token.kind == "half" and self.current == 1 and not self.total
            )
        if token.kind == "digits":
            scaled = following is not None and following.kind == "times"
            return previous == "times" and token.joined and 100 <= token.value < self.scale and not scaled
        if self.literal and previous == "digits":
            return False
        return token.value < self.scale and _follows(self.current, token)

    def take(self, token: _Token) -> None:
        if token.kind == "times":
            quarter_of = token.value > 1000 and [each.kind for each in self.tokens] == ["quarter"]
            self.current = 0.25 * token.value if quarter_of else (self.current or 1.0) * token.value
            if token.value >= 1000:
                self.total, self.current, self.scale = self.total + self.current, 0.0, token.value
        elif token.kind == "half" and self.current == 1 and not self.total:
            self.current = 1.5 if token.joined else 0.5
        elif token.kind in ("half", "quarter") and self.tokens:
            part = 0.5 if token.kind == "half" else 0.25
            self.total += token.value * part * (self.scale if self.scale < inf else 100.0)
        elif token.kind in ("half", "quarter"):
            self.current += 0.5 if token.kind == "half" else 4.0
        else:
            self.literal = self.literal or token.kind == "digits"
            fourscore = self.current % 100 == 4 and token.value == 20 and not token.joined
            self.current += 76 if fourscore else token.value
        self.tokens.append(token)

    def is_small(self) -> bool:
        """Whether only a number below a hundred, and no multiplier, is counted so far."""
        return not self.total and 0 < self.current < 100 and self.scale == inf

    def quantity(self) -> Quantity:
        scale = (
            self.scale if self.scale < inf else 100.0 if self.tokens[-1].value == 100 and len(self.tokens) > 1 else 1.0
        )
        return Quantity(self.tokens[0].start, self.tokens[-1].end, self.total + self.current, scale)


def quantities(text: str, numerals: Numerals) -> list[Quantity]:
    """Every number of `text` (as `normal` gives it), in order: 1 500, 1.500, 1,5k, quinze cents, الف وخمسميه."""
    found: list[Quantity] = []
    tokens = _tokens(text, numerals)
    run = _Sum()
    for index, token in enumerate(tokens):
        apart = not run.tokens or not _touch(text, run.tokens[-1], token)
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.kind == "half" and token.joined and following and following.kind == "times" and run.is_small():
            token.kind, token.value = "add", 0.5  # two and a half thousand
        if apart or not run.accepts(token, following):
            run = _begin(found, run, token, apart)
        run.take(token)
    if run.tokens:
        found.append(run.quantity())
    return [each for each in found if each.value >= 1 or each.value == 0]


def _begin(found: list[Quantity], run: _Sum, token: _Token, apart: bool) -> _Sum:
    """Close `run`; what it counted since its last multiplier goes to the next when that is multiplied again.

    "khms alaf w 3chr alaf" is five thousand and ten thousand, not 5,010 times a thousand.
    """
    fresh = _Sum()
    if not run.tokens:
        return fresh
    if not apart and token.kind == "times" and run.total and run.current and token.value >= run.scale:
        tail: list[_Token] = []
        while run.tokens[-1].kind != "times" or run.tokens[-1].value < 1000:
            tail.insert(0, run.tokens.pop())
        run.current = 0.0
        for each in tail:
            fresh.take(each)
    found.append(run.quantity())
    return fresh


def _follows(current: float, token: _Token) -> bool:
    """Whether a number word may be added to what is counted: 20+5, 60+15, 5+20 in Arabic, never 3+4."""
    if current == 0:
        return True
    rest = current % 100
    if token.value == 0.5 or (token.teen and 3 <= rest <= 9):
        return True
    if rest == 0:
        return token.value < (1000 if current % 1000 == 0 else 100)
    if rest == 4 and token.value == 20:
        return not token.joined  # quatre-vingts
    if rest in (60, 80) and token.value < 20:
        return True
    if rest % 10 == 0 and rest >= 20:
        return token.value < 10
    return rest < 10 and token.joined and token.value in range(20, 100, 10)


def _touch(text: str, before: _Token, after: _Token) -> bool:
    gap = text[before.end : after.start]
    return len(gap) <= 2 and not gap.strip(" -")


def _tokens(text: str, numerals: Numerals) -> list[_Token]:
    """Number words and digits; a joining word is taken into the number word it leads to."""
    found: list[_Token] = []
    join: tuple[int, int] | None = None
    less = False
    for match in _TOKEN.finditer(text):
        if match["digits"]:
            tokens = [_digits(match)]
        elif (word := match["word"])[0].isdigit() and word not in numerals.add and word not in numerals.times:
            tokens = _inside(match, text)
        else:
            tokens = [token] if (token := _word(match, numerals)) else []
        if tokens and tokens[0].twofold and not (found and _touch(text, found[-1], tokens[0])):
            tokens[0].kind, tokens[0].value = "add", tokens[0].twofold
        if tokens and found and join is not None and _joins(text, found[-1], join, tokens[0]):
            tokens[0].start, tokens[0].joined = found[-1].end, True
        if tokens and less and tokens[0].kind in ("half", "quarter"):
            tokens[0].value = -1.0
        less = bool(match["word"]) and match["word"] in numerals.less
        joins = bool(match["word"]) and (match["word"] in numerals.joins or less)
        led = join is not None and text[join[1] : match.start()] == " "
        join = (join[0] if join and led else match.start(), match.end()) if joins and not tokens else None
        found += tokens
    return found


def _joins(text: str, before: _Token, join: tuple[int, int], after: _Token) -> bool:
    """Whether the joining words ("and", "and a") at `join` stand between two words of one number."""
    gaps = text[before.end : join[0]], text[join[1] : after.start]
    return gaps[0] in (" ", "-") and gaps[1] in ("", " ", "-")


def _word(match: re.Match[str], numerals: Numerals) -> _Token | None:
    """The number word at `match`, read without the Arabic prefixes it may carry."""
    word = match["word"]
    prefix = _PREFIX.match(word)
    cuts = {0, prefix.end() if prefix else 0, 1 if word[0] in "وفبلك" else 0}
    for cut in sorted(cuts):
        stem, start = word[cut:], match.start() + cut
        kinds = (("half", numerals.half), ("quarter", numerals.quarter))
        for kind, words in kinds:
            if stem in words:
                joined = word[0] == "و" and cut > 0
                return _Token(match.start() if joined else start, match.end(), kind, 1.0, joined=joined)
        for kind, values in (("times", numerals.times), ("add", numerals.add)):
            if stem in values:
                joined = word[0] == "و" and cut > 0
                place = match.start() if joined else start
                twofold = numerals.add.get(stem, 0.0) if kind == "times" else 0.0
                return _Token(place, match.end(), kind, values[stem], joined, twofold, stem in _TEN_OF_TEENS)
    return None


def _inside(match: re.Match[str], text: str) -> list[_Token]:
    """A number written against its unit: 8keur, 1500dh, 48h. The digits of Darija words (3ndi, 7ta) are letters."""
    spelled = _SPELLED_DIGITS.match(text, match.start())
    if not spelled or (spelled.end() - match.start() < 2 and not _AGAINST.match(match["word"])):
        return []
    return [_digits(spelled)]


def _digits(match: re.Match[str]) -> _Token:
    written = match["digits"]
    glued = (match["glued"] or "").strip()
    value = _value(written) * {"k": 1e3, "m": 1e6}.get(glued, 1.0)
    return _Token(match.start(), match.end(), "digits", value)


def _value(written: str) -> float:
    """1 500 = 1.500 = 1,500 = 1500; 1.5 = 1,5; 1.200,50 = 1200.5: three digits after a mark are a group."""
    bare = written.replace(" ", "").replace("'", "")
    last = max(bare.rfind("."), bare.rfind(","))
    if last < 0 or len(bare) - last == 4:
        return float(re.sub(r"[.,]", "", bare))
    return float(re.sub(r"[.,]", "", bare[:last]) + "." + bare[last + 1 :])
