"""The strip of the command centre. A figure that nobody measures is left out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min
from django.utils.translation import gettext as _

from events import health
from reviews.models import Decision, Review
from surfaces.web import formats
from surfaces.web.staff.pressures import Matrix

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Figure:
    """A number, its unit in words, and what stands beside it."""

    name: str
    value: str
    beside: str = ""


@dataclass(frozen=True)
class Strip:
    """`waiting` and `dead` are in the heading, too. `dispatched_at` is None before the first tick."""

    figures: list[Figure]
    waiting: int
    dead: int
    dispatched_at: datetime | None


def strip(now: datetime, matrix: Matrix) -> Strip:
    """Decisions, work and sensors, as of `now`."""
    asked = Review.objects.waiting().aggregate(count=Count("pk"), oldest=Min("created_at"))
    work = health.facts()
    decided = Decision.objects.since(now - DAY).count()
    figures = [
        Figure(_("Waiting decisions"), formats.number(asked["count"]), _oldest(asked["oldest"], now)),
        Figure(_("Decided in 24 hours"), formats.number(decided)),
        Figure(_("Dead jobs"), formats.number(work.dead)),
        Figure(_("Oldest due work"), _lag(work.lag_s), _("not yet taken") if work.lag_s else ""),
        Figure(_("Blocked sensors"), formats.number(matrix.blocked), _of(matrix.sensors)),
        Figure(_("Clients acting"), formats.number(matrix.acting), _of(matrix.clients)),
    ]
    return Strip(figures, waiting=asked["count"], dead=work.dead, dispatched_at=work.dispatched_at)


def _oldest(at: datetime | None, now: datetime) -> str:
    return _("oldest %(ago)s") % {"ago": formats.ago(at, now)} if at else ""


def _of(all_of_them: int) -> str:
    return _("of %(number)s") % {"number": formats.number(all_of_them)}


def _lag(lag_s: float) -> str:
    return _("%(number)s s") % {"number": formats.number(lag_s, 1)} if lag_s else _("none")
