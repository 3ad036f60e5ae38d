"""Reads a folder with one `*orders.csv` into arrays, without a database.

Columns: order_no, customer_id, ordered_at (ISO date, time optional), kind (sale or
return) and one that starts with `total_`. A return counts as negative whatever its sign.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from learning.science.timeline import Purchases

REQUIRED = ("order_no", "customer_id", "ordered_at", "kind")
Row = tuple[str, int, float]


class Unreadable(Exception):
    """The file cannot be used; the message says where and what to do."""


@dataclass(frozen=True)
class Orders:
    """Orders by day (proleptic ordinal); `names[i]` is the customer_id of label i."""

    purchases: Purchases
    names: list[str]
    without_customer: int
    repeated: int


def read_orders(folder: Path) -> Orders:
    """Read the folder's orders. Raises Unreadable on the first thing that makes the figures unsafe."""
    path = orders_file(folder)
    skipped = {"customer": 0, "repeated": 0}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(_rows(csv.DictReader(file), path, skipped))
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path} is not UTF-8 text. Save it again as CSV UTF-8.") from error
    except (OSError, csv.Error) as error:
        raise Unreadable(f"{path} cannot be read as CSV: {error}.") from error
    if not rows:
        raise Unreadable(f"{path} holds no order with a customer. Export the orders again.")
    names, label = np.unique([name for name, _day, _amount in rows], return_inverse=True)
    days = np.array([day for _name, day, _amount in rows], dtype=float)
    amounts = np.array([amount for _name, _day, amount in rows])
    purchases = Purchases(label, days, amounts)
    return Orders(purchases, names.tolist(), skipped["customer"], skipped["repeated"])


def orders_file(folder: Path) -> Path:
    """The one `*orders.csv` of the folder."""
    if not folder.is_dir():
        raise Unreadable(f"{folder} is not a folder. Give the folder that holds the orders file.")
    found = sorted(folder.glob("*orders.csv"))
    if len(found) != 1:
        listed = ", ".join(path.name for path in found) or "none"
        raise Unreadable(f"{folder} must hold exactly one file named *orders.csv; found: {listed}.")
    return found[0]


def _rows(reader: csv.DictReader[str], path: Path, skipped: dict[str, int]) -> Iterator[Row]:
    header = reader.fieldnames or []
    total = next((name for name in header if name.startswith("total_")), None)
    missing = [name for name in REQUIRED if name not in header] + ([] if total else ["total_…"])
    if total is None or missing:
        raise Unreadable(f"{path} lacks the columns {', '.join(missing)}. Its first line must name them.")
    seen: set[str] = set()
    for row in reader:
        where = f"{path}, line {reader.line_num}"
        if row["order_no"] in seen:
            skipped["repeated"] += 1
            continue
        seen.add(row["order_no"])
        day, amount = _day(row["ordered_at"], where), _amount(row[total], row["kind"], where)
        if not (row["customer_id"] or "").strip():
            skipped["customer"] += 1
            continue
        yield row["customer_id"].strip(), day, amount


def _day(text: str | None, where: str) -> int:
    try:
        return datetime.fromisoformat((text or "").strip()).date().toordinal()
    except ValueError as error:
        raise Unreadable(f"{where}: ordered_at is {text!r}. Write it as 2011-09-09T14:30.") from error


def _amount(text: str | None, kind: str | None, where: str) -> float:
    try:
        amount = float(text or "")
    except ValueError as error:
        raise Unreadable(f"{where}: the total is {text!r}. Write a plain number such as 1234.50.") from error
    if not math.isfinite(amount):
        raise Unreadable(f"{where}: the total is {text!r}. Write a plain number such as 1234.50.")
    if kind not in ("sale", "return"):
        raise Unreadable(f"{where}: kind is {kind!r}. It must be sale or return.")
    if kind == "sale" and amount < 0:
        raise Unreadable(f"{where}: a sale has the total {text!r}. Mark it as return or correct the sign.")
    return -abs(amount) if kind == "return" else amount
