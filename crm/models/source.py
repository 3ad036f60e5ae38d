"""Where the mirrored rows came from, and how fresh they are."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class SourceQuerySet(models.QuerySet["Source"]):
    def freshest(self) -> Self:
        """Sources that have brought orders, the one with the newest order first."""
        return self.exclude(last_happened_at=None).order_by("-last_happened_at", "slug")


class Source(models.Model):
    """One way in for orders. `shift_days` moves a rehearsal's dates; it is fixed at the first import."""

    class Slug(models.TextChoices):
        IMPORTED = "imported-orders", _("imported orders")
        DEMO = "demo-orders", _("demo data")
        SHOPIFY = "shopify", _("connected shop")

    slug = models.CharField(max_length=32)
    shift_days = models.IntegerField(default=0)
    first_imported_at = models.DateTimeField()
    last_imported_at = models.DateTimeField(null=True, blank=True)
    last_happened_at = models.DateTimeField(null=True, blank=True)
    rows = models.BigIntegerField(default=0)

    objects: ClassVar[SourceQuerySet] = SourceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = (models.UniqueConstraint(fields=["slug"], name="source_once"),)

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return str(dict(self.Slug.choices).get(self.slug, self.slug))
