"""Times for which a person said: leave this sector alone, or: what is measured now does not count."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from sensors.sectors import Sector


class SilenceQuerySet(models.QuerySet["Silence"]):
    def covering(self, now: datetime) -> Self:
        """Those that hold at `now`; the one that ends last comes last."""
        return self.filter(begins_at__lte=now, ends_at__gt=now).order_by("ends_at", "id")

    def of(self, sector: str) -> Self:
        return self.filter(sector=sector)

    def overlapping(self, begin: datetime, end: datetime) -> Self:
        return self.filter(begins_at__lt=end, ends_at__gt=begin)


class Silence(models.Model):
    """From `begins_at` to `ends_at` nothing is started for `sector`; its level is shown, and says so.

    During maintenance what is measured does not count for trends either: it is expected to be odd.
    """

    class Kind(models.TextChoices):
        SILENCE = "silence", _("silenced")
        MAINTENANCE = "maintenance", _("maintenance")

    kind = models.CharField(max_length=11, choices=Kind)
    sector = models.CharField(max_length=16, choices=Sector)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.CharField(max_length=200)
    by_user_id = models.BigIntegerField()
    created_at = models.DateTimeField()

    objects: ClassVar[SilenceQuerySet] = SilenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(ends_at__gte=models.F("begins_at")), name="silence_ends_later"),
        )
        verbose_name = _("silence")
        verbose_name_plural = _("silences")

    def __str__(self) -> str:
        return f"{self.sector} {self.kind}"
