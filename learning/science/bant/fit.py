"""What kind of business an utterance speaks of."""

from __future__ import annotations

from typing import Literal

from learning.science.bant.lexicon import Lexicon

Fit = Literal["ecommerce", "b2b", "other"]


def fit(text: str, words: Lexicon) -> Fit | None:
    """A shop on the web, a business that serves businesses, any other business, None when not said.

    "B2B" said as such outweighs everything; a "shop" with a street or square metres is none on the web.
    """
    rest = words["not_fit"].sub(lambda match: " " * len(match[0]), text)
    if words.says("b2b_said", rest):
        return "b2b"
    found: dict[str, int] = {}
    for kind in ("ecommerce", "b2b", "other"):
        match = words[kind].search(rest)
        if match and not (kind == "ecommerce" and _is_a_room(rest, words)):
            found[kind] = match.end() - match.start()
    if "b2b" in found and "other" in found:
        return "b2b" if found["b2b"] >= found["other"] else "other"
    for kind in _FIRST:
        if kind in found:
            return kind
    return None


def _is_a_room(text: str, words: Lexicon) -> bool:
    """Whether only a bare "shop" speaks for the web, and the words around it for a room."""
    bare = all(words["shop"].fullmatch(match[0]) for match in words["ecommerce"].finditer(text))
    return bare and words.says("physical", text)


_FIRST: tuple[Fit, ...] = ("ecommerce", "b2b", "other")
