"""Did it help? Those who were written to against those who were left out, and how sure that is.

Both groups passed the same checks when the run was planned, and are compared over the same time,
whatever became of each message: everybody it was planned for stays in the comparison, bought
before it left, unticked by a person, or without a code (intention to treat). Taking anybody out of
one group alone would make a difference where there is none.
"""

import math
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any, Literal, Self

from django.db.models import Q

from automations import registry
from automations.models import Action, Run
from crm.mirror import Mirror
from crm.models import Contact
from tenants import clock

State = Literal["too_early", "too_small", "helped", "hurt", "no_change", "unknown"]
LEAST_PEOPLE = 10
"""In each group; below this an interval says nothing."""

FINAL: tuple[State, ...] = ("helped", "hurt", "no_change", "too_small")

Z = 1.959963984540054
"""Two-sided 95 % of the normal distribution."""

TREATED = Q(is_communication=True) & ~Q(state=Action.State.HELD_OUT) & ~Q(contact_id=None)
"""Everybody the run was planned for, whatever became of their messages."""

HELD_OUT = Q(is_communication=True, state=Action.State.HELD_OUT) & ~Q(contact_id=None)
CALLED_OFF = (Action.State.WAITING, Action.State.REJECTED, Action.State.CANCELLED)
REACHED = TREATED & ~Q(released_at=None) & ~Q(state__in=CALLED_OFF)
"""Messages that were let go; what was let go and bought first counts, what was called off does not."""

DELIVERY = {"delivered": "done", "skipped": "skipped", "unknown": "unknown"}


@dataclass(frozen=True)
class Group:
    """Contacts, and how many of them bought within the time compared.

    `gone`: of how many that can no longer be told, because they are no longer in the mirror.
    """

    people: int
    bought: int
    gone: int = 0

    @property
    def share(self) -> float:
        """Between 0 and 1; 0 for nobody."""
        return self.bought / self.people if self.people else 0.0


@dataclass(frozen=True)
class Outcome:
    """What is known of a run's effect.

    `treated` are those it was planned for, `held_out` those left out to compare with; `reached` is how
    many messages were let go at all. `numbers`: delivered, skipped, unknown, and where there is enough
    to say it the difference of the shares with its 95 % interval, in percentage points. `until` ends
    the time compared; `source_at` is when the orders behind it were last brought in. `code` says why
    it is unknown.
    """

    state: State
    treated: Group
    held_out: Group
    numbers: dict[str, float] = field(default_factory=dict)
    until: datetime | None = None
    source: str = ""
    source_at: datetime | None = None
    code: str = ""
    reached: int = 0

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
        treated=_group(mirror, run, TREATED, start),
        held_out=_group(mirror, run, HELD_OUT, start),
        numbers=_delivery(run),
        until=until,
        source=source.slug if source else "",
        source_at=source.last_imported_at if source else None,
        reached=Action.objects.filter(REACHED, run=run).count(),
    )
    return judged(found, run, now)


def judged(found: Outcome, run: Run, now: datetime) -> Outcome:
    """The counted groups with what may be said of them at `now`; `found.until` is set."""
    if not found.reached:
        return replace(found, state="unknown" if run.is_over else "too_early", code="nobody_reached")
    until = found.until
    return replace(found, state="too_early") if until is None or now < until else _judged(found, until)


def _judged(found: Outcome, until: datetime) -> Outcome:
    """The time compared is over: what can be said of it."""
    if found.source_at is None or found.source_at < until:
        return replace(found, code="orders_stale")
    if min(found.treated.people, found.held_out.people) < LEAST_PEOPLE:
        return replace(found, state="too_small")
    if not _comparable(found.treated, found.held_out):
        return replace(found, code="groups_differ")
    low, high = difference_interval(found.treated, found.held_out)
    points = {"difference": 100 * (found.treated.share - found.held_out.share), "low": 100 * low, "high": 100 * high}
    return replace(found, state=verdict(low, high), numbers={**found.numbers, **points})


def _comparable(treated: Group, held_out: Group) -> bool:
    """Is the answer the same whatever those did of whom it can no longer be told?"""
    answers = {
        verdict(*difference_interval(one, other))
        for one, other in (
            (treated, held_out),
            (_had_bought(treated), held_out),
            (treated, _had_bought(held_out)),
        )
    }
    return len(answers) == 1


def _had_bought(group: Group) -> Group:
    return replace(group, bought=group.bought + group.gone)


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


def _group(mirror: Mirror, run: Run, members: Q, start: datetime) -> Group:
    """The contacts of a group, and how many bought after `start` as far as the mirror sees."""
    rows = Action.objects.filter(members, run=run).order_by().values_list("contact_id", flat=True)
    people = [each for each in rows.distinct() if each is not None]
    orders = mirror.orders.sales().of_contacts(people).since(start)
    bought = orders.order_by().values("contact_id").distinct().count()
    return Group(len(people), bought, len(people) - Contact.objects.filter(pk__in=people).count())
