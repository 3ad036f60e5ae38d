"""What does the market ask for? Runs Apify actors."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sensors.base import Connector, Cost, Metric, Read, Sector, Sensor, register
from sensors.reports import apify, keywords
from sensors.reports.apify import Harvest, Interest
from sensors.scale import between, change
from sensors.tools import Tools
from tenants.errors import Refused

RENEWED = timedelta(hours=20)
"""The age from which what was gathered is gathered anew: once a day, whatever hour the readings fall on."""
FALL_CALM, FALL_FULL = 0.0, -50.0
"""Percent more or less interest than in the 28 days before; house values."""


@register
class ApifyTrends(Sensor):
    """Interest in the client's words on Google Trends, 0 to 100 of each word's own peak, gathered by an Apify actor.

    The words are those entered with Apify, else the titles of the products sold most; the facts say
    which. Pressure: how far interest in the last 28 days told is below the 28 days before (0 at as
    much or more, 100 at half: house values), the mean over the words.

    UNKNOWN without a word to ask for, while the first figures are being gathered, when Google
    Trends knows none of the words, or when there is no money for a first run; DEGRADED when it
    knows less than half of them, or there was no money for a newer run; WARNING when the last
    gathering failed, and these are the figures before it; ERROR when it failed and there are none,
    or Apify fails or answers what cannot be. STALE when the newest
    day told is more than 6 days old: Google Trends lags two or three. Every 6 hours, which costs
    nothing; one run a day costs money: 0.25 US dollars at most, put aside before it starts.
    """

    slug = "apify-trends-sensor"
    title = gettext_lazy("Market trends")
    description = gettext_lazy("Movements in the client's market, gathered by Apify actors.")
    sector = Sector.CONTENT
    needs = (Connector("apify"),)
    every = timedelta(hours=6)
    source_max_age = timedelta(days=6)
    cost = Cost(calls=8, charged=gettext_lazy("At most 0.25 US dollars for one run a day."))
    metrics = (
        Metric(
            "market_interest_28d", gettext_lazy("Interest in the client's keywords, of their peak"), "interest", "%"
        ),
    )

    def read(self, tools: Tools) -> Read:
        """What was gathered last; where that is a day old, a new gathering is begun for the next reading."""
        asked = apify.watched(tools)
        if not asked.words:
            return Read.unknown(keywords.nothing_to_watch())
        found = apify.harvest(tools, asked.words)
        gathering = _gather(tools, asked.words, found)
        facts: dict[str, Any] = asked.facts() | {"country": tools.client.country, "new_run": gathering.begun}
        if found is None:
            return _nothing_yet(gathering, facts)
        source = apify.source(found.newest_at)
        if not found.interests:
            return Read.unknown(_("Google Trends knows none of the keywords."), source=source, facts=facts)
        pressure = sum(_fall(each) for each in found.interests) / len(found.interests)
        facts |= _measured(found)
        if gathering.failed:
            return Read.warning(gathering.failed, pressure=pressure, source=source, facts=facts)
        if reason := gathering.unpaid or _few(len(found.interests), len(asked.words)):
            return Read.degraded(reason, pressure=pressure, source=source, facts=facts)
        return Read.ok(pressure=pressure, source=source, facts=facts)


@dataclass(frozen=True)
class Gathering:
    """Whether a run was begun now, else why not: the last one `failed`, or a new one is `unpaid`."""

    begun: bool = False
    failed: str = ""
    unpaid: str = ""


def _gather(tools: Tools, words: tuple[str, ...], found: Harvest | None) -> Gathering:
    """Begin a run where the last one is old; never beside another, and not again soon after a failed one."""
    recent = [run for run in apify.runs(tools) if tools.now - run.started_at < RENEWED]
    if (found is not None and found.run in recent) or any(run.status in apify.GOING for run in recent):
        return Gathering()
    if recent and recent[0].status != apify.DONE:
        # Beginning again at once would pay for the same failure four times a day.
        return Gathering(failed=_("The last gathering at Apify failed; it is begun again a day later. Look there."))
    cost = apify.price(tools)
    if cost is None:
        unpaid = _("What a run costs in %(currency)s is not known here.") % {"currency": tools.client.currency}
        return Gathering(unpaid=unpaid)
    try:
        return Gathering(begun=apify.begin(tools, words, cost))
    except Refused as refused:
        if refused.code != "budget_reached":
            raise
        return Gathering(unpaid=refused.sentence)


def _nothing_yet(gathering: Gathering, facts: dict[str, Any]) -> Read:
    if gathering.failed:
        return Read.error(gathering.failed)
    waiting = _("The figures are being gathered; the next reading has them.")
    return Read.unknown(gathering.unpaid or waiting, facts=facts)


def _few(known: int, asked: int) -> str:
    """Why the figures stand for too little; "" when they do not."""
    if 2 * known >= asked:
        return ""
    return _("Google Trends knows only %(known)d of the %(asked)d keywords.") % {"known": known, "asked": asked}


def _measured(found: Harvest) -> dict[str, Any]:
    mean = sum(each.now for each in found.interests) / len(found.interests)
    return {
        "known": len(found.interests),
        "gathered_at": found.run.started_at.isoformat(),
        "interest": round(mean, 1),
        "by_keyword": [_told(each) for each in found.interests],
    }


def _told(each: Interest) -> dict[str, Any]:
    moved = round(change(each.now, each.before) or 0.0, 1)
    return {"keyword": each.word, "interest": round(each.now, 1), "change_percent": moved, "rising": list(each.rising)}


def _fall(each: Interest) -> float:
    return between(change(each.now, each.before) or 0.0, calm=FALL_CALM, full=FALL_FULL)
