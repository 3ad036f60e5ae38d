"""What a connected service is still to be told."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from integrations.models.connections import Connection


class QueuedWriteQuerySet(models.QuerySet["QueuedWrite"]):
    def of(self, connector: str) -> Self:
        return self.filter(connection__connector=connector)

    def waiting(self) -> Self:
        """In the order in which they are to arrive."""
        return self.filter(state=QueuedWrite.State.WAITING).order_by("pk")

    def parked(self) -> Self:
        """Those the service refused, the last first."""
        return self.filter(state=QueuedWrite.State.PARKED).order_by("-pk")

    def sent(self, before: datetime) -> Self:
        return self.filter(state=QueuedWrite.State.SENT, ended_at__lt=before)


class QueuedWrite(models.Model):
    """One thing to tell a service about a contact, once per `key`, in the order of the rows.

    Only ids and words of ours are kept: what is told of the person is read when it is told.
    `code` says why it was parked, or what stood in the way last; `detail` what the service said.
    """

    class Kind(models.TextChoices):
        PROFILE = "profile", _("profile")
        EVENT = "event", _("event")
        UNSUBSCRIBE = "unsubscribe", _("unsubscription")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        PARKED = "parked", _("refused")

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="writes")
    kind = models.CharField(max_length=12, choices=Kind)
    contact_id = models.BigIntegerField()
    data = models.JSONField(default=dict)
    key = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    code = models.CharField(max_length=60, blank=True, default="")
    detail = models.CharField(max_length=300, blank=True, default="")
    tries = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[QueuedWriteQuerySet] = QueuedWriteQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("queued write")
        verbose_name_plural = _("queued writes")
        constraints = (models.UniqueConstraint(fields=("connection", "key"), name="queued_once"),)
        indexes = (
            models.Index(fields=("connection", "id"), condition=models.Q(state="waiting"), name="queued_waiting"),
            models.Index(fields=("contact_id",), name="queued_contact"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
