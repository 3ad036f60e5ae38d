"""Do visitors come, and do they buy? Asks Google Analytics 4."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sensors import answers
from sensors.base import Connector, Cost, Metric, Read, Sector, Sensor, Source, register
from sensors.scale import between, fall
from sensors.tools import Tools
from sensors.windows import Windows, closed

WINDOW_DAYS = 28
FEWEST_SESSIONS = 100
BUSY_PER_DAY = 10
UNTRACKED_SESSIONS = 500
FIGURES = ("sessions", "keyEvents", "sessionKeyEventRate", "totalRevenue")


@dataclass(frozen=True)
class Day:
    day: date
    sessions: int
    conversions: float
    converted: float
    revenue: float


@register
class WebsiteVisits(Sensor):
    """Sessions, conversions (GA4's key events) and revenue of the last 28 complete days against the 28 before.

    Source: the Data API's report by date, whole days at the property's place, revenue in the
    property's currency. Pressure: the greatest of three, all house values. Conversion, the
    percentage of sessions with a key event: 0 at 3 %, where most shops are content, 100 at 0.5 %.
    Sessions and revenue: 0 when they did not fall, 100 when they fell by half.
    UNKNOWN under 100 sessions, which is too few for a share. WARNING when 500 sessions brought no
    key event at all: the counting is more likely broken than every visitor. DEGRADED when days are
    missing on a site that has 10 sessions a day. STALE when nothing came for 3 days (GA4 needs up to 2).
    """

    slug = "ga4-sensor"
    title = gettext_lazy("Website visits")
    description = gettext_lazy("Sessions, conversions and revenue of the website.")
    sector = Sector.CONVERSION
    needs = (Connector("ga4"),)
    every = timedelta(hours=6)
    source_max_age = timedelta(days=3)
    cost = Cost(calls=1)
    metrics = (
        Metric("sessions_28d", gettext_lazy("Website sessions of the last 28 days"), "sessions"),
        Metric("conversion_rate_28d", gettext_lazy("Website sessions with a conversion"), "conversion_rate", "%"),
    )

    def read(self, tools: Tools) -> Read:
        """One report of 56 days; each figure is checked before it counts."""
        windows = Windows(tools.today - timedelta(days=1), WINDOW_DAYS)
        rows = tools.shared(
            ("ga4", "days", windows),
            lambda: tools.bound("ga4").report(windows.earliest, windows.end, FIGURES, ["date"]),
        )
        now, before = windows.split(map(_day, rows))
        if not now and not before:
            return Read.unknown(_("Google Analytics recorded no visit in the last 56 days."))
        source = Source("ga4", "Google Analytics 4", closed(max(each.day for each in now or before), tools.now))
        facts = _facts(now, before)
        if facts["sessions"] < FEWEST_SESSIONS:
            return Read.unknown(_("Too few visits in 28 days to judge by."), source=source, facts=facts)
        pressure = _pressure(facts)
        if facts["sessions"] >= UNTRACKED_SESSIONS and not facts["conversions"]:
            reason = _("Many visits and not one conversion: check whether conversions are counted at all.")
            return Read.warning(reason, pressure=pressure, source=source, facts=facts)
        gaps = windows.gaps(now)
        if gaps and facts["sessions"] >= BUSY_PER_DAY * len(now):
            words = ngettext("%(n)d day of 28 is missing.", "%(n)d days of 28 are missing.", len(gaps))
            return Read.degraded(words % {"n": len(gaps)}, pressure=pressure, source=source, facts=facts)
        return Read.ok(pressure=pressure, source=source, facts=facts)


def _day(row: dict[str, Any]) -> Day:
    sessions = answers.count(row["sessions"], "sessions")
    return Day(
        day=answers.day(row["date"], "date"),
        sessions=sessions,
        conversions=answers.amount(row["keyEvents"], "keyEvents"),
        converted=sessions * answers.share(row["sessionKeyEventRate"], "sessionKeyEventRate"),
        revenue=answers.amount(row["totalRevenue"], "totalRevenue"),
    )


def _facts(now: list[Day], before: list[Day]) -> dict[str, Any]:
    sessions = sum(each.sessions for each in now)
    rate = 100 * sum(each.converted for each in now) / sessions if sessions else 0.0
    return {
        "window_days": WINDOW_DAYS,
        "days": len(now),
        "sessions": sessions,
        "sessions_before": sum(each.sessions for each in before),
        "conversions": round(sum(each.conversions for each in now), 2),
        "conversion_rate": round(min(rate, 100.0), 2),
        "revenue": round(sum(each.revenue for each in now), 2),
        "revenue_before": round(sum(each.revenue for each in before), 2),
    }


def _pressure(facts: dict[str, Any]) -> float:
    falls = [fall(facts[name], facts[f"{name}_before"]) for name in ("sessions", "revenue")]
    return max(between(facts["conversion_rate"], calm=3.0, full=0.5), between(max(falls), calm=0.0, full=50.0))
