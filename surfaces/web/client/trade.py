"""Revenue by week, from the mirrored orders: one bar per whole week, open where nothing is known."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DateField, Q, Sum
from django.db.models.functions import JSONObject, TruncWeek
from django.utils.translation import gettext as _

from crm.models import Order, Source
from surfaces.web import formats
from surfaces.web.charts import BarChart
from tenants.models import Client

WEEKS = 12


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
    weeks = [monday - timedelta(weeks=back) for back in range(WEEKS, 0, -1)]
    source = _source(client, now)
    cents = _by_week(source, weeks, client) if source else [None] * WEEKS
    chart = BarChart(
        key="trade",
        title=_("Revenue by week, returns taken off"),
        labels=[formats.short_day(week) for week in weeks],
        values=cents,
        name=_("Revenue"),
        unit=client.currency,
    )
    return Trade(chart, cents[-1], cents[-2], source)


def _source(client: Client, now: datetime) -> Source | None:
    """The freshest source, carrying the sums of the weeks."""
    start = now - timedelta(weeks=WEEKS + 2)
    known = Q(known_at__lte=now, happened_at__lte=now, happened_at__gt=start) & (
        Q(cancelled_at=None) | Q(cancelled_at__gt=now)
    )
    by_week = (
        Order.objects.filter(known)
        .order_by()
        .annotate(week=TruncWeek("happened_at", output_field=DateField(), tzinfo=client.zone))
        .values("week")
        .annotate(cents=Sum("total_cents"))
        .values(row=JSONObject(week="week", cents="cents"))
    )
    return Source.objects.freshest().annotate(weeks=ArraySubquery(by_week)).first()


def _by_week(source: Source, weeks: list[date], client: Client) -> list[int | None]:
    """Zero where nobody bought; None before the first order, and after orders were last brought in."""
    rows: list[dict[str, Any]] = source.weeks  # type: ignore[attr-defined]
    # PostgreSQL says the first moment of the week.
    found = {datetime.fromisoformat(row["week"]).date(): int(row["cents"]) for row in rows}
    newest = source.last_imported_at
    if newest is None or not found:
        return [None] * len(weeks)
    last, first = newest.astimezone(client.zone).date(), min(found)
    return [found.get(week, 0) if first <= week and week + timedelta(days=6) <= last else None for week in weeks]
