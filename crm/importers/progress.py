"""How far a long read has come, for whoever waits."""

from typing import Protocol, TextIO

BAR_WIDTH = 30


class Progress(Protocol):
    def __call__(self, percent: int) -> None: ...


class Meter:
    """Counts bytes and tells `progress` each whole percent once."""

    def __init__(self, total_bytes: int, progress: Progress | None = None) -> None:
        self.total_bytes = max(total_bytes, 1)
        self.progress = progress
        self.done_bytes = 0
        self._percent = -1

    def advance(self, count: int) -> None:
        self.done_bytes += count
        percent = min(100, 100 * self.done_bytes // self.total_bytes)
        if self.progress and percent > self._percent:
            self._percent = percent
            self.progress(percent)


class Bar:
    """A bar that redraws itself on a terminal; elsewhere a line for every tenth."""

    def __init__(self, stream: TextIO, words: str) -> None:
        self.stream = stream
        self.words = words

    def __call__(self, percent: int) -> None:
        if self.stream.isatty():
            filled = "█" * (BAR_WIDTH * percent // 100)
            end = "\n" if percent == 100 else ""
            self.stream.write(f"\r{self.words} {filled:·<{BAR_WIDTH}} {percent:3d} %{end}")
        elif percent % 10 == 0:
            self.stream.write(f"{self.words} {percent} %\n")
        self.stream.flush()
