"""The pressure matrix of one client in words: level, trend, who contributes, how fresh, and the chart."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sensors import matrix, silences, trends
from sensors.matrix import SectorPressure
from sensors.models import Silence
from sensors.sectors import Sector
from sensors.trends import Trend
from surfaces.web import formats
from surfaces.web.charts import LineChart
from surfaces.web.client.sensor_facts import SectorView, SensorView, sector_view, view_of
from tenants.models import Client, User

DAYS = 30
NONE = Trend(None, None)
TREND_WORDS: dict[str, str | Promise] = {
    "rising": gettext_lazy("rising"),
    "falling": gettext_lazy("falling"),
    "steady": gettext_lazy("steady"),
}


@dataclass(frozen=True)
class Row:
    """One sector; `holds` is False while a level above the limit stands alone."""

    view: SectorView
    trend: Trend
    trend_words: str
    sensors: list[SensorView]
    holds: bool
    silence: Silence | None
    silenced_by: str

    @property
    def sector(self) -> Sector:
        return self.view.pressure.sector


def rows(now: datetime) -> list[Row]:
    """Every sector, the highest that counts first."""
    states = matrix.sensor_states(now)
    moving, acting = trends.trends(now), matrix.acting(now)
    held = silences.in_force(now)
    people = dict(User.objects.filter(pk__in=[each.by_user_id for each in held.values()]).values_list("pk", "name"))
    return [_row(pressure, states, moving, acting, held, people) for pressure in matrix.pressures(now, states)]


def _row(
    pressure: SectorPressure,
    states: list[SectorPressure],
    moving: dict[str, Trend],
    acting: dict[Sector, SectorPressure],
    held: dict[Sector, Silence],
    people: dict[int, str],
) -> Row:
    view = sector_view(pressure)
    trend = moving.get(pressure.sensor, NONE) if view.known else NONE
    silence = held.get(pressure.sector)
    own = [view_of(each) for each in states if each.sector == pressure.sector]
    return Row(
        view=view,
        trend=trend,
        trend_words=trend_words(trend) if view.known else _("no trend: nothing is measured now"),
        sensors=sorted(own, key=lambda view: -(view.state.level or -1)),
        holds=acting[pressure.sector].holds if pressure.sector in acting else True,
        silence=silence,
        silenced_by=people.get(silence.by_user_id, "") if silence else "",
    )


def trend_words(trend: Trend) -> str:
    """Both means and the way between them; what is not known is said."""
    if trend.change is None or trend.day is None or trend.week is None:
        return _("no trend yet: it needs a day and the week before it")
    return _("%(direction)s: %(day)s in 24 hours, %(week)s in the 7 days before") % {
        "direction": TREND_WORDS[trend.direction],
        "day": formats.number(trend.day, 0),
        "week": formats.number(trend.week, 0),
    }


def chart(sector: Sector, client: Client, now: datetime) -> LineChart:
    """Thirty days of the sector's highest daily mean; open where nothing was measured."""
    today = now.astimezone(client.zone).date()
    days = [today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    found = trends.by_day(sector, now, DAYS)
    return LineChart(
        key="pressure",
        title=_("Pressure on %(sector)s, daily means") % {"sector": sector.label},
        labels=[formats.short_day(day) for day in days],
        values=[found.get(day) for day in days],
        name=_("pressure"),
    )
