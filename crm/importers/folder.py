"""A folder of four CSV files: *customers.csv, *products.csv, *orders.csv, *order_lines.csv.

Amount columns end in the currency (`total_gbp`); times are local to the client; an order's
`kind` is sale or return, and a return's amounts are below zero.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from crm.importers.disguise import Disguise
from crm.importers.export import BATCH_ORDERS, Scan
from crm.importers.folder_rows import SOURCE, Reading, with_lines
from crm.importers.progress import Meter
from crm.importers.report import BadRows, Ignored
from crm.importers.shopify import encoding_notes
from crm.importers.staging import Staged, StagedLines
from crm.importers.table import BadRow, Row, Table
from crm.importers.times import Times
from crm.models import Contact
from crm.services import Batch, OrderRow
from tenants.errors import Refused
from tenants.models import Client

NOUNS = ("customers", "products", "orders", "order_lines")
REQUIRED = {
    "customers": ("customer_id", "country"),
    "products": ("sku", "name", "list_price_{}"),
    "orders": ("order_no", "customer_id", "ordered_at", "kind", "total_{}"),
    "order_lines": ("order_no", "sku", "quantity", "unit_price_{}"),
}
_PRICE = re.compile(r"(?:list_price|total|unit_price)_([a-z]{3})")


class FourFiles:
    """The folder's files by noun; the orders are read twice, once to check dates."""

    source = SOURCE

    def __init__(self, folder: Path, client: Client, bad_rows: BadRows, meter: Meter) -> None:
        self.client = client
        self.bad_rows = bad_rows
        self.meter = meter
        paths = files_in(folder)
        self.tables = {noun: self._table(path, noun) for noun, path in paths.items()}

    def _table(self, path: Path, noun: str) -> Table:
        columns = [name.format(self.client.currency.lower()) for name in REQUIRED[noun]]
        return Table(path, columns, self.bad_rows, self.meter)

    def scan(self, times: Times) -> Scan:
        for table in self.tables.values():
            self._refuse_unfit(table)
        orders = self.tables["orders"]
        found = Scan(None, None)
        for row in Table(orders.path, orders.required, Ignored(), self.meter):
            try:
                found = found.including(times.read(row.get("ordered_at"), "ordered_at"))
            except BadRow:
                continue  # reported by the second reading
        return found

    def _refuse_unfit(self, table: Table) -> None:
        """Another currency first: its columns would only be called missing."""
        names = table.header()
        found = {match.group(1).upper() for name in names if (match := _PRICE.fullmatch(name))}
        if others := found - {self.client.currency}:
            words = _("%(file)s is in %(currency)s, but this client's currency is %(own)s.")
            facts = {"file": table.path.name, "currency": ", ".join(sorted(others)), "own": self.client.currency}
            raise Refused(words % facts, code="other_currency")
        table.refuse_missing(names)

    def batches(self, times: Times, disguise: Disguise) -> Iterator[Batch]:
        reading = Reading(self.client.currency, times, disguise)
        for noun in ("customers", "products"):
            yield from self._simple(noun, reading)
        with StagedLines() as staged:
            staged.fill(self._lines(reading))
            yield from self._orders(reading, staged)
            for line, number in staged.left():
                words = _("order %(number)s is not among the orders taken")
                self.bad_rows.add(self.tables["order_lines"].path, line, words % {"number": number})

    def _simple(self, noun: str, reading: Reading) -> Iterator[Batch]:
        batch = Batch(SOURCE)
        for row in self.tables[noun]:
            try:
                reading.add(noun, row, batch)
            except BadRow as problem:
                self.bad_rows.add(self.tables[noun].path, row.line, str(problem))
            if len(batch) >= BATCH_ORDERS:
                yield batch
                batch = Batch(SOURCE)
        yield batch

    def _lines(self, reading: Reading) -> Iterator[Staged]:
        for row in self.tables["order_lines"]:
            try:
                yield reading.line(row)
            except BadRow as problem:
                self.bad_rows.add(self.tables["order_lines"].path, row.line, str(problem))

    def _orders(self, reading: Reading, staged: StagedLines) -> Iterator[Batch]:
        chunk: list[tuple[Row, OrderRow]] = []
        for row in self.tables["orders"]:
            try:
                chunk.append((row, reading.order(row)))
            except BadRow as problem:
                self.bad_rows.add(self.tables["orders"].path, row.line, str(problem))
            if len(chunk) >= BATCH_ORDERS:
                yield self._order_batch(chunk, staged)
                chunk = []
        yield self._order_batch(chunk, staged)

    def _order_batch(self, chunk: list[tuple[Row, OrderRow]], staged: StagedLines) -> Batch:
        owners = [order.contact for _row, order in chunk if order.contact]
        known = set(Contact.objects.from_source(SOURCE, owners).values_list("external_id", flat=True))
        batch = Batch(SOURCE)
        for row, order in chunk:
            if order.contact and order.contact not in known:
                self.bad_rows.add(self.tables["orders"].path, row.line, _("its customer is not among the customers"))
            else:
                batch.orders.append(order)
        lines = staged.take([order.number for order in batch.orders])
        batch.orders = [with_lines(order, lines) for order in batch.orders]
        return batch

    def notes(self) -> list[str]:
        return encoding_notes(list(self.tables.values()))


def files_in(folder: Path) -> dict[str, Path]:
    """The one file of each kind; raises Refused naming what is missing or there twice."""
    found = {}
    for noun in NOUNS:
        paths = sorted(folder.glob(f"*{noun}.csv"))
        if len(paths) != 1:
            words = _("%(folder)s needs exactly one file *%(noun)s.csv; there are %(count)s.")
            raise Refused(words % {"folder": folder, "noun": noun, "count": len(paths)}, code="files_missing")
        found[noun] = paths[0]
    return found
