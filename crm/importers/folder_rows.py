"""Rows of the four files, checked."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from crm.consent import address_key
from crm.importers import cells, countries
from crm.importers.disguise import Disguise
from crm.importers.staging import Staged
from crm.importers.table import BadRow, Row
from crm.importers.times import Times
from crm.models import Consent, Order
from crm.services import Batch, ContactRow, LineRow, OrderRow, ProductRow

SOURCE = "csv"
CONSENTS = {"yes": Consent.OPTED_IN, "no": Consent.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Reading:
    """Each method raises BadRow with the reason why the row cannot be taken."""

    currency: str
    times: Times
    disguise: Disguise

    def add(self, noun: str, row: Row, batch: Batch) -> None:
        if noun == "customers":
            batch.contacts.append(self.contact(row))
        else:
            batch.products.append(self.product(row))

    def contact(self, row: Row) -> ContactRow:
        """A customer is known from its first order on; until one is seen, from the import.

        Beside the required columns: email, phone, first_name, last_name, and accepts_marketing,
        which counts only with its date in accepts_marketing_at.
        """
        now = self.times.latest
        external_id = cells.identifier(row.get("customer_id"), limit=200, name="customer_id")
        country = countries.code(row.get("country"))
        email = cells.text(row.get("email"), limit=254, name="email")
        asked = row.get("accepts_marketing_at")
        consent = CONSENTS.get(row.get("accepts_marketing").lower()) if asked else None
        plain = ContactRow(
            self.disguise.identity(external_id, tells_who=bool(address_key(external_id))),
            details_at=now,
            happened_at=now,
            known_at=now,
            email=email if address_key(email) else "",
            phone=cells.phone(row.get("phone")),
            first_name=cells.text(row.get("first_name"), limit=80, name="first_name"),
            last_name=cells.text(row.get("last_name"), limit=80, name="last_name"),
            country=country,
            language=countries.language(country),
            timezone=countries.timezone(country),
            consent=consent,
            consent_at=self.times.read(asked, "accepts_marketing_at") if consent else None,
        )
        return self.disguise.apply(plain)

    def product(self, row: Row) -> ProductRow:
        now = self.times.latest
        return ProductRow(
            sku=cells.identifier(row.get("sku"), limit=80, name="sku"),
            title=cells.identifier(row.get("name"), limit=250, name="name"),
            price_cents=cells.cents(row.get(f"list_price_{self.currency.lower()}"), name="list_price"),
            currency=self.currency,
            details_at=now,
            happened_at=now,
            known_at=now,
        )

    def order(self, row: Row) -> OrderRow:
        number = cells.identifier(row.get("order_no"), limit=80, name="order_no")
        owner = cells.text(row.get("customer_id"), limit=200, name="customer_id")
        kind = row.get("kind").lower()
        if kind not in Order.Kind.values:
            raise BadRow(_("kind is neither sale nor return"))
        total = cells.cents(row.get(f"total_{self.currency.lower()}"), name="total")
        if (total < 0) != (kind == Order.Kind.RETURN) and total != 0:
            raise BadRow(_("a sale is not below zero and a return is not above"))
        happened = self.times.read(row.get("ordered_at"), "ordered_at")
        contact = self.disguise.identity(owner, tells_who=bool(address_key(owner)))
        return OrderRow(number, contact, kind, total, self.currency, happened, happened)

    def line(self, row: Row) -> Staged:
        return (
            row.line,
            cells.identifier(row.get("order_no"), limit=80, name="order_no"),
            cells.identifier(row.get("sku"), limit=80, name="sku"),
            cells.count(row.get("quantity"), name="quantity"),
            cells.cents(row.get(f"unit_price_{self.currency.lower()}"), name="unit_price"),
        )


def with_lines(order: OrderRow, lines: dict[str, list[LineRow]]) -> OrderRow:
    """An order for which the file has no line keeps what is stored."""
    return replace(order, lines=lines.get(order.number))
