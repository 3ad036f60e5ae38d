"""What the client sells."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.models.known import KnownQuerySet


class ProductQuerySet(KnownQuerySet):
    pass


class Product(models.Model):
    """One article by its stock-keeping unit; `price_cents` is the price as of `details_at`."""

    sku = models.CharField(max_length=80)
    title = models.CharField(max_length=250)
    price_cents = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    source = models.CharField(max_length=32)
    details_at = models.DateTimeField()
    happened_at = models.DateTimeField()
    known_at = models.DateTimeField()

    objects: ClassVar[ProductQuerySet] = ProductQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        constraints = (models.UniqueConstraint(fields=["sku"], name="product_once_per_sku"),)

    def __str__(self) -> str:
        return self.title
