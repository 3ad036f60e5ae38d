"""What do the client's words cost? Asks Google Ads."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sensors.base import Connector, Cost, Metric, Read, Sector, Sensor, register
from sensors.reports import google_ads, keywords
from sensors.reports.google_ads import Idea
from sensors.tools import Tools

FALLEN = 0.5
"""Searches of the newest month against the mean of all months told, below which a person should look; a house value."""


@register
class GoogleAdsPlanner(Sensor):
    """Searches a month, price of a click and competition for the client's keywords, from Google's keyword planner.

    The words are those entered with Google Ads, else the titles of the products sold most; the
    facts say which. Country and language are the client's, prices in the ad account's currency.
    Pressure: the competition for the words, 0 to 100 as Google itself gives it, words counting by
    their searches.

    UNKNOWN without a word to ask for, or where Google knows none of them; DEGRADED where it knows
    less than half; WARNING when last month's searches are under half of their mean (house value):
    a season ended, or the market did. ERROR when Google fails or answers what cannot be. STALE when
    the newest month ended more than 75 days ago: Google tells a month in the course of the next.
    Once a day; 6 calls at most, of one a second.
    """

    slug = "google-ads-planner-sensor"
    title = gettext_lazy("Keyword planning")
    description = gettext_lazy("Volume, click price and competition of the client's keywords.")
    sector = Sector.ADS
    needs = (Connector("google_ads"),)
    every = timedelta(hours=24)
    source_max_age = timedelta(days=75)
    cost = Cost(calls=6)
    metrics = (
        Metric("keyword_searches", gettext_lazy("Searches a month for the client's keywords"), "searches"),
        Metric("keyword_competition", gettext_lazy("Competition for the keywords"), "competition", "%", "down"),
    )

    def read(self, tools: Tools) -> Read:
        """Only the client's own words count; what Google adds to them is told as a number."""
        found = google_ads.plan(tools)
        if found is None:
            return Read.unknown(google_ads.cannot_ask(tools) or keywords.nothing_to_watch())
        source = google_ads.source(found.newest_at)
        asked: dict[str, Any] = found.asked.facts() | {"country": tools.client.country, "ideas": found.found}
        judged = [idea for idea in found.ideas if idea.searches and idea.competition is not None]
        if not judged:
            return Read.unknown(_("Google Ads knows none of the keywords."), source=source, facts=asked)
        searches = sum(idea.searches for idea in judged)
        pressure = sum((idea.competition or 0.0) * idea.searches for idea in judged) / searches
        facts = asked | {"searches": searches, "competition": round(pressure, 1), "known": len(judged)}
        facts |= _prices(judged) | {"by_keyword": [_told(idea) for idea in judged]}
        if _fallen(judged):
            reason = _("Last month's searches for the keywords were less than half of what is usual.")
            return Read.warning(reason, pressure=pressure, source=source, facts=facts)
        if 2 * len(judged) < len(found.asked.words):
            known = {"known": len(judged), "asked": len(found.asked.words)}
            reason = _("Google Ads knows only %(known)d of the %(asked)d keywords.") % known
            return Read.degraded(reason, pressure=pressure, source=source, facts=facts)
        return Read.ok(pressure=pressure, source=source, facts=facts)


def _prices(ideas: Sequence[Idea]) -> dict[str, float]:
    """What a click at the top of the page costs, between the cheapest and the dearest word."""
    low = [idea.click_low for idea in ideas if idea.click_low is not None]
    high = [idea.click_high for idea in ideas if idea.click_high is not None]
    return {"click_from": round(min(low), 2), "click_to": round(max(high), 2)} if low and high else {}


def _told(idea: Idea) -> dict[str, Any]:
    return {"keyword": idea.word, "searches": idea.searches, "competition": idea.competition, "click": idea.click_high}


def _fallen(ideas: Sequence[Idea]) -> bool:
    """Whether the newest month is far below the mean of all months told, all words together."""
    by_month: dict[Any, int] = {}
    for idea in ideas:
        for month in idea.months:
            by_month[month.end] = by_month.get(month.end, 0) + month.searches
    if len(by_month) < 3:
        return False
    return by_month[max(by_month)] < FALLEN * sum(by_month.values()) / len(by_month)
