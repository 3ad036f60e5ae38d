"""Something that happened."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.models import Client


class EventQuerySet(models.QuerySet["Event"]):
    def of_client(self, client: Client | None) -> Self:
        return self.filter(client=client)


class Event(models.Model):
    """One line of the log, written once: a key already seen writes nothing.

    `client` is empty for what concerns the whole installation.
    """

    client = models.ForeignKey(Client, on_delete=models.CASCADE, null=True, db_index=False)
    type = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    data = models.JSONField(default=dict)
    key = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects: ClassVar[EventQuerySet] = EventQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = (models.UniqueConstraint(fields=("client", "key"), nulls_distinct=False, name="event_key_once"),)
