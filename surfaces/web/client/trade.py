"""Revenue by week, from the mirrored orders: one bar per whole week, open where nothing is known.

Where a week begins is reckoned here and not in the database, which may know other clock changes.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, IntegerField, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from crm.models import Order, Source
from surfaces.web import formats
from surfaces.web.charts import BarChart
from tenants.models import Client

WEEKS = 12
WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Trade:
    """The chart, the figures in its heading, and where they come from (None: no order ever came)."""

    chart: BarChart
    last_cents: int | None
    before_cents: int | None
    source: Source | None


def trade(client: Client, now: datetime) -> Trade:
    """The last whole weeks at the client's place, returns taken off. One query."""
    today = now.astimezone(client.zone).date()
    monday = today - timedelta(days=today.weekday())
    weeks = [monday - back * WEEK for back in range(WEEKS, -1, -1)]
    # The moments at which the weeks begin; the last one is where the running week does.
    begins = [datetime.combine(week, time(), client.zone) for week in weeks]
    source = _source(begins, now)
    cents: list[int | None] = _by_week(source, begins) if source else [None] * WEEKS
    return Trade(_chart(weeks[:-1], cents, client.currency), cents[-1], cents[-2], source)


def _chart(weeks: list[date], cents: list[int | None], currency: str) -> BarChart:
    return BarChart(
        key="trade",
        title=_("Revenue by week, returns taken off"),
        labels=[formats.short_day(week) for week in weeks],
        values=cents,
        name=_("Revenue"),
        unit=currency,
    )


def _source(begins: list[datetime], now: datetime) -> Source | None:
    """The freshest source, carrying the sums by week and the moment of the first order."""
    orders: QuerySet[Order] = Order.objects.as_of(now).order_by()
    cases = [When(happened_at__lt=end, then=Value(number)) for number, end in enumerate(begins[1:])]
    by_week = (
        orders.filter(Q(happened_at__gte=begins[0], happened_at__lt=begins[-1]))
        .annotate(week=Case(*cases, output_field=IntegerField()))
        .values("week")
        .annotate(cents=Sum("total_cents"))
        .values(row=JSONObject(week="week", cents="cents"))
    )
    first = orders.order_by("happened_at").values("happened_at")[:1]
    return Source.objects.freshest().annotate(weeks=ArraySubquery(by_week), first_at=Subquery(first)).first()


def _by_week(source: Source, begins: list[datetime]) -> list[int | None]:
    """Zero where nobody bought; None before the first order, and after orders were last brought in."""
    found = {row["week"]: int(row["cents"]) for row in source.weeks}  # type: ignore[attr-defined]
    first: datetime | None = source.first_at  # type: ignore[attr-defined]
    last = source.last_imported_at
    if first is None or last is None:
        return [None] * WEEKS
    known = [first < begins[number + 1] and begins[number + 1] <= last for number in range(WEEKS)]
    return [found.get(number, 0) if known[number] else None for number in range(WEEKS)]
