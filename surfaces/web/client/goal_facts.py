"""Goals in words: how far, where it is going and how sure that is, who answers for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from sensors import metrics, owners
from sensors.models import Goal
from sensors.outlook import Outlook
from surfaces.web import formats
from surfaces.web.charts import LineChart

OVER = 10


@dataclass(frozen=True)
class Row:
    """One open goal; `chart` is None while there is too little past to draw."""

    outlook: Outlook
    owner: str
    forecast: str
    chart: LineChart | None


def rows(found: Sequence[Outlook]) -> list[Row]:
    """In the order given, with the names of those who answer for them."""
    names = owners.names(each.gap.goal.owner_id for each in found)
    return [Row(each, names.get(each.gap.goal.owner_id or 0, ""), forecast_words(each), _chart(each)) for each in found]


def forecast_words(found: Outlook) -> str:
    """Where it is going, its 80 % range and the chance; or why that cannot be said."""
    goal, expected, unit = found.gap.goal, found.forecast, found.gap.metric.unit
    if goal.due_on is None:
        return _("Without a date there is no forecast.")
    if found.gap.overdue:
        return _("Its date is over.")
    if not found.gap.now.known:
        return _("No forecast: nothing is measured now.")
    if expected is None:
        return _("Too early for a forecast: it needs eight measured days, and a date not too far off.")
    return _(
        "Going on like this: %(expected)s by then, between %(low)s and %(high)s in 8 of 10 cases. "
        "Chance to meet it: %(chance)s."
    ) % {
        "expected": formats.measure(expected.expected, unit),
        "low": formats.measure(expected.low, unit),
        "high": formats.measure(expected.high, unit),
        "chance": formats.percent(expected.chance),
    }


def over() -> list[tuple[str, Goal]]:
    """The last goals that were reached or given up, with the figure's name."""
    known = metrics.all()
    closed = Goal.objects.exclude(state=Goal.State.ACTIVE).newest_first()[:OVER]
    return [(str(known[goal.metric][0].title) if goal.metric in known else goal.metric, goal) for goal in closed]


def _chart(found: Outlook) -> LineChart | None:
    points = found.past.points
    if len(points) < 2:
        return None
    return LineChart(
        key=f"goal-{found.gap.goal.pk}",
        title=str(found.gap.metric.title),
        labels=[formats.short_day(date.fromordinal(int(day))) for day, _value in points],
        values=[value for _day, value in points],
        name=_("measured"),
        other=[found.gap.goal.target] * len(points),
        other_name=_("goal"),
    )
