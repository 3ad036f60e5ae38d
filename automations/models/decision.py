"""Why autonomy acted, or why not: kept with everything that was compared."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

KEPT_WITHOUT_ACT = timedelta(days=60)


class DecisionRecordQuerySet(models.QuerySet["DecisionRecord"]):
    def acted(self) -> Self:
        """Decisions that started a run."""
        return self.filter(outcome=DecisionRecord.Outcome.ACTED)

    def last_acted(self) -> dict[str, datetime]:
        """By automation, when a decision last started it."""
        return dict(self.acted().order_by().values_list("automation").annotate(models.Max("at")))

    def of_automation(self, slug: str) -> Self:
        return self.filter(automation=slug)

    def of_run(self, run_id: UUID) -> Self:
        """The decision that started this run: at most one."""
        return self.filter(run_id=run_id)

    def newest_first(self) -> Self:
        return self.order_by("-at", "-id")

    def outdated(self, now: datetime) -> Self:
        """Decisions to do nothing that were kept long enough."""
        return self.filter(outcome=DecisionRecord.Outcome.NOTHING, at__lt=now - KEPT_WITHOUT_ACT)


class DecisionRecord(models.Model):
    """One look at one automation (empty: at the client as a whole).

    `tree` is the condition tree of `automations.autonomy.tree` with every value compared, its
    source and its time. `directive` is the order given, in the client's language, when it acted.
    """

    class Outcome(models.TextChoices):
        ACTED = "acted", _("Acted")
        NOTHING = "nothing", _("Nothing to do")

    class Cause(models.TextChoices):
        NONE = "none", _("no cause")
        PRESSURE = "pressure", _("pressure above the limit")
        GOAL = "goal", _("behind a goal")
        BOTH = "both", _("pressure above the limit and behind a goal")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trace_id = models.UUIDField()
    at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=Outcome)
    automation = models.CharField(max_length=80, blank=True)
    cause = models.CharField(max_length=8, choices=Cause)
    tree = models.JSONField()
    directive = models.TextField(blank=True)
    run_id = models.UUIDField(null=True)
    goal_id = models.BigIntegerField(null=True)
    reading_id = models.BigIntegerField(null=True)

    objects: ClassVar[DecisionRecordQuerySet] = DecisionRecordQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (
            models.Index(fields=("automation", "-at"), name="decision_latest"),
            models.Index(fields=("run_id",), name="decision_run"),
        )
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self) -> str:
        return f"{self.outcome} {self.automation}"
