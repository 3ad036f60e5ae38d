"""Which wider limits a track record allows to propose. Pure figures; nothing is read here.

House values, chosen so that trust grows slowly: at least eleven good runs without a failing give
a lower bound of 0.80; a limit at most doubles; it never passes what runs have really reached, nor
a ceiling. The ceilings of value and cost are those that requirement R11 lets a person set (twice
and four times the default); the batch has four times its default, as the cost.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from automations.trust.record import Trial, counted

LEAST_BOUND = 0.80
LEAST_REACHED = 5
"""So many good, approved runs must have been beyond a limit before it grows."""

LEAST_GROWTH = 1.10
QUIET = timedelta(days=30)
"""No failing of any kind for so long."""

AT_MOST = 2.0
CEILING = {"customer_value_cents": 2, "batch": 4, "day_cost_cents": 4}


@dataclass(frozen=True)
class Limits:
    """What an automation may do without asking: customer's worth and a day's cost in cents, people per day."""

    customer_value_cents: int
    batch: int
    day_cost_cents: int


SIZES: dict[str, Callable[[Trial], int]] = {
    "customer_value_cents": lambda trial: trial.value_cents,
    "batch": lambda trial: trial.people,
    "day_cost_cents": lambda trial: trial.cost_cents,
}


def proposed(trials: Sequence[Trial], now_allowed: Limits, default: Limits, now: datetime) -> Limits | None:
    """Wider limits than `now_allowed`, or None when the record does not carry any. `default` is the market's."""
    record = counted(trials, now)
    bound = record.lower_bound
    if bound is None or bound < LEAST_BOUND:
        return None
    if record.last_failing_at is not None and record.last_failing_at > now - QUIET:
        return None
    asked = [trial for trial in trials if trial.good and trial.asked]
    wider = {name: _grown(name, asked, now_allowed, default) for name in SIZES}
    grown = {name: value for name, value in wider.items() if value is not None}
    return replace(now_allowed, **grown) if grown else None


def _grown(name: str, asked: Sequence[Trial], now_allowed: Limits, default: Limits) -> int | None:
    """The new value of one limit: the largest that `LEAST_REACHED` approved runs reached."""
    allowed: int = getattr(now_allowed, name)
    beyond = sorted((size for trial in asked if (size := SIZES[name](trial)) > allowed), reverse=True)
    if len(beyond) < LEAST_REACHED:
        return None
    ceiling = CEILING[name] * getattr(default, name)
    value = int(min(beyond[LEAST_REACHED - 1], AT_MOST * allowed, ceiling))
    return value if value >= LEAST_GROWTH * allowed else None
