"""Do Meta's ads pay? Asks the Marketing API."""

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

ROAS_CALM, ROAS_FULL = 4.0, 1.0
"""Sales for each unit spent. At 1 the ads bring in what they cost and no more; 4 is a house value."""
SEEN_CALM, SEEN_FULL = 2.0, 5.0
"""How often a person saw an ad in a week; house values, Meta documents no limit."""
ACTIVE = 1
"""`account_status` of an account whose ads run (Marketing API, "Ad account")."""
BOUGHT = ("omni_purchase", "purchase", "offsite_conversion.fb_pixel_purchase")
"""Names of a purchase, which count the same sales several times: the first one present counts."""


@register
class MetaAds(Sensor):
    """Spend, return, cost per purchase and frequency of the last 7 full days, from Meta's Marketing API.

    Money is in the ad account's currency. Pressure: the worst of three: return on spend (0 at 4,
    100 at 1), how often a person saw an ad in the week (0 at 2, 100 at 5), and purchases dearer
    than in the three weeks before (0 at the same price, 100 at twice). House values, but for 1:
    there the ads only bring in what they cost.

    UNKNOWN when nothing was spent in 7 days; DEGRADED when Meta tells of no purchase at all, so
    that only frequency is judged; WARNING when the account is not active, or a week's spend
    brought no purchase. ERROR when Meta fails or answers what cannot be. STALE when the last ad
    ran more than 3 days ago (house value). Every 6 hours; 3 calls.
    """

    slug = "meta-ads-sensor"
    title = gettext_lazy("Meta advertising")
    description = gettext_lazy("Spend, return, cost per result and frequency of Meta ads.")
    sector = Sector.ADS
    needs = (Connector("meta_ads"),)
    every = timedelta(hours=6)
    source_max_age = ads.NEWEST
    cost = Cost(calls=3)
    metrics = (
        Metric("meta_roas_7d", gettext_lazy("Sales for each unit spent on Meta ads in 7 days"), "roas"),
        Metric("meta_cpa_7d", gettext_lazy("Cost of a purchase by Meta ads in 7 days"), "cpa", direction="down"),
    )

    def read(self, tools: Tools) -> Read:
        """Days without an ad do not come at all, and are no days without success."""
        client, window = tools.bound("meta_ads"), ads.Window.of(tools)
        account = client.account()
        rows = at_most(100, client.insights(window.start, window.end, level="account"), _("days"))
        days = window.checked(_day(row) for row in rows)
        before, now = window.split(days)
        if not now.spend:
            return Read.unknown(_("Nothing was spent on Meta ads in the last 7 days."))
        frequency = _frequency(client.totals(window.last_week, window.end))
        facts = _facts(account, now, frequency)
        source = Source("meta_ads", "Meta Ads", ads.newest_at(days, tools))
        seen = between(frequency, calm=SEEN_CALM, full=SEEN_FULL)
        if not before.results + now.results:
            reason = _("Meta tells of no purchase: check that the pixel reports them. Only the frequency is judged.")
            return Read.degraded(reason, pressure=seen, source=source, facts=facts)
        returned = between(now.value / now.spend, calm=ROAS_CALM, full=ROAS_FULL)
        pressure = max(seen, returned, ads.dearer(before, now))
        if reason := _alarming(account, now):
            return Read.warning(reason, pressure=pressure, source=source, facts=facts)
        return Read.ok(pressure=pressure, source=source, facts=facts)


def _alarming(account: Mapping[str, Any], now: ads.Span) -> str:
    """Why a person must look; "" when nobody must."""
    if account.get("account_status") not in (None, ACTIVE):
        return _("Meta has not set the ad account as active: look into Ads Manager.")
    if not now.results:
        return _("Meta ads were paid for in the last 7 days, and nobody bought through them.")
    return ""


def _facts(account: Mapping[str, Any], now: ads.Span, frequency: float) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "window_days": ads.DAYS,
        "currency": answers.text(account.get("currency", ""), _("currency"), longest=3),
        "spend": round(now.spend, 2),
        "purchases": now.results,
        "sales": round(now.value, 2),
        "roas": round(now.value / now.spend, 2),
        "frequency": round(frequency, 2),
        "impressions": now.impressions,
        "clicks": now.clicks,
    }
    return facts | ({"cpa": round(now.spend / now.results, 2)} if now.results else {})


def _day(row: Mapping[str, Any]) -> ads.Day:
    return ads.Day(
        on=answers.day(answers.field(row, "date_start"), _("day")),
        spend=answers.amount(answers.field(row, "spend"), _("spend")),
        impressions=answers.count(row.get("impressions", 0), _("views")),
        clicks=answers.count(row.get("clicks", 0), _("clicks")),
        results=_bought(row, "actions", _("purchases")),
        value=_bought(row, "action_values", _("sales")),
    )


def _bought(row: Mapping[str, Any], name: str, what: str) -> float:
    """The purchases of a day, or their value; Meta leaves out what did not happen."""
    found = {each.get("action_type"): each for each in answers.rows(row.get(name, []), what)}
    first = next((found[each] for each in BOUGHT if each in found), None)
    return answers.amount(answers.field(first, "value"), what) if first else 0.0


def _frequency(totals: Mapping[str, Any]) -> float:
    return answers.number(answers.field(totals, "frequency"), _("frequency"), least=0, most=10_000)
