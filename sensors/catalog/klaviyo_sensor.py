"""Do lists grow and campaigns work? Asks Klaviyo."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sensors import answers
from sensors.base import Connector, Cost, Metric, Read, Sector, Sensor, register
from sensors.reports import klaviyo
from sensors.reports.bounded import at_most
from sensors.scale import between, change
from sensors.tools import Tools

JOINED = ("Subscribed to Email Marketing", "Subscribed to List")
LEFT = ("Unsubscribed from Email Marketing", "Unsubscribed from List", "Unsubscribed")
SIZED = 5
"""Lists whose size is asked for: Klaviyo allows one such call a second."""
LOSS_CALM, LOSS_FULL = 0.2, 1.0
"""Who leaves for each who joins; house values. At 1 the lists stand still."""
FALL_CALM, FALL_FULL = 0.0, -50.0
"""Percent more or fewer who join than in the 30 days before; house values."""
CLICK_CALM, CLICK_FULL = 2.0, 0.5
"""Percent of the delivered mails that were clicked; house values."""
ENOUGH = 20
"""People who joined or left, in 30 days; a house value."""


@register
class Klaviyo(Sensor):
    """People who joined and left the mail lists, and clicks in campaigns, over the last 30 days, from Klaviyo.

    Pressure: the worst of three, all by house values: how many leave for each who joins (0 at one
    in five, 100 at one for one), fewer joining than in the 30 days before (0 at as many, 100 at
    half), and clicks in campaigns (0 at 2 %, 100 at 0.5 %; left out where nothing was sent).

    UNKNOWN while nobody ever joined or left; DEGRADED below 20 such people; WARNING when more
    people left than joined. ERROR when Klaviyo fails or answers what cannot be. STALE by the
    reading's own age only: the counts run up to the moment of reading. Every 6 hours; 11 calls at
    most, 3 of them shared with email-health-sensor.
    """

    slug = "klaviyo-sensor"
    title = gettext_lazy("Klaviyo lists and campaigns")
    description = gettext_lazy("Size and movement of e-mail lists, and results of campaigns.")
    sector = Sector.ACQUISITION
    needs = (Connector("klaviyo"),)
    every = timedelta(hours=6)
    cost = Cost(calls=11)
    metrics = (Metric("list_joined_30d", gettext_lazy("People who joined the mail lists in 30 days"), "joined"),)

    def read(self, tools: Tools) -> Read:
        """Two windows of 30 days, of which the later one ends with the reading."""
        known = klaviyo.metric_ids(tools)
        source = klaviyo.source(tools.now)
        before, joined = _counted(tools, known, JOINED)
        _earlier, left = _counted(tools, known, LEFT)
        campaigns = klaviyo.campaigns(tools)
        facts: dict[str, Any] = {"window_days": klaviyo.WINDOW.days, "joined": joined, "left": left}
        facts |= {"joined_before": before, "campaigns": len(campaigns.rows)} | _sizes(tools)
        if not joined + left + before:
            return Read.unknown(_("Nobody has joined or left a mail list in 60 days."), source=source, facts=facts)
        parts = [between(left / joined, calm=LOSS_CALM, full=LOSS_FULL) if joined else 100.0]
        moved = change(joined, before)
        if moved is not None:
            facts["joined_change_percent"] = round(moved, 1)
            parts.append(between(moved, calm=FALL_CALM, full=FALL_FULL))
        if campaigns.delivered:
            clicked = campaigns.rate(lambda row: row.click_rate)
            facts["click_rate"] = round(clicked, 2)
            parts.append(between(clicked, calm=CLICK_CALM, full=CLICK_FULL))
        pressure = max(parts)
        if joined + left < ENOUGH:
            few = _("Too few people joined or left to judge by: %(count)d in 30 days.")
            return Read.degraded(few % {"count": joined + left}, pressure=pressure, source=source, facts=facts)
        if left > joined:
            shrinks = _("The mail lists shrink: in 30 days %(joined)d joined and %(left)d left.")
            return Read.warning(
                shrinks % {"left": left, "joined": joined}, pressure=pressure, source=source, facts=facts
            )
        return Read.ok(pressure=pressure, source=source, facts=facts)


def _counted(tools: Tools, known: dict[str, str], names: tuple[str, ...]) -> tuple[int, int]:
    """Events of the first kind of these that the account has: in the 30 days before the last 30, and in those."""
    kind = next((known[name] for name in names if name in known), None)
    if kind is None:
        return 0, 0
    until = tools.now.replace(hour=0, minute=0, second=0, microsecond=0)
    days = 2 * klaviyo.WINDOW.days
    found = tools.bound(klaviyo.SLUG).daily_counts(kind, until - timedelta(days=days), until)
    counts = [answers.count(each, _("events of a day")) for each in found]
    if counts and not days <= len(counts) <= days + 1:
        raise answers.impossible(_("days"), len(counts))
    half = klaviyo.WINDOW.days
    return sum(counts[:-half]), sum(counts[-half:])


def _sizes(tools: Tools) -> dict[str, Any]:
    """How many lists there are, and how big the first of them; a person may be on several."""
    client = tools.bound(klaviyo.SLUG)
    lists = at_most(klaviyo.MOST_ROWS, client.lists(), _("lists"))
    names = [answers.text(answers.field(row, "id"), _("list")) for row in lists[:SIZED]]
    sizes = [answers.count(client.list_size(name), _("people on a list")) for name in names if name]
    return {"lists": len(lists), "list_sizes": sizes}
