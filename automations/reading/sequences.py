"""Words that follow each other (`can you`, `est ce que`), whatever signs divide them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from automations.reading.sentence import Word, fold


class Sequences:
    """Each text is one sequence of words; case and accents do not count."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for words in {tuple(fold(text).split()) for text in texts}:
            self._by_first[words[0]].append(words)
        for found in self._by_first.values():
            found.sort(key=len, reverse=True)

    def at(self, words: Sequence[Word], place: int) -> int:
        """How many words the longest sequence that begins at `place` has, 0 for none."""
        if place >= len(words):
            return 0
        for one in self._by_first.get(words[place].text, ()):
            if tuple(word.text for word in words[place : place + len(one)]) == one:
                return len(one)
        return 0

    def first(self, words: Sequence[Word], since: int = 0) -> int:
        """Where the first sequence begins, -1 for nowhere."""
        return next((place for place in range(since, len(words)) if self.at(words, place)), -1)

    def all(self, words: Sequence[Word]) -> bool:
        """Is there nothing but sequences?"""
        place = 0
        while place < len(words):
            length = self.at(words, place)
            if not length:
                return False
            place += length
        return bool(words)
