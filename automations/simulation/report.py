"""What a simulation found, as plain figures: day by day and in total."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, Self


@dataclass
class Day:
    """One day. `people` are those a message was first planned for; costs in millionths of the currency."""

    day: date
    planned: int = 0
    asked: int = 0
    requests: int = 0
    people: int = 0
    delivered: int = 0
    skipped: int = 0
    cost_micros: int = 0


@dataclass(frozen=True)
class Bought:
    """Of the `people` who would have been written to, how many bought within `window_days` although nobody wrote.

    Only those whose time is over count; `open` are the others. This is what the effect must be seen against.
    """

    window_days: int
    people: int
    bought: int
    open: int


@dataclass
class Report:
    """Everything that would have been done between two days, both included.

    `left_out` and `skipped` count by reason code; the first counts each person once. `ahead` are
    messages whose time lies after the last day. `scheduled` is False where the automation has no
    schedule of its own and was asked every day. `source_at` is when the orders were last brought in.
    """

    automation: str
    first: date
    last: date
    days: list[Day] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    people: int = 0
    held_out: int = 0
    ahead: int = 0
    bought: Bought | None = None
    source: str = ""
    source_at: datetime | None = None
    scheduled: bool = True

    def total(self, name: str) -> int:
        """The sum of one figure over all days."""
        return sum(getattr(day, name) for day in self.days)

    @property
    def totals(self) -> dict[str, int]:
        return {name: self.total(name) for name in FIGURES}

    def stored(self) -> dict[str, Any]:
        """As JSON values; `read` makes a report of them again."""
        names = ("automation", "people", "held_out", "ahead", "source", "scheduled")
        plain = {name: getattr(self, name) for name in names}
        counted = {name: dict(getattr(self, name)) for name in ("kinds", "left_out", "skipped")}
        return {
            **plain,
            **counted,
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "days": [{**asdict(day), "day": day.day.isoformat()} for day in self.days],
            "bought": asdict(self.bought) if self.bought else None,
            "source_at": self.source_at.isoformat() if self.source_at else None,
        }

    @classmethod
    def read(cls, row: dict[str, Any]) -> Self:
        """The report that `stored` made."""
        return cls(
            **row
            | {
                "first": date.fromisoformat(row["first"]),
                "last": date.fromisoformat(row["last"]),
                "days": [Day(**day | {"day": date.fromisoformat(day["day"])}) for day in row["days"]],
                "kinds": Counter(row["kinds"]),
                "left_out": Counter(row["left_out"]),
                "skipped": Counter(row["skipped"]),
                "bought": Bought(**row["bought"]) if row["bought"] else None,
                "source_at": datetime.fromisoformat(row["source_at"]) if row["source_at"] else None,
            }
        )

    def table(self) -> Iterator[list[str | int]]:
        """A head and one line per day, for CSV; costs in millionths of the client's currency."""
        yield ["day", *FIGURES]
        for day in self.days:
            yield [day.day.isoformat(), *(getattr(day, name) for name in FIGURES)]


FIGURES = ("planned", "asked", "requests", "people", "delivered", "skipped", "cost_micros")
