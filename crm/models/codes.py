"""Codes that the client had made elsewhere and handed over: each is for one person, once."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

LONGEST_CODE = 64


class DiscountCodeQuerySet(models.QuerySet["DiscountCode"]):
    def free(self, percent: int, until: datetime) -> Self:
        """Nobody has them, they give `percent`, and they still count at `until`."""
        free = self.filter(state=DiscountCode.State.FREE, percent=percent)
        return free.filter(models.Q(expires_at=None) | models.Q(expires_at__gte=until))

    def of_run(self, run_id: object) -> Self:
        return self.filter(run_id=run_id)

    def of_action(self, action_id: object) -> Self:
        return self.filter(action_id=action_id)


class DiscountCode(models.Model):
    """One code of the pool, with what holds it.

    `source` is the file it came from; `run_id` and `action_id` name the planned message that it is
    put aside for, or was given with. `expires_at` null: it has no end. `changed_at` is the time of
    the last change of its state.
    """

    class State(models.TextChoices):
        FREE = "free", _("free")
        RESERVED = "reserved", _("put aside")
        GIVEN = "given", _("given")
        WITHDRAWN = "withdrawn", _("withdrawn")

    code = models.CharField(max_length=LONGEST_CODE)
    percent = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State, default=State.FREE)
    run_id = models.UUIDField(null=True)
    action_id = models.UUIDField(null=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    loaded_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects: ClassVar[DiscountCodeQuerySet] = DiscountCodeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("discount code")
        verbose_name_plural = _("discount codes")
        constraints = (
            models.UniqueConstraint(Upper("code"), name="code_once"),
            models.UniqueConstraint(fields=["action_id"], name="code_once_per_action"),
        )
        indexes = (models.Index(fields=["run_id"], name="code_by_run"),)

    def __str__(self) -> str:
        return f"{self.source} {self.pk}"
