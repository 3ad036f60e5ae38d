"""What a client wants a metric to become."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from sensors.sectors import Sector


class GoalQuerySet(models.QuerySet["Goal"]):
    def open(self) -> Self:
        """Goals that still ask for something, oldest first."""
        return self.filter(state=Goal.State.ACTIVE).order_by("id")

    def newest_first(self) -> Self:
        return self.order_by("-id")


class Goal(models.Model):
    """One metric, one target, at most one open goal per metric; `due_on` is a date at the client's place.

    `by_user_id` set it, `owner_id` answers for it: plain ids, both null for a command without a name.
    """

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        REACHED = "reached", _("Reached")
        DROPPED = "dropped", _("Dropped")

    class Direction(models.TextChoices):
        UP = "up", _("at least")
        DOWN = "down", _("at most")

    metric = models.CharField(max_length=64)
    target = models.FloatField()
    direction = models.CharField(max_length=4, choices=Direction)
    due_on = models.DateField(null=True)
    sector = models.CharField(max_length=16, choices=Sector)
    by_user_id = models.BigIntegerField(null=True)
    owner_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.ACTIVE)

    objects: ClassVar[GoalQuerySet] = GoalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("metric",), condition=models.Q(state="active"), name="goal_one_open_per_metric"
            ),
        )
        verbose_name = _("goal")
        verbose_name_plural = _("goals")

    def __str__(self) -> str:
        return f"{self.metric} {self.target:g}"

    def gap(self, value: float) -> float:
        """How much is missing, in the metric's unit; zero when `value` meets the target."""
        missing = self.target - value if self.direction == self.Direction.UP else value - self.target
        return max(0.0, missing)
