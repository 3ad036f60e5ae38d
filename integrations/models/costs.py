"""What outside services cost this client, and what it may cost at most."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

MICROS_PER_CENT = 10_000


class CostLineQuerySet(models.QuerySet["CostLine"]):
    def counted(self) -> Self:
        """Spent, or put aside to be spent."""
        return self.exclude(state=CostLine.State.RELEASED)

    def reserved(self) -> Self:
        return self.filter(state=CostLine.State.RESERVED)

    def settled(self) -> Self:
        return self.filter(state=CostLine.State.SETTLED)

    def since(self, at: datetime) -> Self:
        return self.filter(at__gte=at)

    def of_run(self, run_id: UUID) -> Self:
        return self.filter(run_id=run_id)

    def of_action(self, action_id: UUID) -> Self:
        return self.filter(action_id=action_id)

    def total_micros(self) -> int:
        """The sum in millionths of the client's currency."""
        return int(self.aggregate(total=Sum("amount_micros"))["total"] or 0)


class CostLine(models.Model):
    """One cost: put aside before the effect, settled after it, or released when it did not happen."""

    class State(models.TextChoices):
        RESERVED = "reserved", _("reserved")
        SETTLED = "settled", _("spent")
        RELEASED = "released", _("released")

    run_id = models.UUIDField(null=True)
    action_id = models.UUIDField(null=True)
    what = models.SlugField(max_length=40)
    units = models.PositiveIntegerField(default=1)
    amount_micros = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=8, choices=State, default=State.RESERVED)
    at = models.DateTimeField()

    objects: ClassVar[CostLineQuerySet] = CostLineQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (
            models.Index(fields=("run_id",), name="costline_run"),
            models.Index(fields=("action_id",), name="costline_action"),
            models.Index(fields=("at",), name="costline_at"),
        )
        verbose_name = _("cost line")
        verbose_name_plural = _("cost lines")

    def __str__(self) -> str:
        return f"{self.what} {self.state}"


class Budget(models.Model):
    """The most that may be spent in one period; one per period."""

    class Period(models.TextChoices):
        DAY = "day", _("per day")
        MONTH = "month", _("per month")

    period = models.CharField(max_length=8, choices=Period, unique=True)
    amount_cents = models.BigIntegerField()
    currency = models.CharField(max_length=3)

    class Meta:
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")

    def __str__(self) -> str:
        return f"{self.period} {self.amount_cents} {self.currency}"
