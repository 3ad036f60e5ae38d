"""Who decides, as far as an utterance says."""

from __future__ import annotations

from typing import Literal

from learning.science.bant.lexicon import Lexicon

Authority = Literal["yes", "no", "shared"]


def authority(text: str, words: Lexicon) -> Authority | None:
    """The speaker alone ("yes"), someone else ("no"), several ("shared"), None when not said."""
    if words.says("beyond", text):
        return "shared"
    if words.says("yes_alone", text) and (words.says("yes", text) or not words.says("no", text)):
        return "yes"
    if words.says("shared", text):
        return "shared"
    no, yes = words["no"].search(text), words["yes"].search(text)
    if no and not (yes and yes.start() < no.start() < yes.end()):  # "I am the director and I sign" is not of another
        return "no"
    return "yes" if yes else None
