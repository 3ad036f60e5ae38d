"""Klaviyo's campaigns of the last thirty days, shared by the sensors of lists and of deliverability."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from sensors import answers
from sensors.base import Source
from sensors.reports.bounded import at_most
from sensors.tools import Tools

WINDOW = timedelta(days=30)
SLUG = "klaviyo"
BOUGHT = "Placed Order"
"""Klaviyo wants a conversion named with each report, whether or not its figures are asked for."""
MOST_ROWS = 1_000


@dataclass(frozen=True)
class Campaign:
    """One campaign's results. Rates are shares 0 to 1; `sent_at` is None where Klaviyo does not tell it."""

    delivered: int
    open_rate: float
    click_rate: float
    bounce_rate: float
    spam_rate: float
    sent_at: datetime | None


@dataclass(frozen=True)
class Campaigns:
    """Every campaign that reached somebody in the window."""

    rows: Sequence[Campaign]

    @property
    def delivered(self) -> int:
        return sum(row.delivered for row in self.rows)

    @property
    def newest_at(self) -> datetime | None:
        return max((row.sent_at for row in self.rows if row.sent_at), default=None)

    def rate(self, of: Callable[[Campaign], float]) -> float:
        """A rate over all mails together, in percent; campaigns count by what they delivered."""
        return 100 * sum(of(row) * row.delivered for row in self.rows) / self.delivered


def source(at: datetime | None) -> Source:
    return Source(SLUG, "Klaviyo", at)


def metric_ids(tools: Tools) -> dict[str, str]:
    """The kinds of events of the account: name to id, the first of a name."""

    def fetch() -> dict[str, str]:
        found: dict[str, str] = {}
        for row in at_most(MOST_ROWS, tools.bound(SLUG).metrics(), _("metrics")):
            name = (row.get("attributes") or {}).get("name")
            found.setdefault(str(name), answers.text(answers.field(row, "id"), _("metric")))
        return found

    return tools.shared((SLUG, "metrics"), fetch)


def campaigns(tools: Tools) -> Campaigns:
    """What the last thirty days' campaigns did: one report, and the times of sending."""
    return tools.shared((SLUG, "campaigns"), lambda: _campaigns(tools))


def _campaigns(tools: Tools) -> Campaigns:
    known = metric_ids(tools)
    conversion = known.get(BOUGHT) or next(iter(known.values()), "")
    if not conversion:
        return Campaigns(())
    client = tools.bound(SLUG)
    results = at_most(MOST_ROWS, client.campaign_report(conversion), _("campaigns"))
    sent = _sent(tools, client) if results else {}
    found = [_campaign(row, sent) for row in results]
    return Campaigns(tuple(row for row in found if row.delivered))


def _sent(tools: Tools, client: Any) -> dict[str, datetime]:
    rows = at_most(MOST_ROWS, client.campaigns(since=tools.now - WINDOW), _("campaigns"))
    times = {str(row.get("id")): (row.get("attributes") or {}).get("send_time") for row in rows}
    return {name: answers.moment(at, _("time of sending")) for name, at in times.items() if at is not None}


def _campaign(row: dict[str, Any], sent: dict[str, datetime]) -> Campaign:
    figures = answers.field(row, "statistics")
    groupings = row.get("groupings")
    name = str(groupings.get("campaign_id")) if isinstance(groupings, dict) else ""
    return Campaign(
        delivered=answers.count(answers.field(figures, "delivered"), _("delivered mails")),
        open_rate=answers.share(answers.field(figures, "open_rate"), _("open rate")),
        click_rate=answers.share(answers.field(figures, "click_rate"), _("click rate")),
        bounce_rate=answers.share(answers.field(figures, "bounce_rate"), _("bounce rate")),
        spam_rate=answers.share(answers.field(figures, "spam_complaint_rate"), _("spam rate")),
        sent_at=sent.get(name),
    )
