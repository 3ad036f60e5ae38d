"""Is the shop well: does it answer, do orders come, can its products be bought? Asks Shopify."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sensors import answers
from sensors.base import Connector, Cost, Metric, Read, Sector, Sensor, Source, register
from sensors.reports.shop_products import CALLS, active_products, nodes
from sensors.scale import between, fall
from sensors.tools import Tools
from tenants.errors import Refused, Temporary

WEEK = timedelta(days=7)
WEEKS_BEFORE = 4
FEWEST_ORDERS = 10
OVERSOLD = -1_000_000


@register
class ShopHealth(Sensor):
    """Orders of the last 7 days against the weekly mean of the 4 weeks before, and active products that are sold out.

    Source: the shop's own API, live: its name, two counts of orders, and up to 200 products (those
    unchanged for longest; shared with the product texts). Pressure: the greater of two, both house
    values. Orders: 0 when they did not fall, 100 when they fell by half; needs 10 orders in those 4
    weeks. Sold out: 0 at 5 % of the active products, which is everyday life, 100 at half of them; a
    product is sold out when every variant counts its stock and has none.
    UNKNOWN without products and with too few orders. WARNING when a shop that sold has no order for a
    week, or nothing can be bought: that is a fault at the till or in the stock, for a person. DEGRADED
    when a part of it could not be read.
    """

    slug = "shopify-sensor"
    title = gettext_lazy("Shopify store")
    description = gettext_lazy("Health of the shop, its products and its orders.")
    sector = Sector.CONVERSION
    needs = (Connector("shopify"),)
    every = timedelta(hours=1)
    cost = Cost(calls=3 + CALLS)
    metrics = (Metric("shop_orders_7d", gettext_lazy("Orders of the shop in the last 7 days"), "orders_7d"),)

    def read(self, tools: Tools) -> Read:
        """The shop and its orders have to answer; products that do not leave a reading with reserve."""
        shop = tools.bound("shopify")
        name = answers.text(answers.field(shop.probe(), "name"), "name", longest=100)
        source = Source("shopify", f"Shopify · {name}", tools.now)
        facts = _orders(shop, tools)
        lacking = ""
        try:
            products = active_products(tools)
        except (Temporary, Refused) as problem:
            lacking = problem.sentence
        else:
            facts |= _stock(products.rows) | {"all_products_read": products.complete}
            lacking = products.failure
        parts = _parts(facts)
        if not parts:
            return Read.unknown(lacking or _("Too few orders and no product to judge by."), source=source, facts=facts)
        if reason := _alarm(facts):
            return Read.warning(reason, pressure=100.0, source=source, facts=facts)
        if lacking:
            return Read.degraded(lacking, pressure=max(parts), source=source, facts=facts)
        return Read.ok(pressure=max(parts), source=source, facts=facts)


def _orders(shop: Any, tools: Tools) -> dict[str, Any]:
    recent = answers.count(shop.orders_count(tools.now - WEEK), "orders")
    longer = answers.count(shop.orders_count(tools.now - WEEK * (1 + WEEKS_BEFORE)), "orders")
    if recent > longer:
        raise answers.impossible(_("orders of a week, of five weeks"), (recent, longer))
    return {"orders_7d": recent, "orders_4_weeks_before": longer - recent}


def _stock(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"products": len(rows), "sold_out": sum(_is_sold_out(row) for row in rows)}


def _is_sold_out(row: dict[str, Any]) -> bool:
    """Stock below nothing is oversold, which shops allow."""
    variants = nodes(row, "variants")
    left = [
        answers.number(quantity, "inventoryQuantity", least=OVERSOLD)
        for each in variants
        if (each.get("inventoryItem") or {}).get("tracked") and (quantity := each.get("inventoryQuantity")) is not None
    ]
    return bool(left) and len(left) == len(variants) and max(left) <= 0


def _parts(facts: dict[str, Any]) -> list[float]:
    parts = []
    before = facts["orders_4_weeks_before"]
    if before >= FEWEST_ORDERS:
        parts.append(between(fall(facts["orders_7d"], before / WEEKS_BEFORE), calm=0.0, full=50.0))
    if facts.get("products"):
        parts.append(between(100 * facts["sold_out"] / facts["products"], calm=5.0, full=50.0))
    return parts


def _alarm(facts: dict[str, Any]) -> str:
    """What a person should look at now; empty when nothing."""
    if facts["orders_4_weeks_before"] >= FEWEST_ORDERS and not facts["orders_7d"]:
        return _("Not one order in 7 days: check that the shop can be ordered from.")
    if facts.get("products") and facts["sold_out"] == facts["products"]:
        return _("Every product is sold out: nothing can be bought.")
    return ""
