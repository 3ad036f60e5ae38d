"""The shop as it was known at a moment: the only way the science and the automations see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

import numpy as np
from django.db.models import Count, F, FloatField, Max, Sum
from django.db.models.functions import Cast, Extract
from numpy.typing import NDArray

from crm.models import Contact, ContactQuerySet, Order, OrderLine, OrderQuerySet, Product, ProductQuerySet, Source
from tenants import context

DAY_S = 86_400
CENTS = 100


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """Which source the figures come from; `last_happened_at` is its newest order in this view."""

    slug: str
    last_happened_at: datetime | None
    last_imported_at: datetime | None
    label: str


@dataclass(frozen=True, slots=True)
class Purchases:
    """One entry per sale, oldest first: days since 1970-01-01 UTC, amount in whole currency units."""

    contact_ids: NDArray[np.int64]
    days: NDArray[np.float64]
    amounts: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.contact_ids)


class Mirror:
    """Views of the current client's rows as of `as_of` (aware): nothing known or happened later."""

    def __init__(self, as_of: datetime) -> None:
        self.as_of = as_of
        self.client = context.current()

    @property
    def orders(self) -> OrderQuerySet:
        return Order.objects.as_of(self.as_of)

    @property
    def contacts(self) -> ContactQuerySet:
        return Contact.objects.as_of(self.as_of)

    @property
    def products(self) -> ProductQuerySet:
        return Product.objects.as_of(self.as_of)

    def source(self) -> SourceFacts | None:
        """The freshest source and its newest order; None where no order ever came in."""
        return self._source

    @cached_property
    def _source(self) -> SourceFacts | None:
        source = Source.objects.freshest().first()
        if source is None:
            return None
        newest: datetime | None = self.orders.aggregate(newest=Max("happened_at"))["newest"]
        return SourceFacts(source.slug, newest, source.last_imported_at, source.label)

    def purchases(self) -> Purchases:
        """Every sale of a known contact, by one query."""
        day = Cast(Extract("happened_at", "epoch"), FloatField()) / DAY_S
        rows = self.orders.sales().exclude(contact=None).order_by("happened_at", "id")
        found = rows.annotate(day=day).values_list("contact_id", "day", "total_cents")
        kind = np.dtype([("contact", np.int64), ("day", np.float64), ("cents", np.float64)])
        table: NDArray[Any] = np.fromiter(found.iterator(chunk_size=10_000), dtype=kind)
        return Purchases(table["contact"].copy(), table["day"].copy(), table["cents"] / CENTS)

    def lifetime_value_cents(self, contact_ids: Iterable[int]) -> dict[int, int]:
        """What each contact has spent, returns taken off; 0 for one without orders."""
        ids = list(contact_ids)
        rows = self.orders.of_contacts(ids).order_by().values("contact_id").annotate(total=Sum("total_cents"))
        return dict.fromkeys(ids, 0) | dict(rows.values_list("contact_id", "total"))

    def bought_since(self, contact_id: int, at: datetime) -> bool:
        """Whether the contact placed an order after `at`."""
        return self.orders.sales().of_contacts([contact_id]).since(at).exists()

    def last_order(self, contact_ids: Iterable[int]) -> dict[int, Order]:
        """Each contact's newest sale; contacts without one are left out."""
        rows = self.orders.sales().of_contacts(contact_ids)
        newest = rows.order_by("contact_id", F("happened_at").desc(), F("id").desc()).distinct("contact_id")
        return {order.contact_id: order for order in newest if order.contact_id is not None}

    def last_imported_at(self) -> datetime | None:
        """When the freshest source last brought orders; None where no order ever came in."""
        return Source.objects.freshest().values_list("last_imported_at", flat=True).first()

    def last_read_at(self) -> datetime | None:
        """When a source was last read to its end, whatever it had to tell; None where none ever was."""
        newest: datetime | None = Source.objects.aggregate(newest=Max("last_imported_at"))["newest"]
        return newest

    def sent_back(self, orders: Iterable[Order]) -> set[int]:
        """The ids of those that were called off or, in part or whole, paid back."""
        asked = {(order.source, order.number): order.pk for order in orders}
        numbers = [name for _source, number in asked for name in (number, f"{number}:refund")]
        found = set(self.orders.filter(number__in=numbers).values_list("source", "number"))
        return {
            pk
            for (source, number), pk in asked.items()
            if (source, number) not in found or (source, f"{number}:refund") in found
        }

    def orders_with(self, days: int, skus: Iterable[str] | None = None) -> dict[str, int]:
        """In how many sales of the last `days` each article stood, the most frequent first; of `skus`, or of all."""
        lines = OrderLine.objects.filter(order__in=self.orders.sales().since(self.as_of - timedelta(days=days)))
        lines = lines.exclude(sku="").filter(sku__in=list(skus)) if skus is not None else lines.exclude(sku="")
        counted = lines.order_by().values("sku").annotate(orders=Count("order_id", distinct=True))
        return dict(counted.order_by("-orders", "sku").values_list("sku", "orders"))
