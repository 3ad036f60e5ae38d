"""Characters that nobody sees and that change what is read: overrides of direction, zero widths."""

import re

# Bidirectional marks, embeddings, overrides and isolates; zero-width space and joiners of words;
# soft hyphen; tags; control characters but tab and line breaks. The joiners U+200C and U+200D
# stay: Arabic and emoji need them. Source: Unicode TR 36, "Bidirectional text spoofing".
HIDDEN = re.compile(
    "[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\u061c\u2060-\u2064\ufeff\u00ad"
    "\U000e0000-\U000e007f\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
)


def name_of(character: str) -> str:
    """`U+202E`, so that it can be looked up."""
    return f"U+{ord(character):04X}"


def found(text: str) -> list[str]:
    """The names of the hidden characters in `text`, each once, in order of appearance."""
    return list(dict.fromkeys(name_of(each) for each in HIDDEN.findall(text)))
