"""What happened with a contact: activities, consent given or withdrawn, addresses never to write to."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.models.known import KnownQuerySet
from crm.models.people import Consent, Contact


class Channel(models.TextChoices):
    """Ways to reach a person; consent and suppression are kept for each."""

    EMAIL = "email", _("e-mail")
    SMS = "sms", _("SMS")
    WHATSAPP = "whatsapp", _("WhatsApp")
    CALL = "call", _("call")


class ActivityQuerySet(KnownQuerySet):
    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)


class Activity(models.Model):
    """Something a contact did, or that was done for it; `key` makes it happen once."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, db_index=False)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    data = models.JSONField(default=dict)
    happened_at = models.DateTimeField()
    known_at = models.DateTimeField()

    objects: ClassVar[ActivityQuerySet] = ActivityQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = (models.UniqueConstraint(fields=["key"], name="activity_once_per_key"),)
        indexes = (models.Index(fields=["contact", "kind", "happened_at"], name="activity_of_contact"),)

    def __str__(self) -> str:
        return self.kind


class ConsentEventQuerySet(KnownQuerySet):
    pass


class ConsentEvent(models.Model):
    """One line of a contact's consent history; never changed, never removed but with the contact."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, db_index=False)
    channel = models.CharField(max_length=10, choices=Channel)
    state = models.CharField(max_length=10, choices=Consent)
    source = models.CharField(max_length=40)
    happened_at = models.DateTimeField()
    known_at = models.DateTimeField()

    objects: ClassVar[ConsentEventQuerySet] = ConsentEventQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("consent event")
        verbose_name_plural = _("consent events")
        indexes = (models.Index(fields=["contact", "channel", "happened_at"], name="consent_of_contact"),)

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"


class SuppressionQuerySet(models.QuerySet["Suppression"]):
    def of(self, channel: str, address_keys: Iterable[str]) -> Self:
        return self.filter(channel=channel, address_key__in=list(address_keys))

    def by(self, moment: datetime) -> Self:
        return self.filter(at__lte=moment)


class Suppression(models.Model):
    """An address never to write to, whoever it belongs to and however often it is imported again."""

    channel = models.CharField(max_length=10, choices=Channel)
    address_key = models.CharField(max_length=254)
    reason = models.CharField(max_length=40)
    at = models.DateTimeField()

    objects: ClassVar[SuppressionQuerySet] = SuppressionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")
        constraints = (models.UniqueConstraint(fields=["channel", "address_key"], name="suppressed_once"),)

    def __str__(self) -> str:
        return f"{self.channel} {self.reason}"
