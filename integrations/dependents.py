"""What would stand still without a service. The layers above tell; this one asks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Dependent:
    """Something of an upper layer: `kind` is sensor or automation."""

    kind: str
    slug: str
    title: str


Finder = Callable[[str], Iterable[Dependent]]
_finders: list[Finder] = []


def register(finder: Finder) -> Finder:
    """Have `finder` asked for what needs a connector (by slug)."""
    if finder not in _finders:
        _finders.append(finder)
    return finder


def of(connector: str) -> list[Dependent]:
    """Everything that needs the connector, alone or as one of several ways."""
    return sorted((each for finder in _finders for each in finder(connector)), key=lambda each: (each.kind, each.slug))
