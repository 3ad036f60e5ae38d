"""Do new leads come faster or slower? Counts in the mirror when each lead was first scored."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sensors.base import Cost, Metric, Read, Sector, Sensor, Source, register
from sensors.leads import first_seen, newest_at
from sensors.tools import Tools

WINDOW_DAYS = 28
HALF_GONE = 50.0
"""Pressure of as many new leads as before: half-way between twice as many and none."""
FEW = 5


@register
class LeadVelocity(Sensor):
    """New leads of the last 28 days against the 28 days before, and how that change itself changed.

    Source: the day each lead was first scored. Pressure: 0 with twice as many new leads as in the 28
    days before or more, 50 with as many, 100 with none, straight between. Acceleration: the change in
    percent minus the change of the 28 days before; shown, and does not press. UNKNOWN before the first
    lead, in the first 56 days, and where neither period had a lead. DEGRADED where the earlier period
    had fewer than 5: one lead more or less would move the pressure by more than 10 points.
    """

    slug = "lead-velocity-sensor"
    title = gettext_lazy("Lead velocity")
    description = gettext_lazy("New leads per period, and whether their number speeds up.")
    sector = Sector.ACQUISITION
    every = timedelta(hours=6)
    cost = Cost()
    metrics = (Metric("new_leads_28d", title=gettext_lazy("New leads of the last 28 days"), fact="new_leads_28d"),)

    def read(self, tools: Tools) -> Read:
        """Before two whole periods have passed there is nothing to compare with."""
        days = sorted(first_seen(tools).values())
        if not days:
            return Read.unknown(_("No lead was ever scored."))
        source = Source("lead-scores", _("Scores of leads"), newest_at(tools))
        now, before, long_before = (_count(days, tools.now, periods) for periods in range(3))
        facts: dict[str, Any] = {"window_days": WINDOW_DAYS, "new_leads_28d": now, "new_leads_before": before}
        if days[0] > tools.now - timedelta(days=2 * WINDOW_DAYS):
            return Read.unknown(_("Leads have been known for less than 56 days."), source=source, facts=facts)
        if not before:
            reason = _("There were no leads in the 28 days before, so nothing can be compared.")
            return Read.unknown(reason, source=source, facts=facts)
        facts |= {
            "change_percent": round(100 * (now / before - 1), 1),
            "acceleration": _faster(now, before, long_before),
        }
        pressure = min(max(100 - HALF_GONE * now / before, 0.0), 100.0)
        if before < FEW:
            reason = _("Fewer than 5 leads in the 28 days before: too few to tell a trend.")
            return Read.degraded(reason, pressure=pressure, source=source, facts=facts)
        return Read.ok(pressure=pressure, source=source, facts=facts)


def _count(days: list[datetime], now: datetime, periods: int) -> int:
    """Leads of the period that ended `periods` periods ago."""
    end = now - timedelta(days=WINDOW_DAYS * periods)
    return sum(end - timedelta(days=WINDOW_DAYS) < day <= end for day in days)


def _faster(now: int, before: int, long_before: int) -> float | None:
    """The change in percent minus the one before; None where that had nothing to compare with."""
    return round(100 * (now / before - before / long_before), 1) if long_before else None
