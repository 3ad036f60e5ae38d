"""95 % intervals of shares and of figures that are no shares."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from math import sqrt
from typing import TypeVar

Z = 1.959964
DRAWS = 1_000
SEED = 19270301

Row = TypeVar("Row")


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Interval of the share hits/of (Wilson 1927); 0 to 1 when there is nothing to count."""
    if not of:
        return 0.0, 1.0
    share = hits / of
    middle = share + Z * Z / (2 * of)
    spread = Z * sqrt(share * (1 - share) / of + Z * Z / (4 * of * of))
    whole = 1 + Z * Z / of
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


def share(name: str, hits: int, of: int) -> str:
    """One line: name, share, interval, counts."""
    low, high = wilson(hits, of)
    value = f"{hits / of:.3f}" if of else "none"
    return f"  {name:28} {value}  [{low:.3f}, {high:.3f}]  {hits} of {of}"


def bootstrap(figure: Callable[[Sequence[Row]], float], rows: Sequence[Row]) -> tuple[float, float]:
    """Percentile interval of `figure` over draws of `rows`, always the same draws; (nan, nan) without rows."""
    if not rows:
        return float("nan"), float("nan")
    draw = random.Random(SEED)
    values = sorted(figure([rows[draw.randrange(len(rows))] for _ in rows]) for _ in range(DRAWS))
    return values[int(0.025 * DRAWS)], values[int(0.975 * DRAWS) - 1]
