"""Do buyers come back? Counts in the mirrored orders who bought once and who bought again."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sensors.base import Connector, ImportedOrders, Metric, OneOf, Read, Sector, Sensor, register
from sensors.tools import Tools

WINDOW_DAYS = 90


@register
class Retention(Sensor):
    """Pressure: the share, in percent, of the buyers of the last 90 days who placed one order in them.

    Only orders inside the window count: who bought often last year and once since is about
    to be lost, and has to show.
    """

    slug = "retention-sensor"
    title = gettext_lazy("Customer retention")
    description = gettext_lazy("How many of the buyers of the last 90 days bought again within them.")
    sector = Sector.RETENTION
    needs = (OneOf(Connector("shopify"), ImportedOrders()),)
    every = timedelta(hours=6)
    source_max_age = timedelta(days=7)
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
        buyers = tools.orders.sales().last_days(WINDOW_DAYS, tools.now).buyers_with_order_count()
        if not buyers:
            return Read.unknown(_("Nobody bought in the last 90 days."), source=source)
        pressure = 100 * buyers.once / len(buyers)
        facts = {
            "window_days": WINDOW_DAYS,
            "buyers": len(buyers),
            "once": buyers.once,
            "orders": sum(buyers.values()),
            "repeat_buyers_90d": round(100 - pressure, 2),
        }
        return Read.ok(pressure=pressure, source=source, facts=facts)
