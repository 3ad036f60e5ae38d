"""Places our clients name: cities and countries of our markets, as they are written in four languages."""

from automations.reading.word_lists import WORDS


def names() -> list[str]:
    """All of them, as written."""
    return [name for group in WORDS.file("places")["places"].values() for name in group]
