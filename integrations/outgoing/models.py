"""Who is told, and what they were told."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class Subscription(models.Model):
    """One address of a client's own system and the topics it wants. Its signing secret lies in the vault."""

    url = models.CharField(max_length=500)
    topics = models.JSONField(default=list)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")

    def __str__(self) -> str:
        return f"webhook {self.pk}"


class DispatchQuerySet(models.QuerySet["Dispatch"]):
    def newest_first(self) -> Self:
        return self.order_by("-pk")

    def finished(self, before: datetime) -> Self:
        """Those whose telling ended long enough ago to be forgotten."""
        return self.exclude(state=Dispatch.State.WAITING).filter(created_at__lt=before)


class Dispatch(models.Model):
    """One message to one address; once per event. `body` is what is signed and sent, letter by letter."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("delivered")
        DEAD = "dead", _("gave up")

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="dispatches")
    event_id = models.BigIntegerField()
    topic = models.CharField(max_length=120)
    body = models.TextField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    tries = models.PositiveIntegerField(default=0)
    replays = models.PositiveIntegerField(default=0)
    code = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)

    objects: ClassVar[DispatchQuerySet] = DispatchQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.UniqueConstraint(fields=("subscription", "event_id"), name="dispatch_once"),)
        indexes = (models.Index(fields=("created_at",), name="dispatch_created"),)
        verbose_name = _("webhook message")
        verbose_name_plural = _("webhook messages")

    def __str__(self) -> str:
        return f"{self.topic} {self.state}"
