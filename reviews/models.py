"""A review waits for one decision. Both are shared rows: ids, counts, money and states, no text."""

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenants.models import Client, User


class ReviewQuerySet(models.QuerySet["Review"]):
    def waiting(self) -> Self:
        return self.filter(state=Review.State.WAITING)

    def of_client(self, client: Client) -> Self:
        return self.filter(client=client)

    def about(self, kind: str, subject_id: uuid.UUID) -> Self:
        return self.filter(kind=kind, subject_id=subject_id)

    def for_inbox(self) -> Self:
        """With everything the list shows, in one query: client, requester and decision."""
        return self.select_related("client", "requested_by", "decision__by")

    def soonest_first(self) -> Self:
        """What expires first needs its person first."""
        return self.order_by("expires_at", "created_at", "id")

    def closed(self) -> Self:
        return self.exclude(state=Review.State.WAITING)

    def worth_at_least(self, amount_cents: int) -> Self:
        """By the plan's amount, each in its own currency."""
        return self.filter(amount_cents__gte=amount_cents)

    def opened_before(self, at: datetime) -> Self:
        return self.filter(created_at__lte=at)


class Review(models.Model):
    """One plan that waits: what it is about, why it was asked, and the digests of its actions."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("rejected")
        EXPIRED = "expired", _("expired")
        VOIDED = "voided", _("withdrawn")

    class Requester(models.TextChoices):
        USER = "user", _("a person")
        AUTONOMY = "autonomy", _("autonomy")
        SCHEDULE = "schedule", _("a schedule")
        EVENT = "event", _("an event")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, models.CASCADE, db_index=False, related_name="reviews", verbose_name=_("client"))
    kind = models.CharField(_("kind"), max_length=64)
    subject_id = models.UUIDField(_("subject"))
    automation = models.CharField(_("automation"), max_length=100)
    version = models.CharField(_("version"), max_length=64)
    risk = models.CharField(_("risk"), max_length=32)
    reasons = models.JSONField(_("reasons"), default=list)
    amount_cents = models.BigIntegerField(_("amount in cents"), default=0)
    currency = models.CharField(_("currency"), max_length=3)
    effects = models.PositiveIntegerField(_("effects"))
    digest = models.CharField(_("digest"), max_length=64)
    action_digests = models.JSONField(_("digests of the actions"), default=dict)
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.WAITING)
    closed_code = models.CharField(_("closed because"), max_length=64, blank=True, default="")
    requester = models.CharField(_("asked by"), max_length=16, choices=Requester.choices)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("asked"))
    expires_at = models.DateTimeField(_("expires"))
    decided_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects: ClassVar[ReviewQuerySet] = ReviewQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = (
            models.UniqueConstraint(
                fields=["client", "kind", "subject_id"],
                condition=Q(state="waiting"),
                name="reviews_one_waiting_per_subject",
            ),
        )
        indexes = (
            models.Index(fields=["expires_at"], condition=Q(state="waiting"), name="reviews_waiting_by_expiry"),
            models.Index(fields=["client", "-created_at"], name="reviews_by_client"),
        )

    def __str__(self) -> str:
        return f"{self.automation} · {self.id}"

    @property
    def waits(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def action_ids(self) -> list[uuid.UUID]:
        """The actions this review covers, in a fixed order."""
        return sorted(uuid.UUID(each) for each in self.action_digests)


class DecisionQuerySet(models.QuerySet["Decision"]):
    def since(self, at: datetime) -> Self:
        return self.filter(at__gte=at)


class Decision(models.Model):
    """Who decided what about which digest; a review has one or none, never two."""

    class Verdict(models.TextChoices):
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("rejected")

    review = models.OneToOneField(Review, models.CASCADE, related_name="decision", verbose_name=_("review"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    verdict = models.CharField(_("verdict"), max_length=16, choices=Verdict.choices)
    digest = models.CharField(_("digest shown"), max_length=64)
    actions = models.JSONField(_("approved actions"), default=list)
    at = models.DateTimeField(_("at"))

    objects: ClassVar[DecisionQuerySet] = DecisionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self) -> str:
        return f"{self.verdict} · {self.review_id}"

    @property
    def action_ids(self) -> list[uuid.UUID]:
        return [uuid.UUID(each) for each in self.actions]
