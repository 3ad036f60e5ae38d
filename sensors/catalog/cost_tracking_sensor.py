"""What do outside services cost, against what they may cost? Reads the client's own cost lines."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrations.costs import BudgetUse
from integrations.models import MICROS_PER_CENT
from sensors.base import Read, Sector, Sensor, Source, register
from sensors.tools import Tools


@register
class CostTracking(Sensor):
    """Pressure: the used share, in percent, of the budget that is closest to its end."""

    slug = "cost-tracking-sensor"
    title = gettext_lazy("Cost tracking")
    description = gettext_lazy("What was spent or put aside of the day's and the month's budget.")
    sector = Sector.COST
    every = timedelta(hours=1)

    def read(self, tools: Tools) -> Read:
        """Without a budget, or before the first cost line, nothing is known: that is not zero."""
        newest = tools.last_cost_at
        if newest is None:
            return Read.unknown(_("No cost was ever recorded."))
        source = Source("cost-lines", _("Own cost lines"), newest)
        uses = tools.budgets()
        if not uses:
            return Read.unknown(_("No budget is set, so the spending has nothing to be compared with."), source=source)
        tightest = max(uses, key=_share)
        facts = {
            "period": tightest.period,
            "since": tightest.since.isoformat(),
            "used_micros": tightest.used_micros,
            "budget_cents": tightest.amount_cents,
            "currency": tools.client.currency,
        }
        pressure = min(100.0, _share(tightest))
        if tightest.left_micros < 0:
            return Read.warning(_("The budget is passed."), pressure=pressure, source=source, facts=facts)
        return Read.ok(pressure=pressure, source=source, facts=facts)


def _share(use: BudgetUse) -> float:
    """Percent of the budget that is used; a budget of nothing is full with the first cost."""
    budget_micros = use.amount_cents * MICROS_PER_CENT
    if budget_micros == 0:
        return 100.0 if use.used_micros else 0.0
    return 100 * use.used_micros / budget_micros
