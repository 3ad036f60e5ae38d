"""Finds figures on a page, and whether what they stand in says that they are old or that nothing is known."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

NOT_CURRENT = frozenset({"stale", "blocked", "unknown", "missing", "error", "broken"})
HOLDERS = frozenset({"li", "tr", "p", "h1", "h2", "h3", "td", "dd"})
"""What says of a figure in it how it stands: the nearest one counts."""
DATED = frozenset({"time", "figure", "script", "style"})
"""Moments, and charts with their tables: each of their figures has its own day."""
HISTORIES = frozenset({"readings-head", "history-head", "over-head"})
"""Sections whose every row has its own time."""
NUMBER = re.compile(r"(?<![\d.,:/-])\d{1,9}(?![\d:/-]|[.,]\d)")
EMPTY = frozenset({"br", "hr", "img", "input", "link", "meta", "rect", "path", "line", "circle", "use"})


@dataclass(eq=False)
class Part:
    """One element; `parts` holds elements and the texts between them."""

    tag: str
    attributes: dict[str, str]
    parent: "Part | None"
    parts: list["Part | str"] = field(default_factory=list)

    @property
    def is_old(self) -> bool:
        return self.attributes.get("data-state") in NOT_CURRENT or "old" in self.attributes.get("class", "").split()

    @property
    def is_dated(self) -> bool:
        return self.tag in DATED or self.attributes.get("aria-labelledby") in HISTORIES

    @property
    def is_holder(self) -> bool:
        return self.tag in HOLDERS or "pressure" in self.attributes.get("class", "").split()

    def around(self) -> Iterator["Part"]:
        """Itself and everything it stands in, the nearest first."""
        part: Part | None = self
        while part is not None:
            yield part
            part = part.parent

    def within(self) -> list["Part"]:
        """Itself and everything in it, in the order of the page."""
        found, waiting = [], [self]
        while waiting:
            found.append(part := waiting.pop())
            waiting += [each for each in reversed(part.parts) if isinstance(each, Part)]
        return found

    def words(self) -> str:
        return "".join(part if isinstance(part, str) else part.words() for part in self.parts)


class Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.top = self.here = Part("", {}, None)
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        part = Part(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.parts.append(part)
        if tag not in EMPTY:
            self.here = part

    def handle_startendtag(self, tag, attrs):
        self.here.parts.append(Part(tag, dict(attrs), self.here))

    def handle_endtag(self, tag):
        for part in self.here.around():
            if part.tag == tag and part.parent:
                self.here = part.parent
                return

    def handle_data(self, data):
        self.here.parts.append(data)


def as_current(page: str) -> dict[int, list[str]]:
    """By whole number the words around each place where it stands as if it were true now."""
    found: dict[int, list[str]] = {}
    for part in Reader(page).top.within():
        numbers = {int(one) for text in part.parts if isinstance(text, str) for one in NUMBER.findall(text)}
        if numbers and not _says_so(part):
            holder = next(each for each in part.around() if each.is_holder or not each.parent)
            for number in numbers:
                found.setdefault(number, []).append(" ".join(holder.words().split()))
    return found


def _says_so(part: Part) -> bool:
    around = list(part.around())
    if any(each.is_dated or each.is_old for each in around):
        return True
    holder = next((each for each in around if each.is_holder), part)
    return any(each.is_old for each in holder.within())
