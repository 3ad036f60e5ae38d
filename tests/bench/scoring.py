"""Churn scores of 100,000 customers."""

import time
from collections.abc import Iterator

import numpy as np

from learning.science.churn import Purchases, score
from tests.bench.report import Line

CUSTOMERS = 100_000
DAYS = 400


def purchases() -> Purchases:
    """An invented history: rates differ, some have stopped."""
    draw = np.random.default_rng(7)
    number = 1 + draw.poisson(3, CUSTOMERS)
    customer = np.repeat(np.arange(CUSTOMERS), number)
    life = draw.uniform(30, DAYS, CUSTOMERS)
    day = draw.uniform(0, 1, customer.size) * life[customer]
    return Purchases(customer, day, draw.gamma(2.0, 30.0, customer.size))


def measure() -> Iterator[Line]:
    history = purchases()
    begun, wall = time.process_time(), time.perf_counter()
    score(history, as_of_day=float(DAYS), horizon_days=90)
    cpu, seconds = time.process_time() - begun, time.perf_counter() - wall
    yield Line(f"churn scores of {CUSTOMERS:,} customers, first call", f"{cpu:.2f} s CPU", "", "at most 2 s")
    yield Line("the same by the wall", f"{seconds:.2f} s")
