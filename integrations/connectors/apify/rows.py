"""Values in the rows of actors, which anybody may change: what is of another form counts as not told."""

import math
from typing import Any

Row = dict[str, Any]
LONGEST = 500


def text(row: Row, name: str) -> str:
    """Cut where it is longer than any name or address."""
    found = row.get(name)
    return found.strip()[:LONGEST] if isinstance(found, str) else ""


def count(row: Row, name: str) -> int:
    found = row.get(name)
    return found if isinstance(found, int) and not isinstance(found, bool) and found > 0 else 0


def score(row: Row, name: str) -> float | None:
    """From 1 to 5."""
    found = row.get(name)
    fits = isinstance(found, int | float) and not isinstance(found, bool) and math.isfinite(found) and 1 <= found <= 5
    return float(found) if found is not None and fits else None


def inner(row: Row, name: str) -> Row:
    """The object under a name, or the first of a list of them."""
    found = row.get(name)
    if isinstance(found, list) and found:
        found = found[0]
    return found if isinstance(found, dict) else {}
