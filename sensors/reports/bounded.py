"""Answers that come in pages, and how many rows of them are believed."""

from collections.abc import Iterable
from itertools import islice
from typing import TypeVar

from sensors.answers import impossible

T = TypeVar("T")


def at_most(most: int, rows: Iterable[T], what: str) -> list[T]:
    """All rows; more than `most` of them cannot be, and no further page is asked for."""
    found = list(islice(rows, most + 1))
    if len(found) > most:
        raise impossible(what, f"> {most}")
    return found
