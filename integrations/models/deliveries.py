"""What services told us, as they told it."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models

from integrations.models.connections import Connection


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def waiting(self) -> Self:
        return self.filter(state=Delivery.State.RECEIVED)

    def finished(self, before: datetime) -> Self:
        """Turned into events long enough ago to be forgotten."""
        return self.filter(state=Delivery.State.DONE, received_at__lt=before)


class Delivery(models.Model):
    """One verified webhook delivery, kept raw until it was understood; once per delivery id."""

    class State(models.TextChoices):
        RECEIVED = "received"
        DONE = "done"

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="deliveries")
    delivery_id = models.CharField(max_length=200)
    topic = models.CharField(max_length=120)
    body = models.BinaryField()
    sent_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.RECEIVED)

    objects: ClassVar[DeliveryQuerySet] = DeliveryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.UniqueConstraint(fields=("connection", "delivery_id"), name="delivery_once"),)
        indexes = (models.Index(fields=("received_at",), name="delivery_received"),)


class Latest(models.Model):
    """The newest known state of a thing at a service; an older one that comes later changes nothing."""

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE)
    kind = models.CharField(max_length=40)
    external_id = models.CharField(max_length=120)
    at = models.DateTimeField()
    final = models.BooleanField()
    delivery_id = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("connection", "kind", "external_id"), name="latest_once"),)
