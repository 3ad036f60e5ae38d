"""Wider limits that an automation has earned at a client, proposed by figures and ratified by a person."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class EarnedLimitQuerySet(models.QuerySet["EarnedLimit"]):
    def of(self, automation: str) -> Self:
        return self.filter(automation=automation)

    def in_force(self) -> Self:
        return self.filter(state=EarnedLimit.State.IN_FORCE)

    def proposed(self) -> Self:
        return self.filter(state=EarnedLimit.State.PROPOSED)

    def newest_first(self) -> Self:
        return self.order_by("-proposed_at", "-id")


class EarnedLimit(models.Model):
    """Limits inside which one version of an automation need not ask; amounts in cents, `batch` in people.

    `record` is the track record it rests on (`automations.trust.record.Record`), as it was when
    proposed. `ended_code` says what ended it: a failure of a kind, a newer one, or a person.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        IN_FORCE = "in_force", _("in force")
        DECLINED = "declined", _("declined")
        ENDED = "ended", _("ended")

    automation = models.SlugField(max_length=100)
    version = models.CharField(max_length=64)
    customer_value_cents = models.BigIntegerField()
    batch = models.PositiveIntegerField()
    day_cost_cents = models.BigIntegerField()
    record = models.JSONField()
    state = models.CharField(max_length=8, choices=State, default=State.PROPOSED)
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_code = models.SlugField(max_length=32, blank=True, default="")

    objects: ClassVar[EarnedLimitQuerySet] = EarnedLimitQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["automation"], condition=Q(state="in_force"), name="earned_one_in_force"),
            models.UniqueConstraint(fields=["automation"], condition=Q(state="proposed"), name="earned_one_proposed"),
        )
        verbose_name = _("earned limit")
        verbose_name_plural = _("earned limits")

    def __str__(self) -> str:
        return f"{self.automation} {self.state}"
