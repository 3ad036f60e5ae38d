"""Room within a day's limits for what nobody was asked about, by what has really left.

A plan is judged by what is known then; workers that stood still, a pause, and the later messages
of a series bring more together in one day than was let go in one. So it is counted again when it leaves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from automations.models import Action
from integrations.models import MICROS_PER_CENT

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Left:
    """One effect that left, or may have: whom it reached (None: nobody) and what it cost."""

    at: datetime
    person: int | None
    cost_micros: int


def left_since(automation: str, at: datetime, *, besides: UUID) -> list[Left]:
    """What the automation did after `at`, but for one action; in one query."""
    rows = Action.objects.counted_in_limits().of_automation(automation).left_since(at).exclude(pk=besides)
    found = rows.values_list("done_at", "contact_id", "is_communication", "cost_micros")
    return [Left(done, contact if message else None, cost) for done, contact, message, cost in found if done]


def free_from(left: Sequence[Left], wanted: Left, *, batch: int, day_cost_cents: int) -> datetime | None:
    """The first moment from `wanted.at` on when no day holds too much with it; None: it never fits.

    A day are the 24 hours before the moment; what left exactly a day ago counts no more.
    """
    most = day_cost_cents * MICROS_PER_CENT
    if wanted.cost_micros > most or (wanted.person is not None and batch < 1):
        return None
    lately = sorted((each for each in left if each.at > wanted.at - DAY), key=lambda each: each.at)
    return max(wanted.at, _people_from(lately, wanted, batch), _money_from(lately, wanted, most))


def _people_from(lately: Sequence[Left], wanted: Left, batch: int) -> datetime:
    if wanted.person is None:
        return wanted.at
    others = {each.person: each.at for each in lately if each.person not in (None, wanted.person)}
    return sorted(others.values())[len(others) - batch] + DAY if len(others) >= batch else wanted.at


def _money_from(lately: Sequence[Left], wanted: Left, most: int) -> datetime:
    total, free = wanted.cost_micros + sum(each.cost_micros for each in lately), wanted.at
    for each in lately:
        if not wanted.cost_micros or total <= most:
            break
        total -= each.cost_micros
        free = each.at + DAY
    return free
