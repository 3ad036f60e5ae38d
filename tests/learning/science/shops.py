"""Invented shops whose truth is known: buyers are drawn from the BG/NBD story itself."""

from __future__ import annotations

import numpy as np

from learning.science.churn import Purchases


def bgnbd_shop(
    customers: int,
    *,
    days: float,
    seed: int,
    r: float = 0.8,
    alpha: float = 30.0,
    a: float = 0.8,
    b: float = 2.5,
    first_within: float | None = None,
) -> Purchases:
    """Everybody's purchases up to `days`; first purchases are spread evenly over `first_within`."""
    draw = np.random.default_rng(seed)
    rate, leave = draw.gamma(r, 1 / alpha, customers), draw.beta(a, b, customers)
    day = draw.uniform(0, first_within if first_within is not None else days * 0.8, customers)
    who, alive = np.arange(customers), np.ones(customers, bool)
    rows: list[tuple[np.ndarray, np.ndarray]] = [(who.copy(), day.copy())]
    while alive.any():
        day = day + draw.exponential(1 / rate)
        alive &= day <= days
        rows.append((who[alive], day[alive]))
        alive &= draw.random(customers) >= leave
    customer = np.concatenate([part for part, _days in rows])
    return Purchases(customer, np.concatenate([part for _who, part in rows]), draw.gamma(2.0, 40.0, len(customer)))


def rows_of(purchases: Purchases, keep: np.ndarray) -> Purchases:
    """Some of the rows, by mask or in the order of indices."""
    return Purchases(purchases.customer[keep], purchases.day[keep], purchases.amount[keep])


def together(*parts: Purchases) -> Purchases:
    """The rows of all parts."""
    return Purchases(
        np.concatenate([p.customer for p in parts]),
        np.concatenate([p.day for p in parts]),
        np.concatenate([p.amount for p in parts]),
    )


def orders(*rows: tuple[int, float, float]) -> Purchases:
    """A handful of (customer, day, amount)."""
    customer, day, amount = zip(*rows, strict=True) if rows else ((), (), ())
    return Purchases(np.array(customer, dtype=int), np.array(day, dtype=float), np.array(amount, dtype=float))
