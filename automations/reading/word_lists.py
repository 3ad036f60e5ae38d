"""The word lists beside the code: a folder `words`, in it a TOML file for each language with a list for each kind."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "fr", "es", "ar")
"""Moroccan Arabic stands with Arabic."""


class WordLists:
    """The lists of one folder, by kind; people mix languages, so a kind is read in all of them together."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __getitem__(self, kind: str) -> list[str]:
        """The words of a kind; KeyError where no language has any."""
        words = [word for language in LANGUAGES for word in self.file(language).get(kind, ())]
        if not words:
            raise KeyError(kind)
        return words

    def table(self, name: str) -> dict[str, list[str]]:
        """The lists of a table (`[nouns]`) by their key; KeyError where no language has it."""
        found: dict[str, list[str]] = {}
        for language in LANGUAGES:
            for key, words in self.file(language).get(name, {}).items():
                found.setdefault(key, []).extend(words)
        if not found:
            raise KeyError(name)
        return found

    def file(self, name: str) -> dict[str, Any]:
        """One file, as it is."""
        return _parsed(self.folder / f"{name}.toml")


@cache
def _parsed(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf8"))


WORDS = WordLists(Path(__file__).resolve().parent / "words")
"""What values are read by."""
