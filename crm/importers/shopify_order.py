"""One order of a Shopify export, from its rows to what is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from crm.consent import address_key
from crm.importers import cells, countries
from crm.importers.disguise import Disguise
from crm.importers.report import Sink
from crm.importers.table import BadRow, Row
from crm.importers.times import Times
from crm.models import Consent, Order
from crm.services import Batch, ContactRow, LineRow, OrderRow, ProductRow

# Cash on delivery stays "pending" until the parcel is paid, so pending is a sale.
NEVER_PAID = ("voided", "expired")
LINES_PER_ORDER = 5_000
CONSENTS = {"yes": Consent.OPTED_IN, "no": Consent.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Reading:
    """Turns rows into a batch's contacts, products and orders; one bad line costs that line only."""

    path: Path
    currency: str
    times: Times
    disguise: Disguise
    bad_rows: Sink

    def add(self, rows: Sequence[Row], batch: Batch) -> None:
        """All rows of one order; raises BadRow if the order itself cannot be taken."""
        head = rows[0]
        if len(rows) > LINES_PER_ORDER:
            raise BadRow(_("an order has more than %(limit)s lines") % {"limit": LINES_PER_ORDER})
        if not head.get("total"):
            raise BadRow(_("the order's own fields are missing: the file begins in the middle of an order"))
        if head.get("currency").upper() != self.currency:
            raise BadRow(_("the currency is missing or no currency code"))
        number = cells.identifier(head.get("name"), limit=70, name="Name")
        created = self.times.read(head.get("created at"), "Created at")
        total = cells.cents(head.get("total"), name="Total")
        refunded = cells.cents(head.get("refunded amount") or "0", name="Refunded Amount")
        if total < 0 or refunded < 0:
            raise BadRow(_("the total or the refund is below zero"))
        cancelled = self._cancelled(head, created)
        contact = self._contact(head, created)
        if contact:
            batch.contacts.append(contact)
        owner = contact.external_id if contact else ""
        lines = self._lines(rows, created, batch)
        batch.orders.append(
            OrderRow(number, owner, Order.Kind.SALE, total, self.currency, created, created, cancelled, lines)
        )
        if refunded:
            batch.orders.append(self._refund(number, owner, refunded, created, cancelled))

    def _refund(self, number: str, owner: str, cents: int, created: datetime, cancelled: datetime | None) -> OrderRow:
        """The export says how much went back, not when: it is known from the import on."""
        known = self.times.latest
        return OrderRow(
            f"{number}:refund", owner, Order.Kind.RETURN, -cents, self.currency, created, known, cancelled
        )  # fmt: skip

    def _cancelled(self, head: Row, created: datetime) -> datetime | None:
        if head.get("cancelled at"):
            return max(created, self.times.read(head.get("cancelled at"), "Cancelled at"))
        return created if head.get("financial status").lower() in NEVER_PAID else None

    def _contact(self, head: Row, created: datetime) -> ContactRow | None:
        email = cells.text(head.get("email"), limit=254, name="Email")
        phone = cells.phone(head.get("phone") or head.get("billing phone"))
        key = address_key(email) or (f"tel:{phone}" if phone else "")
        if not key:
            return None
        country = countries.code(head.get("billing country") or head.get("shipping country"))
        name = cells.text(head.get("billing name") or head.get("shipping name"), limit=160, name="Billing Name")
        first_name, _space, last_name = name.partition(" ")
        consent = CONSENTS.get(head.get("accepts marketing").lower())
        row = ContactRow(
            self.disguise.identity(key, tells_who=True),
            details_at=created,
            happened_at=created,
            known_at=created,
            email=email if address_key(email) else "",
            phone=phone,
            first_name=first_name[:80],
            last_name=last_name.strip()[:80],
            country=country,
            language=countries.language(country),
            timezone=countries.timezone(country),
            consent=consent,
            consent_at=created if consent else None,
        )
        return self.disguise.apply(row)

    def _lines(self, rows: Sequence[Row], created: datetime, batch: Batch) -> list[LineRow]:
        lines = []
        for row in rows:
            try:
                line = self._line(row)
            except BadRow as problem:
                self.bad_rows.add(self.path, row.line, str(problem))
                continue
            lines.append(line)
            if line.sku:
                batch.products.append(
                    ProductRow(
                        line.sku, line.title, line.unit_price_cents, self.currency, created, created, created
                    )
                )  # fmt: skip
        return lines

    def _line(self, row: Row) -> LineRow:
        return LineRow(
            sku=cells.text(row.get("lineitem sku"), limit=80, name="Lineitem sku"),
            quantity=cells.count(row.get("lineitem quantity"), name="Lineitem quantity"),
            unit_price_cents=cells.cents(row.get("lineitem price"), name="Lineitem price"),
            title=cells.identifier(row.get("lineitem name"), limit=250, name="Lineitem name"),
        )
