"""What do outside services cost, against what they may cost? Reads the client's own cost lines."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrations.costs import BudgetUse
from integrations.models import MICROS_PER_CENT, Budget
from sensors.base import Cost, Read, Sector, Sensor, Source, register
from sensors.tools import Tools

PACE_DAYS = 7
DEAREST = 5


@register
class CostTracking(Sensor):
    """Spend by service, its pace over the last 7 days, and how far the day's and the month's budgets are used.

    Source: the product's own cost lines, written with every paid call (language models, telephony,
    actors), in the client's currency; money put aside counts as spent. Pressure: the used share, in
    percent, of the budget that is closest to its end; 100 when it is passed.
    UNKNOWN without a cost line, and without a budget to compare with. WARNING when a budget is passed,
    or the month's will be at the pace of the last 7 days: a person raises it or spends less.
    """

    slug = "cost-tracking-sensor"
    title = gettext_lazy("Cost tracking")
    description = gettext_lazy("What was spent or put aside of the day's and the month's budget.")
    sector = Sector.COST
    every = timedelta(hours=1)
    cost = Cost()

    def read(self, tools: Tools) -> Read:
        """Without a budget, or before the first cost line, nothing is known: that is not zero."""
        newest = tools.last_cost_at
        if newest is None:
            return Read.unknown(_("No cost was ever recorded."))
        source = Source("cost-lines", _("Own cost lines"), newest)
        services = tools.spent_by_service(PACE_DAYS)
        pace = sum(services.values()) // PACE_DAYS
        facts = {
            "pace_micros_per_day": pace,
            "dearest_7d_micros": dict(list(services.items())[:DEAREST]),
            "currency": tools.client.currency,
        }
        uses = tools.budgets()
        if not uses:
            reason = _("No budget is set, so the spending has nothing to be compared with.")
            return Read.unknown(reason, source=source, facts=facts)
        tightest = max(uses, key=_share)
        facts |= _facts(tightest)
        pressure = min(100.0, _share(tightest))
        if tightest.left_micros < 0:
            return Read.warning(_("The budget is passed."), pressure=pressure, source=source, facts=facts)
        if empty := _empty_on(uses, pace, tools):
            reason = _("At the pace of the last 7 days the month's budget is used up on %(day)s.")
            words = {"day": date_format(empty, "DATE_FORMAT")}
            return Read.warning(reason % words, pressure=pressure, source=source, facts=facts)
        return Read.ok(pressure=pressure, source=source, facts=facts)


def _share(use: BudgetUse) -> float:
    """Percent of the budget that is used; a budget of nothing is full with the first cost."""
    budget_micros = use.amount_cents * MICROS_PER_CENT
    if budget_micros == 0:
        return 100.0 if use.used_micros else 0.0
    return 100 * use.used_micros / budget_micros


def _facts(use: BudgetUse) -> dict[str, Any]:
    return {
        "period": use.period,
        "since": use.since.isoformat(),
        "used_micros": use.used_micros,
        "budget_cents": use.amount_cents,
    }


def _empty_on(uses: list[BudgetUse], pace: int, tools: Tools) -> datetime | None:
    """When the month's budget runs out at this pace, at the client's place; None when the month ends first."""
    month = next((use for use in uses if use.period == Budget.Period.MONTH), None)
    if month is None or pace <= 0:
        return None
    days_left = month.left_micros / pace
    empty = (tools.now + timedelta(days=min(days_left, 366.0))).astimezone(tools.client.zone)
    return empty if (empty.year, empty.month) == (tools.today.year, tools.today.month) else None
