"""Do TikTok's ads pay? Asks TikTok's Marketing API."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sensors import answers
from sensors.base import Connector, Cost, Metric, Read, Sector, Sensor, Source, register
from sensors.reports import ads
from sensors.reports.bounded import at_most
from sensors.scale import between
from sensors.tools import Tools

CTR_CALM, CTR_FULL = 1.0, 0.3
"""Percent of views that were clicked; house values."""
FIGURES = ("spend", "impressions", "clicks", "conversion")
ENABLED = "STATUS_ENABLE"
"""`status` of an advertiser whose ads run (TikTok API for Business, "Enumerations")."""
ENOUGH = 1_000
"""Views in a week; a house value: of fewer, a handful of clicks would decide."""


@register
class TiktokAds(Sensor):
    """Spend, cost per result and click rate of the last 7 full days, from TikTok's Marketing API.

    Money is in the advertiser's currency; a result is what each campaign is optimised for.
    Pressure: the worse of two, by house values: the click rate (0 at 1 %, 100 at 0.3 %), and
    results dearer than in the three weeks before (0 at the same price, 100 at twice).

    UNKNOWN when nothing was spent in 7 days; DEGRADED below 1,000 views; WARNING when TikTok has
    not enabled the advertiser, or a week's spend brought no result. ERROR when TikTok fails or
    answers what cannot be. STALE when the last ad ran more than 3 days ago (house value). Every
    6 hours; 2 calls.
    """

    slug = "tiktok-ads-sensor"
    title = gettext_lazy("TikTok advertising")
    description = gettext_lazy("Spend, cost per result and click rate of TikTok ads.")
    sector = Sector.ADS
    needs = (Connector("tiktok_ads"),)
    every = timedelta(hours=6)
    source_max_age = ads.NEWEST
    cost = Cost(calls=2)
    metrics = (
        Metric("tiktok_ctr_7d", gettext_lazy("Clicks on TikTok ads for each hundred views in 7 days"), "ctr", "%"),
        Metric("tiktok_cpa_7d", gettext_lazy("Cost of a result by TikTok ads in 7 days"), "cpa", direction="down"),
    )

    def read(self, tools: Tools) -> Read:
        """All campaigns together, by day."""
        client, window = tools.bound("tiktok_ads"), ads.Window.of(tools)
        advertiser = client.advertiser()
        rows = at_most(100, client.report(window.start, window.end, FIGURES, ("stat_time_day",)), _("days"))
        days = window.checked(_day(row) for row in rows)
        before, now = window.split(days)
        if not now.spend:
            return Read.unknown(_("Nothing was spent on TikTok ads in the last 7 days."))
        clicked = 100 * answers.part(now.clicks, now.impressions, _("clicks")) if now.impressions else 0.0
        facts: dict[str, Any] = {
            "window_days": ads.DAYS,
            "currency": answers.text(advertiser.get("currency", ""), _("currency"), longest=3),
            "spend": round(now.spend, 2),
            "results": now.results,
            "impressions": now.impressions,
            "clicks": now.clicks,
            "ctr": round(clicked, 3),
        } | ({"cpa": round(now.spend / now.results, 2)} if now.results else {})
        source = Source("tiktok_ads", "TikTok Ads", ads.newest_at(days, tools))
        pressure = max(between(clicked, calm=CTR_CALM, full=CTR_FULL), ads.dearer(before, now))
        if reason := _alarming(advertiser, now):
            return Read.warning(reason, pressure=pressure, source=source, facts=facts)
        if now.impressions < ENOUGH:
            few = _("Too few views to judge by: %(count)d in 7 days.")
            return Read.degraded(few % {"count": now.impressions}, pressure=pressure, source=source, facts=facts)
        return Read.ok(pressure=pressure, source=source, facts=facts)


def _alarming(advertiser: Mapping[str, Any], now: ads.Span) -> str:
    """Why a person must look; "" when nobody must."""
    if advertiser.get("status") not in (None, ENABLED):
        return _("TikTok has not enabled the advertiser: look into Ads Manager.")
    if not now.results:
        return _("TikTok ads were paid for in the last 7 days, and they brought no result.")
    return ""


def _day(row: object) -> ads.Day:
    figures = answers.field(row, "metrics")
    at = answers.field(answers.field(row, "dimensions"), "stat_time_day")
    return ads.Day(
        on=answers.day(at[:10] if isinstance(at, str) else at, _("day")),
        spend=answers.amount(answers.field(figures, "spend"), _("spend")),
        impressions=answers.count(answers.field(figures, "impressions"), _("views")),
        clicks=answers.count(answers.field(figures, "clicks"), _("clicks")),
        results=answers.amount(answers.field(figures, "conversion"), _("results")),
    )
