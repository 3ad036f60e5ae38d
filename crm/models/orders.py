"""Orders with their lines, returns, and carts that are still open."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from crm.models.known import KnownQuerySet
from crm.models.people import Contact
from tenants import clock


class Buyers(dict[int, int]):
    """Contact id to number of orders."""

    @property
    def once(self) -> int:
        """How many have one order only."""
        return sum(count == 1 for count in self.values())


class OrderQuerySet(KnownQuerySet):
    def as_of(self, moment: datetime) -> Self:
        """Also leaves out what was already cancelled at `moment`."""
        return super().as_of(moment).filter(Q(cancelled_at=None) | Q(cancelled_at__gt=moment))

    def standing(self) -> Self:
        """Orders that were not cancelled (as known now)."""
        return self.filter(cancelled_at=None)

    def sales(self) -> Self:
        return self.filter(kind=Order.Kind.SALE)

    def returns(self) -> Self:
        return self.filter(kind=Order.Kind.RETURN)

    def of_contacts(self, contact_ids: Iterable[int]) -> Self:
        return self.filter(contact_id__in=list(contact_ids))

    def since(self, moment: datetime) -> Self:
        """Happened after `moment`."""
        return self.filter(happened_at__gt=moment)

    def last_days(self, days: int, as_of: datetime | None = None) -> Self:
        """The `days` before `as_of`, else before the view's own moment, else before now."""
        end = as_of or self.as_of_moment or clock.now()
        return self.filter(happened_at__gt=end - timedelta(days=days), happened_at__lte=end)

    def delivered(self, after: datetime, until: datetime) -> Self:
        """What arrived between the two moments, oldest first."""
        return self.filter(delivered_at__gt=after, delivered_at__lte=until).order_by("delivered_at", "id")

    def buyers_with_order_count(self) -> Buyers:
        """How many of these orders each contact placed; orders without a contact count for nobody."""
        rows = self.exclude(contact=None).order_by().values("contact_id").annotate(orders=Count("id"))
        return Buyers(rows.values_list("contact_id", "orders"))

    def total_cents(self) -> int:
        """Sum of the totals; returns are negative, so they are already taken off."""
        total: int | None = self.aggregate(total=Sum("total_cents"))["total"]
        return total or 0


class Order(models.Model):
    """A sale, or goods taken back (`total_cents` below zero).

    `contact` is null where the shop's record names nobody. `delivered_at` is when the last of it
    arrived, null where that is not known (yet).
    """

    class Kind(models.TextChoices):
        SALE = "sale", _("sale")
        RETURN = "return", _("return")

    source = models.CharField(max_length=32)
    number = models.CharField(max_length=80)
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, db_index=False)
    contact_id: int | None
    kind = models.CharField(max_length=6, choices=Kind)
    total_cents = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    happened_at = models.DateTimeField()
    known_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[OrderQuerySet] = OrderQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        constraints = (models.UniqueConstraint(fields=["source", "number"], name="order_once_per_source"),)
        indexes = (
            models.Index(fields=["contact", "happened_at"], name="order_by_contact"),
            models.Index(fields=["happened_at"], name="order_by_time"),
        )

    def __str__(self) -> str:
        return self.number


class OrderLine(models.Model):
    """One position of an order; `quantity` is negative where goods came back."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines", db_index=False)
    position = models.IntegerField()
    sku = models.CharField(max_length=80)
    title = models.CharField(max_length=250, blank=True, default="")
    quantity = models.IntegerField()
    unit_price_cents = models.BigIntegerField()

    class Meta:
        verbose_name = _("order line")
        verbose_name_plural = _("order lines")
        constraints = (models.UniqueConstraint(fields=["order", "position"], name="line_once_per_position"),)

    def __str__(self) -> str:
        return f"{self.quantity} x {self.sku}"


class CartQuerySet(models.QuerySet["Cart"]):
    def open(self) -> Self:
        return self.filter(state=Cart.State.OPEN)

    def left(self, after: datetime, until: datetime) -> Self:
        """Open ones of somebody known, last touched between the two moments, oldest first."""
        known = self.open().exclude(contact=None).exclude(lines=[])
        return known.filter(updated_at__gt=after, updated_at__lte=until).order_by("updated_at", "id")


class Cart(models.Model):
    """What somebody put together and has not ordered (yet); `url` opens it again at the shop's till."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        BOUGHT = "bought", _("bought")
        GONE = "gone", _("gone")

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, null=True)
    token = models.CharField(max_length=80)
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)
    lines = models.JSONField(default=list)
    total_cents = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    updated_at = models.DateTimeField()
    url = models.URLField(max_length=2000, blank=True, default="")

    objects: ClassVar[CartQuerySet] = CartQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("cart")
        verbose_name_plural = _("carts")
        constraints = (models.UniqueConstraint(fields=["token"], name="cart_once_per_token"),)

    def __str__(self) -> str:
        return self.token

    @property
    def titles(self) -> list[str]:
        """What is in it, each in one line of text, in the order of the shop."""
        return [" ".join(str(line.get("title") or "").split()) for line in self.lines]
