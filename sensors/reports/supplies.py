"""What suppliers say of their stock and their sending, each in its own form, made alike."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from integrations.connectors.bigbuy.client import BigBuy
from integrations.connectors.cjdropshipping.client import CjDropshipping
from integrations.errors import Rejected
from sensors import answers

MOST_ARTICLES = 5
MOST_ORDERS = 200
MOST_DAYS = 365
LATE = timedelta(days=5)
CJ_MARK = "CJ"
"""How the articles of CJ begin; everything else is asked of the other supplier."""


@dataclass(frozen=True)
class Supply:
    """`latency_s`: seconds until the service answered. `stock`: pieces by SKU. `days_to_send`: the mean, if known."""

    latency_s: float
    stock: dict[str, int] = field(default_factory=dict)
    days_to_send: float | None = None
    open_orders: int = 0
    late_orders: int = 0

    def facts(self) -> dict[str, Any]:
        return {
            "latency_s": round(self.latency_s, 2),
            "articles": len(self.stock),
            "out_of_stock": sum(not left for left in self.stock.values()),
            "days_to_send": self.days_to_send,
            "open_orders": self.open_orders,
            "late_orders": self.late_orders,
        }


def of_cj(client: CjDropshipping, skus: Sequence[str], now: datetime, latency_s: float) -> Supply:
    """Stock over all its warehouses, and orders that were paid and not sent."""
    stock = {}
    for sku in [each for each in skus if each.startswith(CJ_MARK)][:MOST_ARTICLES]:
        rows = _unless_unknown(client, sku)
        if rows:
            stock[sku] = sum(_pieces(row) for row in rows)
    waiting = [answers.moment(row["createDate"], "createDate") for row in _unsent(client) if row.get("createDate")]
    late = sum(now - since > LATE for since in waiting)
    return Supply(latency_s, stock, open_orders=len(waiting), late_orders=late)


def of_bigbuy(client: BigBuy, skus: Sequence[str], _now: datetime, latency_s: float) -> Supply:
    """Stock over all its warehouses, and the days it takes from there."""
    stock, days = {}, []
    for sku in [each for each in skus if not each.startswith(CJ_MARK)][:MOST_ARTICLES]:
        product = client.product(sku)
        if product is None:
            continue
        number = answers.count(answers.field(product, "id"), "id")
        rows = answers.rows(answers.field(client.stock(number), "stocks"), "stocks")
        stock[sku] = sum(answers.count(answers.field(row, "quantity"), "quantity") for row in rows)
        said = [each for row in rows if (each := row.get("maxHandlingDays")) is not None]
        days += [answers.number(each, "maxHandlingDays", least=0, most=MOST_DAYS) for each in said]
    return Supply(latency_s, stock, days_to_send=round(sum(days) / len(days), 1) if days else None)


def _unless_unknown(client: CjDropshipping, sku: str) -> list[dict[str, Any]]:
    """CJ refuses to talk about an article it does not have; with a wrong key it refuses everything."""
    try:
        return answers.rows(client.stock(sku), "stock")
    except Rejected as refusal:
        if refusal.code == "not_authorised":
            raise
        return []


def _pieces(row: dict[str, Any]) -> int:
    name = "totalInventoryNum" if "totalInventoryNum" in row else "storageNum"
    return answers.count(answers.field(row, name), name)


def _unsent(client: CjDropshipping) -> list[dict[str, Any]]:
    return answers.rows(list(islice(client.orders("UNSHIPPED"), MOST_ORDERS)), "orders")
