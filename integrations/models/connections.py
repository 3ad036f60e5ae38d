"""A client's connection with an outside service, and the last calls made through it."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConnectionQuerySet(models.QuerySet["Connection"]):
    def to(self, connector: str) -> Self:
        return self.filter(connector=connector)

    def expiring(self, before: datetime) -> Self:
        """Those whose token ends before `before`, the first to end first."""
        return self.filter(expires_at__lt=before).order_by("expires_at")


class Connection(models.Model):
    """One service as this client uses it. `config` holds what is no secret; secrets lie in the vault.

    `state` is what was last found; whether a probe is too old to count is judged when it is read.
    `consent`: the rights that were asked for and granted, by the service's names; None where values were entered.
    `unanswered_since`: the first of the calls in a row that got no answer; None while it answers.
    """

    class State(models.TextChoices):
        MISSING = "missing", _("not connected")
        CONFIGURED = "configured", _("set up, not tested")
        CONNECTED = "connected", _("connected")
        BROKEN = "broken", _("broken")

    connector = models.SlugField(max_length=40, unique=True)
    label = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.MISSING)
    since = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    config = models.JSONField(default=dict)
    expires_at = models.DateTimeField(null=True)
    broken_code = models.CharField(max_length=60, blank=True)
    unanswered_since = models.DateTimeField(null=True)
    consent = models.JSONField(null=True)

    objects: ClassVar[ConnectionQuerySet] = ConnectionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("connection")
        verbose_name_plural = _("connections")

    def __str__(self) -> str:
        return f"{self.connector} {self.state}"

    @property
    def lacking(self) -> tuple[str, ...]:
        """The rights that were asked for and not granted."""
        consent = self.consent or {"asked": (), "granted": ()}
        return tuple(right for right in consent["asked"] if right not in consent["granted"])


class CallQuerySet(models.QuerySet["Call"]):
    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")


class Call(models.Model):
    """One call to the service: what was asked, how it ended, how long it took. Never an address or a body."""

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="calls")
    method = models.CharField(max_length=120)
    outcome = models.CharField(max_length=60)
    latency_ms = models.PositiveIntegerField()
    at = models.DateTimeField()

    objects: ClassVar[CallQuerySet] = CallQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (models.Index(fields=("connection", "at"), name="call_newest"),)
        verbose_name = _("call")
        verbose_name_plural = _("calls")

    def __str__(self) -> str:
        return f"{self.method} {self.outcome}"
