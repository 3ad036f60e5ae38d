"""Did it help? Those who were written to against those who were left out, and how sure that is.

Both groups passed the same checks when the run was planned, and are compared over the same time,
whatever became of each message: leaving out those who bought before theirs left would hide the
very effect. Whom a person unticked is in neither group.
"""

import math
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any, Literal, Self

from automations import registry
from automations.models import Action, Run
from crm.mirror import Mirror
from tenants import clock

State = Literal["too_early", "too_small", "helped", "hurt", "no_change", "unknown"]
LEAST_PEOPLE = 10
"""In each group; below this an interval says nothing."""

FINAL: tuple[State, ...] = ("helped", "hurt", "no_change", "too_small")

Z = 1.959963984540054
"""Two-sided 95 % of the normal distribution."""

DELIVERY = {"delivered": "done", "skipped": "skipped", "unknown": "unknown"}
NEITHER = (Action.State.REJECTED, Action.State.CANCELLED, Action.State.WAITING, Action.State.HELD_OUT)


@dataclass(frozen=True)
class Group:
    """Contacts, and how many of them bought within the time compared."""

    people: int
    bought: int

    @property
    def share(self) -> float:
        """Between 0 and 1; 0 for nobody."""
        return self.bought / self.people if self.people else 0.0


@dataclass(frozen=True)
class Outcome:
    """What is known of a run's effect.

    `numbers`: delivered, skipped, unknown, and where there is enough to say it the difference of
    the shares with its 95 % interval, in percentage points. `until` ends the time compared;
    `source_at` is when the orders behind it were last brought in. `code` says why it is unknown.
    """

    state: State
    treated: Group
    held_out: Group
    numbers: dict[str, float] = field(default_factory=dict)
    until: datetime | None = None
    source: str = ""
    source_at: datetime | None = None
    code: str = ""

    @property
    def is_final(self) -> bool:
        """Nothing that comes later changes it."""
        return self.state in FINAL

    def stored(self) -> dict[str, Any]:
        """As JSON values; `read` makes an outcome of them again."""
        moments = {name: at.isoformat() if at else None for name, at in self._moments().items()}
        return asdict(self) | moments

    @classmethod
    def read(cls, row: dict[str, Any]) -> Self:
        """The outcome that `stored` made."""
        groups = {name: Group(**row[name]) for name in ("treated", "held_out")}
        moments = {name: datetime.fromisoformat(row[name]) if row[name] else None for name in ("until", "source_at")}
        known = {name: value for name, value in row.items() if name in cls.__dataclass_fields__}
        return cls(**known | groups | moments)

    def _moments(self) -> dict[str, datetime | None]:
        return {"until": self.until, "source_at": self.source_at}


def outcome(run: Run) -> Outcome:
    """The effect of one run: as it was judged for good, else as it can be told now."""
    return settled(run) or measured(run)


def settled(run: Run) -> Outcome | None:
    """The outcome that was written to the run, once it is final."""
    found = Outcome.read(run.effect) if run.effect else None
    return found if found is not None and found.is_final else None


def measured(run: Run) -> Outcome:
    """The effect of one run as it can be told now."""
    automation = registry.known(run.automation)
    window = automation.outcome_window if automation else None
    start = run.released_at or run.planned_at
    nobody = Group(0, 0)
    if window is None or start is None:
        return Outcome("unknown", nobody, nobody, _delivery(run), code="not_measured")
    until, now = start + window, clock.now()
    mirror = Mirror(min(now, until))
    source = mirror.source()
    found = Outcome(
        "unknown",
        treated=_group(mirror, _people(run, held_out=False), start),
        held_out=_group(mirror, _people(run, held_out=True), start),
        numbers=_delivery(run),
        until=until,
        source=source.slug if source else "",
        source_at=source.last_imported_at if source else None,
    )
    return judged(found, run, now)


def judged(found: Outcome, run: Run, now: datetime) -> Outcome:
    """The counted groups with what may be said of them at `now`; `found.until` is set."""
    if not found.treated.people:
        return replace(found, state="unknown" if run.is_over else "too_early", code="nobody_reached")
    until = found.until
    return replace(found, state="too_early") if until is None or now < until else _judged(found, until)


def _judged(found: Outcome, until: datetime) -> Outcome:
    """The time compared is over: what can be said of it."""
    if found.source_at is None or found.source_at < until:
        return replace(found, code="orders_stale")
    if min(found.treated.people, found.held_out.people) < LEAST_PEOPLE:
        return replace(found, state="too_small")
    low, high = difference_interval(found.treated, found.held_out)
    points = {"difference": 100 * (found.treated.share - found.held_out.share), "low": 100 * low, "high": 100 * high}
    return replace(found, state=verdict(low, high), numbers={**found.numbers, **points})


def _delivery(run: Run) -> dict[str, float]:
    counts = Action.objects.filter(run=run, is_communication=True).counts()
    return {name: counts.get(state, 0) for name, state in DELIVERY.items()}


def verdict(low: float, high: float) -> State:
    """Helped or hurt only when the whole interval lies on one side of zero."""
    if low > 0:
        return "helped"
    return "hurt" if high < 0 else "no_change"


def difference_interval(treated: Group, held_out: Group) -> tuple[float, float]:
    """95 % interval of the difference of two shares (Newcombe 1998, method 10: from Wilson's intervals)."""
    first, second = treated.share, held_out.share
    low_1, high_1 = _wilson(treated)
    low_2, high_2 = _wilson(held_out)
    difference = first - second
    low = difference - math.hypot(first - low_1, high_2 - second)
    high = difference + math.hypot(high_1 - first, second - low_2)
    return low, high


def _wilson(group: Group) -> tuple[float, float]:
    """95 % interval of one share (Wilson 1927)."""
    n, p, z2 = group.people, group.share, Z * Z
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return middle - half, middle + half


def _people(run: Run, *, held_out: bool) -> list[int]:
    """The contacts of a group: by what was planned for them, not by what became of it."""
    rows = Action.objects.filter(run=run, is_communication=True).exclude(contact_id=None)
    rows = rows.filter(state=Action.State.HELD_OUT) if held_out else rows.exclude(state__in=NEITHER)
    return [each for each in rows.values_list("contact_id", flat=True).distinct() if each is not None]


def _group(mirror: Mirror, people: list[int], start: datetime) -> Group:
    """Those people, and how many bought after `start` as far as the mirror sees."""
    orders = mirror.orders.sales().of_contacts(people).since(start)
    return Group(len(people), orders.values("contact_id").distinct().count())
