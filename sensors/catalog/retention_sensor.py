"""Do buyers come back? Counts in the mirrored orders who bought once and who bought again."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.models.orders import Buyers
from sensors.base import Connector, Cost, ImportedOrders, Metric, OneOf, Read, Sector, Sensor, register
from sensors.tools import Tools

WINDOW_DAYS = 90


@register
class Retention(Sensor):
    """Buyers of the last 90 days who came back within them, how often they order, and who of the 90 days before left.

    Source: the mirrored orders, sales only. Pressure: the share, in percent, of the buyers of the last
    90 days who placed one order in them: 0 when everybody came back, 100 when nobody did. Only orders
    inside the window count: who bought often last year and once since is about to be lost, and has to
    show. Orders per buyer and the churn rate (buyers of the 90 days before who bought nothing since, in
    percent) are shown beside it and do not press: both say the same later, and churn swings with season.
    UNKNOWN when nobody bought. STALE when the newest order is more than 7 days old.
    """

    slug = "retention-sensor"
    title = gettext_lazy("Customer retention")
    description = gettext_lazy("How many of the buyers of the last 90 days bought again within them.")
    sector = Sector.RETENTION
    needs = (OneOf(Connector("shopify"), ImportedOrders()),)
    every = timedelta(hours=6)
    source_max_age = timedelta(days=7)
    cost = Cost()
    metrics = (
        Metric(
            "repeat_buyers_90d",
            title=gettext_lazy("Buyers of the last 90 days with two or more orders"),
            fact="repeat_buyers_90d",
            unit="%",
        ),
    )

    def read(self, tools: Tools) -> Read:
        """Sales only: goods taken back are no second purchase, and undo none."""
        source = tools.orders_source
        if source is None:
            return Read.unknown(_("The shop is connected, but no order has arrived yet."))
        sales = tools.orders.sales()
        buyers = sales.last_days(WINDOW_DAYS, tools.now).buyers_with_order_count()
        if not buyers:
            return Read.unknown(_("Nobody bought in the last 90 days."), source=source)
        pressure = 100 * buyers.once / len(buyers)
        facts = {
            "window_days": WINDOW_DAYS,
            "buyers": len(buyers),
            "once": buyers.once,
            "orders": sum(buyers.values()),
            "orders_per_buyer": round(sum(buyers.values()) / len(buyers), 2),
            "repeat_buyers_90d": round(100 - pressure, 2),
            "churn_rate_90d": _churned(
                sales.last_days(WINDOW_DAYS, tools.now - timedelta(days=WINDOW_DAYS)).buyers_with_order_count(), buyers
            ),
        }
        return Read.ok(pressure=pressure, source=source, facts=facts)


def _churned(before: Buyers, since: Buyers) -> float | None:
    """Percent of the earlier buyers who did not buy since; None when nobody bought earlier."""
    return round(100 * sum(buyer not in since for buyer in before) / len(before), 2) if before else None
