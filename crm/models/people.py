"""Contacts: the client's customers and leads."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.models.known import KnownQuerySet


class Consent(models.TextChoices):
    """What is known of a person's wish; UNKNOWN is not consent."""

    UNKNOWN = "unknown", _("unknown")
    OPTED_IN = "opted_in", _("opted in")
    OPTED_OUT = "opted_out", _("opted out")


class ContactQuerySet(KnownQuerySet):
    def with_address(self) -> Self:
        return self.exclude(email_key="")

    def tagged(self, tag: str) -> Self:
        return self.filter(tags__contains=[tag])

    def from_source(self, source: str, external_ids: list[str]) -> Self:
        return self.filter(source=source, external_id__in=external_ids)


class Contact(models.Model):
    """One person or firm that buys from the client.

    `email_key` is the normalised address (`crm.consent.address_key`), empty without one.
    `consent_at` is when the consent state was last asked or given, null if never.
    `details_at` is the moment that name, phone and address are from.
    `is_synthetic`: name and address were made up (rehearsal and demo clients only).
    """

    source = models.CharField(max_length=32)
    external_id = models.CharField(max_length=200)
    email = models.CharField(max_length=254, blank=True, default="")
    email_key = models.CharField(max_length=254, blank=True, default="")
    phone = models.CharField(max_length=40, blank=True, default="")
    first_name = models.CharField(max_length=80, blank=True, default="")
    last_name = models.CharField(max_length=80, blank=True, default="")
    country = models.CharField(max_length=2, blank=True, default="")
    language = models.CharField(max_length=8, blank=True, default="")
    timezone = models.CharField(max_length=64, blank=True, default="")
    email_consent = models.CharField(max_length=10, choices=Consent, default=Consent.UNKNOWN)
    consent_at = models.DateTimeField(null=True, blank=True)
    tags = ArrayField(models.CharField(max_length=64), default=list, blank=True)
    is_synthetic = models.BooleanField(default=False)
    details_at = models.DateTimeField()
    happened_at = models.DateTimeField()
    known_at = models.DateTimeField()
    created_at = models.DateTimeField()

    objects: ClassVar[ContactQuerySet] = ContactQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = (models.UniqueConstraint(fields=["source", "external_id"], name="contact_once_per_source"),)
        indexes = (models.Index(fields=["email_key"], name="contact_by_address"),)

    def __str__(self) -> str:
        return self.name or self.external_id

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()
