"""Churn risk of a folder of orders, and how far such forecasts were right. Needs no database."""

from __future__ import annotations

import csv
from argparse import ArgumentTypeError
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from learning.order_files import Orders, Unreadable, read_orders

if TYPE_CHECKING:
    from learning.science.backtest import Backtest

# Days without an order (week-ends, Christmas) may lie between the last row and the cutoff.
QUIET_SPELL = timedelta(days=14)


def a_date(text: str) -> date:
    """A calendar date from the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is not a date. Write it as 2011-09-09.") from error


def a_horizon(text: str) -> int:
    """Whole days from the command line, 1 to 3650."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 3650:
        raise ArgumentTypeError(f"{text!r} is not a horizon. Give whole days from 1 to 3650, such as 91.")
    return int(text)


class Command(BaseCommand):
    help = (
        "Writes customer_id,risk for everybody with a sale up to and including the cutoff day, using "
        "only rows up to it. Where the data shows what happened next, prints how right it was."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("orders_dir", type=Path, help="folder with one *orders.csv")
        parser.add_argument("--cutoff", type=a_date, required=True, help="last day known, such as 2011-09-09")
        parser.add_argument("--horizon", type=a_horizon, default=90, help="days ahead (default 90)")
        parser.add_argument("--out", type=Path, required=True, help="the CSV file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        from learning.science import churn  # numpy and scipy only where they are used

        cutoff, horizon, out = options["cutoff"], options["horizon"], options["out"]
        if not out.absolute().parent.is_dir() or out.is_dir():
            raise CommandError(f"{out} cannot be written: give a file in an existing folder.")
        orders = self.orders(options["orders_dir"], cutoff)
        scores = churn.score(orders.purchases, as_of_day=cutoff.toordinal(), horizon_days=horizon)
        if not len(scores.customer):
            raise CommandError(f"No sale up to {cutoff}. Choose a later cutoff.")
        write(out, [orders.names[label] for label in scores.customer], scores.risk.tolist())
        self.stdout.write(f"{len(scores.customer)} customers scored as of {cutoff}, {horizon} days ahead -> {out}")
        self.stdout.write(f"Model: {scores.model}, {'' if scores.calibrated else 'not '}calibrated on past windows.")
        if scores.model == "rules":
            self.stdout.write("Too little history to learn from: a rule of thumb was used.")
        self.judge(orders, cutoff, horizon)

    def orders(self, folder: Path, cutoff: date) -> Orders:
        """The orders; refuses a cutoff outside them."""
        try:
            orders = read_orders(folder)
        except Unreadable as error:
            raise CommandError(str(error)) from error
        first, last = (date.fromordinal(int(day(orders.purchases.day))) for day in (min, max))
        if not first <= cutoff <= last + QUIET_SPELL:
            raise CommandError(f"The cutoff {cutoff} lies outside the orders. Choose a day from {first} to {last}.")
        for number, what in ((orders.without_customer, "without a customer"), (orders.repeated, "repeated")):
            if number:
                self.stderr.write(f"{number} orders {what} left out.")
        return orders

    def judge(self, orders: Orders, cutoff: date, horizon: int) -> None:
        """Print the figures of each cutoff whose horizon the data covers."""
        from learning.science.backtest import backtest, cutoffs

        days = cutoffs(orders.purchases, cutoff.toordinal(), horizon)
        if cutoff.toordinal() not in days:
            self.stdout.write("What happened after this cutoff is not known in full, or it lies too early to compare.")
        for day in days:
            result = backtest(orders.purchases, day, horizon)
            self.stdout.write(
                f"\nCutoff {date.fromordinal(day)}: {result.customers} customers, "
                f"{result.lapsed_share:.1%} did not buy in {horizon} days; chosen = {result.model}"
            )
            self.show(result)

    def show(self, result: Backtest) -> None:
        """The measures of one cutoff, each with its 95 % interval."""
        for name, by_model in result.measures.items():
            for model, (value, low, high) in by_model.items():
                self.stdout.write(f"  {name:5} {model:14} {value:.4f}  [{low:.4f}, {high:.4f}]")
        for model, by_measure in result.differences.items():
            told = (f"{name} {value:+.4f} [{low:+.4f}, {high:+.4f}]" for name, (value, low, high) in by_measure.items())
            self.stdout.write(f"  chosen - {model}: {'  '.join(told)}")


def write(out: Path, names: list[str], risks: list[float]) -> None:
    """Write customer_id,risk, complete or not at all."""
    part = out.with_name(f"{out.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["customer_id", "risk"])
            writer.writerows((name, f"{risk:.6f}") for name, risk in zip(names, risks, strict=True))
        part.replace(out)
    except OSError as error:
        raise CommandError(f"{out} cannot be written: {error.strerror}.") from error
