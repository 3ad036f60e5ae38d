"""Churn risk of a shop's own customers: forecasts of past days against what happened."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from automations.quality import files
from learning.order_files import Orders, Unreadable, read_orders
from learning.science.backtest import backtest

SLUG = "churn"
HORIZON_DAYS = 90


def report(folder: Path) -> list[str]:
    """Figures of the latest day whose 90 days that followed are known, each with its 95 % interval."""
    try:
        orders = read_orders(folder)
    except Unreadable as error:
        raise files.Unreadable(str(error)) from error
    cutoff = latest(orders)
    result = backtest(orders.purchases, cutoff, HORIZON_DAYS)
    lines = [
        f"  as of {date.fromordinal(cutoff)}: {result.customers} customers, "
        f"{result.lapsed_share:.1%} did not buy in {HORIZON_DAYS} days; model: {result.model}"
    ]
    for name, by_model in result.measures.items():
        for model, (value, low, high) in by_model.items():
            lines.append(f"  {f'{name}, {model}':28} {value:.3f}  [{low:.3f}, {high:.3f}]")
    return lines


def latest(orders: Orders) -> int:
    """The last day whose horizon the orders cover; Unreadable when they are too short."""
    first, last = int(orders.purchases.day.min()), int(orders.purchases.day.max())
    cutoff = last - HORIZON_DAYS
    if cutoff - HORIZON_DAYS < first:
        raise files.Unreadable(
            f"The orders cover {last - first} days. Churn is measured on {2 * HORIZON_DAYS} or more."
        )
    return cutoff
