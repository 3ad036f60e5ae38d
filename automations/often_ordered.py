"""What most customers choose, counted in the client's own orders."""

from typing import Any

from automations.context import Context

DAYS, LEAST, MOST = 30, 5, 3
"""Articles that stood in fewer orders are not said to be chosen by many."""


def often_ordered(ctx: Context) -> list[dict[str, Any]]:
    """The articles that most orders of the last month had, each with its number of orders."""
    counted = ctx.mirror.orders_with(DAYS)
    many = {sku: orders for sku, orders in counted.items() if orders >= LEAST}
    titles = dict(ctx.mirror.products.filter(sku__in=many).values_list("sku", "title"))
    named = [{"title": titles[sku], "orders": orders} for sku, orders in many.items() if titles.get(sku)]
    return named[:MOST]
