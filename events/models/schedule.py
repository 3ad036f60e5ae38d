"""Work that comes back at the times a cron expression names."""

from typing import ClassVar, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.models import Client


class ScheduleQuerySet(models.QuerySet["Schedule"]):
    def running(self) -> Self:
        return self.filter(active=True)


class Schedule(models.Model):
    """One cron line of a client, or of the platform where `client` is empty.

    `zone` is empty to follow the client's own. `declared` marks those that the code declares:
    they leave with the code.
    """

    client = models.ForeignKey(Client, on_delete=models.CASCADE, null=True, db_index=False)
    key = models.CharField(max_length=120)
    cron = models.CharField(max_length=80)
    handler = models.CharField(max_length=120)
    args = models.JSONField(default=dict)
    zone = models.CharField(max_length=64, blank=True)
    active = models.BooleanField(default=True)
    declared = models.BooleanField(default=False)

    objects: ClassVar[ScheduleQuerySet] = ScheduleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("schedule")
        verbose_name_plural = _("schedules")
        constraints = (
            models.UniqueConstraint(fields=("client", "key"), nulls_distinct=False, name="schedule_key_once"),
        )

    @property
    def zone_info(self) -> ZoneInfo:
        """The zone that the expression is read in."""
        if self.zone:
            return ZoneInfo(self.zone)
        return self.client.zone if self.client else ZoneInfo("UTC")
