"""From a figure to a pressure, 0 to 100."""


def between(value: float, *, calm: float, full: float) -> float:
    """0 at `calm`, 100 at `full`, in a straight line between them and no further; `calm` may be the greater one."""
    if calm == full:
        raise ValueError("A scale needs two different ends.")
    return min(100.0, max(0.0, 100 * (value - calm) / (full - calm)))


def change(now: float, before: float) -> float | None:
    """Percent that `now` is above (or, negative, below) `before`; None without a before."""
    return 100 * (now - before) / before if before > 0 else None


def fall(now: float, before: float) -> float:
    """Percent that `now` is below `before`: negative when it rose, 0 without a before."""
    return -(change(now, before) or 0.0)
