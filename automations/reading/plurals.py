"""One of many: the singular of a role, well enough for a search."""


def singular(text: str) -> str:
    """`HR managers` is one HR manager; French and Spanish also the adjective."""
    words = text.split(" ")
    ended = words if len(words) == 2 and words[0].endswith(("eurs", "teurs")) else [words[-1]]
    if len(words) > 2 and words[1].lower() in ("de", "des", "d", "du", "en", "of"):
        ended = [words[0]]
    elif (
        len(words) >= 2
        and words[0].endswith("s")
        and words[0].lower().endswith(("eurs", "ables", "ores", "entes", "rices", "ants", "istes"))
    ):
        ended = words
    return " ".join(_single(word) if word in ended else word for word in words)


def _single(word: str) -> str:
    low = word.lower()
    if low.endswith(("ores", "ales")) and low not in ("sales",):
        return word[:-2]
    if low.endswith("aux"):
        return word[:-2] + "l"
    if low.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if low.endswith("s") and not low.endswith("ss") else word
