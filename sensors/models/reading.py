"""What a sensor found at one moment. Never changed, forgotten after a time."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.models import Source
from sensors.sectors import Sector, Status

KEPT = timedelta(days=400)
KEPT_WITHOUT_FIGURE = timedelta(days=30)


class ReadingQuerySet(models.QuerySet["Reading"]):
    def of(self, sensor: str) -> Self:
        """Readings of one sensor, in the order they were taken."""
        return self.filter(sensor=sensor).order_by("id")

    def since(self, at: datetime) -> Self:
        return self.filter(at__gte=at)

    def history(self, sensor: str, *, since: datetime, until: datetime) -> Self:
        """For a chart: those of `sensor` with a pressure, oldest first; gaps stay gaps."""
        return self.of(sensor).filter(at__gte=since, at__lte=until, pressure__isnull=False)

    def last_of_each(self) -> Self:
        """The last reading stored of each sensor (by order of storing: clocks may be set back)."""
        return self.order_by("sensor", "-id").distinct("sensor")

    def outdated(self, now: datetime) -> Self:
        """Those kept long enough: figures for `KEPT`, the others for `KEPT_WITHOUT_FIGURE`."""
        return self.filter(
            models.Q(at__lt=now - KEPT)
            | models.Q(at__lt=now - KEPT_WITHOUT_FIGURE, status__in=[Status.BLOCKED, Status.UNKNOWN])
        )


class Reading(models.Model):
    """`status` is the one found at `at`; ask `sensors.freshness` what it is worth now.

    `pressure` is 0-100, or null where there is none. `latency_ms` is how long the reading took.
    """

    sensor = models.CharField(max_length=64)
    sector = models.CharField(max_length=16, choices=Sector)
    status = models.CharField(max_length=10, choices=Status)
    pressure = models.FloatField(null=True)
    facts = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    source_slug = models.CharField(max_length=64, blank=True)
    source_label = models.CharField(max_length=200, blank=True)
    source_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    latency_ms = models.PositiveIntegerField()
    trace_id = models.UUIDField()

    objects: ClassVar[ReadingQuerySet] = ReadingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (models.Index(fields=("sensor", "-id"), name="reading_latest"),)
        constraints = (
            models.CheckConstraint(
                name="reading_pressure_0_100",
                condition=models.Q(pressure__isnull=True) | models.Q(pressure__gte=0, pressure__lte=100),
            ),
        )
        verbose_name = _("reading")
        verbose_name_plural = _("readings")

    def __str__(self) -> str:
        return f"{self.sensor} {self.at:%Y-%m-%d %H:%M}"

    @property
    def source_words(self) -> str:
        """The source in the reader's words where it is one of ours, else as it was called when read."""
        return Source(slug=self.source_slug).label if self.source_slug in Source.Slug.values else self.source_label

    @property
    def source_code(self) -> str:
        """The same for what is stored: a slug of ours, else the label."""
        return self.source_slug if self.source_slug in Source.Slug.values else self.source_label
