"""What kind of business an utterance speaks of."""

from __future__ import annotations

from typing import Literal

from learning.science.bant.lexicon import Lexicon

Fit = Literal["ecommerce", "b2b", "other"]


def fit(text: str, words: Lexicon) -> Fit | None:
    """A shop on the web, a business that serves businesses, any other business, None when not said."""
    rest = words["not_fit"].sub(lambda match: " " * len(match[0]), text)
    found: dict[str, int] = {}
    for kind in ("ecommerce", "b2b", "other"):
        match = words[kind].search(rest)
        if match:
            found[kind] = match.end() - match.start()
    if "b2b" in found and "other" in found:
        return "b2b" if found["b2b"] >= found["other"] else "other"
    for kind in _FIRST:
        if kind in found:
            return kind
    return None


_FIRST: tuple[Fit, ...] = ("ecommerce", "b2b", "other")
