"""What people call the things that have a number, in English, French, Spanish and Arabic."""

from automations.reading.word_lists import WORDS

NOUNS = WORDS.table("nouns")


def nouns(kind: str) -> list[str]:
    """The words for one kind of thing."""
    return NOUNS[kind]
