"""Can the suppliers deliver? Asks CJ Dropshipping and BigBuy."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrations import registry
from sensors.base import Connector, Cost, OneOf, Read, Sector, Sensor, Source, register
from sensors.reports import supplies
from sensors.reports.supplies import Supply
from sensors.scale import between
from sensors.tools import Tools
from tenants.errors import Problem

WINDOW_DAYS = 90
ARTICLES = 10
FEWEST_OPEN_ORDERS = 3
Asking = Callable[[Any, Sequence[str], datetime, float], Supply]
SUPPLIERS: dict[str, Asking] = {"cjdropshipping": supplies.of_cj, "bigbuy": supplies.of_bigbuy}


@register
class SupplierHealth(Sensor):
    """Whether each connected supplier answers, has the best sellers in stock, and sends in time.

    Source: the suppliers' own APIs, live, about the articles that sold most in the last 90 days, five
    a supplier at most. Pressure: the greatest of four over all suppliers, house values. Delay of the
    answer: 0 at 3 s, 100 at 15 s. Articles out of stock: 0 at none, 100 at half of them. Days until
    sending (BigBuy): 0 at 2, 100 at 10. Paid orders that wait longer than 5 days (CJ, from 3 orders
    on): 0 at none, 100 at half of them.
    WARNING when none of the articles is in stock: what to sell instead is a person's decision.
    DEGRADED when one of two suppliers could not be read; ERROR when none could.
    """

    slug = "supplier-health-sensor"
    title = gettext_lazy("Supplier health")
    description = gettext_lazy("Whether suppliers answer, have stock and deliver in time.")
    sector = Sector.OPERATIONS
    needs = (OneOf(*(Connector(slug) for slug in SUPPLIERS)),)
    every = timedelta(hours=6)
    timeout_s = 45  # both services let us ask once a second
    cost = Cost(calls=len(SUPPLIERS) * (2 + 2 * supplies.MOST_ARTICLES))

    def read(self, tools: Tools) -> Read:
        """Each supplier by itself, so that one that fails does not hide the other."""
        skus = tools.best_sellers(WINDOW_DAYS, ARTICLES)
        found: dict[str, Supply] = {}
        failed: list[Problem] = []
        asked = [slug for slug in SUPPLIERS if tools.connection(slug).works]
        for slug in asked:
            try:
                found[slug] = _asked(tools, slug, skus)
            except Problem as problem:
                failed.append(problem)
        if failed and not found:
            raise failed[0]
        source = Source("suppliers", ", ".join(registry.get(slug).title for slug in found), tools.now)
        facts = {"window_days": WINDOW_DAYS, **{slug: supply.facts() for slug, supply in found.items()}}
        pressure = max(_pressure(supply) for supply in found.values())
        pieces = [left for supply in found.values() for left in supply.stock.values()]
        if pieces and not any(pieces):
            reason = _("None of the best sellers is in stock at its supplier.")
            return Read.warning(reason, pressure=pressure, source=source, facts=facts)
        troubles = [problem.sentence for problem in failed] or list(filter(None, map(tools.lost, SUPPLIERS)))
        if troubles:
            return Read.degraded(troubles[0], pressure=pressure, source=source, facts=facts)
        reason = "" if pieces else _("No article sold lately is known to the suppliers: their stock was not checked.")
        return Read.ok(pressure=pressure, source=source, facts=facts, reason=reason)


def _asked(tools: Tools, slug: str, skus: Sequence[str]) -> Supply:
    client: Any = tools.bound(slug)
    started = perf_counter()
    client.probe()
    latency_s = perf_counter() - started
    return SUPPLIERS[slug](client, skus, tools.now, latency_s)


def _pressure(supply: Supply) -> float:
    parts = [between(supply.latency_s, calm=3.0, full=15.0)]
    if supply.stock:
        gone = sum(not left for left in supply.stock.values())
        parts.append(between(100 * gone / len(supply.stock), calm=0.0, full=50.0))
    if supply.days_to_send is not None:
        parts.append(between(supply.days_to_send, calm=2.0, full=10.0))
    if supply.open_orders >= FEWEST_OPEN_ORDERS:
        parts.append(between(100 * supply.late_orders / supply.open_orders, calm=0.0, full=50.0))
    return max(parts)
