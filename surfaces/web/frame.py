"""What surrounds every signed-in page: ways through the product, who is here, what holds everywhere.

`templates/shell.html` reads one context variable, `frame`; whoever renders a page fills this shape.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Banner(StrEnum):
    """What every figure of the page must be read under."""

    NONE = ""
    DEMO = "demo"
    REHEARSAL = "rehearsal"


@dataclass(frozen=True)
class Link:
    """One way in the sidebar; `count` is what waits there (none: no badge)."""

    url: str
    label: str
    icon: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Frame:
    """Sidebar, topbar and banner.

    `state`, `state_word` and `state_at` say how fresh the page's data is; `switch_url` takes the
    kill switch's POST (field `paused`: "1" pauses, "0" resumes), empty where the person may not.
    """

    name: str
    place: str
    home_url: str
    groups: Sequence[Sequence[Link]]
    person: str
    role: str
    banner: Banner = Banner.NONE
    paused: bool = False
    switch_url: str = ""
    state: str = ""
    state_word: str = ""
    state_at: datetime | None = None
    initials: str = field(init=False)

    def __post_init__(self) -> None:
        letters = "".join(word[0] for word in self.person.split()[:2] if word)
        object.__setattr__(self, "initials", letters.upper())
