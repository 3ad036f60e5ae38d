"""Shopify's order export: one row per line item, the order's own fields on its first row only.

Columns as in Shopify's "Export orders" (help.shopify.com, Orders > Exporting orders). The export
names no customer id, so a customer is known by the normalised address, else by the telephone
number; an order with neither belongs to nobody. A live connection finds the same rows by them.
"""

from collections.abc import Iterator
from itertools import groupby, islice
from pathlib import Path

from django.utils.translation import gettext as _

from crm.importers.disguise import Disguise
from crm.importers.export import BATCH_ORDERS, Scan
from crm.importers.progress import Meter
from crm.importers.report import BadRows, Ignored
from crm.importers.shopify_order import LINES_PER_ORDER, Reading
from crm.importers.table import BadRow, Row, Table
from crm.importers.times import Times
from crm.services import Batch
from tenants.errors import Refused
from tenants.models import Client

SOURCE = "shopify"
REQUIRED = (
    "Name", "Email", "Financial Status", "Currency", "Total", "Created at",
    "Lineitem quantity", "Lineitem name", "Lineitem price",
)  # fmt: skip


class ShopifyOrders:
    """One CSV file, read twice: once to check currency and dates, once to write."""

    source = SOURCE

    def __init__(self, path: Path, client: Client, bad_rows: BadRows, meter: Meter) -> None:
        self.path = path
        self.client = client
        self.bad_rows = bad_rows
        self.meter = meter
        self.table = Table(path, REQUIRED, bad_rows, meter)

    def scan(self, times: Times) -> Scan:
        found = Scan(None, None)
        for row in Table(self.path, REQUIRED, Ignored(), self.meter):
            if not row.get("total"):
                continue
            self._refuse_other_currency(row)
            try:
                found = found.including(times.read(row.get("created at"), "Created at"))
            except BadRow:
                continue  # reported by the second reading
        return found

    def _refuse_other_currency(self, row: Row) -> None:
        currency, own = row.get("currency").upper(), self.client.currency
        if len(currency) == 3 and currency.isalpha() and currency != own:
            words = _("%(file)s, line %(line)s is in %(currency)s, but this client's currency is %(own)s.")
            facts = {"file": self.path.name, "line": row.line, "currency": currency, "own": own}
            raise Refused(words % facts, code="other_currency")

    def batches(self, times: Times, disguise: Disguise) -> Iterator[Batch]:
        batch = Batch(SOURCE)
        reading = Reading(self.path, self.client.currency, times, disguise, self.bad_rows)
        for _ordinal, pairs in groupby(orders_apart(self.table), key=lambda pair: pair[0]):
            rows = [row for _ordinal, row in islice(pairs, LINES_PER_ORDER + 1)]
            try:
                reading.add(rows, batch)
            except BadRow as problem:
                self.bad_rows.add(self.path, rows[0].line, str(problem))
            if len(batch.orders) >= BATCH_ORDERS:
                yield batch
                batch = Batch(SOURCE)
        yield batch

    def notes(self) -> list[str]:
        return encoding_notes([self.table])


def orders_apart(rows: Table) -> Iterator[tuple[int, Row]]:
    """Each row with its order's ordinal: a row with another name, or with a total, begins an order."""
    ordinal, name = 0, None
    for row in rows:
        if row.get("name") != name or row.get("total"):
            ordinal, name = ordinal + 1, row.get("name")
        yield ordinal, row


def encoding_notes(tables: list[Table]) -> list[str]:
    """One sentence per file that was not all UTF-8."""
    words = _("%(file)s: %(count)s lines were not UTF-8 and were read as Windows-1252.")
    return [words % {"file": t.path.name, "count": t.lines.guessed} for t in tables if t.lines.guessed]
