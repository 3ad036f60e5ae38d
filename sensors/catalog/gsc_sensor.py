"""Is the site found? Asks Google Search Console."""

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
LATE_DAYS = 3
FEWEST_IMPRESSIONS = 100
BUSY_PER_DAY = 10
VANISHED_PERCENT = 80


@dataclass(frozen=True)
class Day:
    day: date
    clicks: int
    impressions: int
    position: float


@register
class SearchVisibility(Sensor):
    """Impressions, clicks and mean position in Google's results over 28 days, against the 28 before.

    Source: Search Console's search analytics by date; figures come two to three days late, so the
    window ends three days ago. Pressure: the greater of two, both house values. Clicks: 0 when they
    did not fall, 100 when they fell by half. Mean position, weighted by impressions: 0 at 5, the
    upper half of the first page, 100 at 30, the end of the third.
    UNKNOWN under 100 impressions. WARNING when impressions fell by 80 % or more: a site vanishes by
    a fault (robots.txt, a move, a penalty) that a person has to find. DEGRADED when days are missing
    on a site with 10 impressions a day. STALE when the newest day is more than 6 days old.
    """

    slug = "gsc-sensor"
    title = gettext_lazy("Search visibility")
    description = gettext_lazy("How often the site is shown, clicked and ranked in search.")
    sector = Sector.CONTENT
    needs = (Connector("gsc"),)
    every = timedelta(hours=24)
    source_max_age = timedelta(days=6)
    cost = Cost(calls=1)
    metrics = (
        Metric("search_clicks_28d", gettext_lazy("Clicks from Google search in 28 days"), "clicks"),
        Metric("search_position_28d", gettext_lazy("Mean position in Google search"), "position", direction="down"),
    )

    def read(self, tools: Tools) -> Read:
        """One query of 56 days by date."""
        windows = Windows(tools.today - timedelta(days=LATE_DAYS), WINDOW_DAYS)
        rows = tools.shared(
            ("gsc", "days", windows), lambda: tools.bound("gsc").queries(windows.earliest, windows.end, ("date",))
        )
        now, before = windows.split(map(_day, rows))
        if not now and not before:
            return Read.unknown(_("Google Search showed the site to nobody in the last 56 days."))
        source = Source("gsc", "Google Search Console", closed(max(each.day for each in now or before), tools.now))
        facts = _facts(now, before)
        vanished = fall(facts["impressions"], facts["impressions_before"]) >= VANISHED_PERCENT
        if max(facts["impressions"], facts["impressions_before"]) < FEWEST_IMPRESSIONS:
            return Read.unknown(_("Shown too rarely in search to judge by."), source=source, facts=facts)
        pressure = _pressure(facts)
        if vanished:
            reason = _("The site has all but vanished from search: look for what keeps Google out.")
            return Read.warning(reason, pressure=pressure, source=source, facts=facts)
        gaps = windows.gaps(now)
        if gaps and facts["impressions"] >= BUSY_PER_DAY * len(now):
            words = ngettext("%(n)d day of 28 is missing.", "%(n)d days of 28 are missing.", len(gaps))
            return Read.degraded(words % {"n": len(gaps)}, pressure=pressure, source=source, facts=facts)
        return Read.ok(pressure=pressure, source=source, facts=facts)


def _day(row: dict[str, Any]) -> Day:
    keys = answers.field(row, "keys")
    if not isinstance(keys, list) or len(keys) != 1:
        raise answers.impossible("keys", keys)
    impressions = answers.count(answers.field(row, "impressions"), "impressions")
    clicks = answers.count(answers.field(row, "clicks"), "clicks")
    if clicks > impressions:
        raise answers.impossible("clicks", clicks)
    position = answers.number(answers.field(row, "position"), "position", least=0, most=10_000)
    return Day(answers.day(keys[0], "date"), clicks, impressions, position)


def _facts(now: list[Day], before: list[Day]) -> dict[str, Any]:
    impressions = sum(each.impressions for each in now)
    weighted = sum(each.position * each.impressions for each in now)
    return {
        "window_days": WINDOW_DAYS,
        "days": len(now),
        "clicks": sum(each.clicks for each in now),
        "clicks_before": sum(each.clicks for each in before),
        "impressions": impressions,
        "impressions_before": sum(each.impressions for each in before),
        "position": round(weighted / impressions, 2) if impressions else None,
    }


def _pressure(facts: dict[str, Any]) -> float:
    lost = between(fall(facts["clicks"], facts["clicks_before"]), calm=0.0, full=50.0)
    return lost if facts["position"] is None else max(lost, between(facts["position"], calm=5.0, full=30.0))
