"""The buying process: who comes, how often, and when they stay away. Pure: no clock, no database."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from crm.demo.profiles import Item, Profile

WEEKDAYS = (1.05, 1.0, 1.0, 1.0, 1.05, 0.9, 1.0)
OPENING_HOUR, OPEN_HOURS = 8, 14
RETURN_AFTER_DAYS = (4, 20)


@dataclass(frozen=True, slots=True)
class Visit:
    """One purchase; times are local and naive. `returned_at` is when one item came back, if so."""

    at: datetime
    basket: tuple[tuple[Item, int], ...]
    returned_at: datetime | None


@dataclass(frozen=True, slots=True)
class Customer:
    """`mark` names the person within the shop; `draw` is a source of further traits, fixed per person."""

    mark: str
    visits: tuple[Visit, ...]

    @property
    def external_id(self) -> str:
        """Day and position of arrival: it stays when more people come."""
        return "-".join(self.mark.rsplit(":", 2)[1:])

    def draw(self, trait: str) -> Random:
        return Random(f"{self.mark}:{trait}")


def customers(profile: Profile, seed: str, start: date, until: date) -> Iterator[Customer]:
    """Everyone who first bought from `start` to `until`, with all visits to the end of `until`.

    A later `until` adds visits and people and changes none that were there.
    """
    for number in range((until - start).days + 1):
        day = start + timedelta(days=number)
        busy = profile.seasons[day.month - 1] * WEEKDAYS[day.weekday()]
        arrivals = poisson(Random(f"{seed}:{number}"), profile.arrivals_per_day * busy)
        for position in range(arrivals):
            mark = f"{seed}:{number}:{position}"
            yield Customer(mark, tuple(visits(profile, Random(mark), day, until)))


def visits(profile: Profile, rng: Random, first: date, until: date) -> Iterator[Visit]:
    leaves = rng.betavariate(*profile.leave)
    mean_gap = profile.gap_days * profile.gap_shape / max(rng.gammavariate(profile.gap_shape, 1), 0.05)
    day = first
    while day <= until:
        yield visit(profile, rng, day)
        if rng.random() < leaves:
            return
        day += timedelta(days=max(1, round(rng.expovariate(1 / mean_gap))))


def visit(profile: Profile, rng: Random, day: date) -> Visit:
    at = datetime.combine(day, time(OPENING_HOUR)) + timedelta(minutes=rng.randrange(OPEN_HOURS * 60))
    weights = [item.weight for item in profile.items]
    size = 1 + poisson(rng, profile.items_per_order - 1)
    chosen = rng.choices(profile.items, weights, k=size)
    basket = tuple((item, chosen.count(item)) for item in sorted(set(chosen), key=lambda item: item.sku))
    comes_back, wait = rng.random() < profile.return_rate, rng.randint(*RETURN_AFTER_DAYS)
    return Visit(at, basket, at + timedelta(days=wait) if comes_back else None)


def poisson(rng: Random, mean: float) -> int:
    """Knuth's method; means here are small."""
    limit, count, product = math.exp(-mean), 0, rng.random()
    while product > limit:
        count += 1
        product *= rng.random()
    return count
