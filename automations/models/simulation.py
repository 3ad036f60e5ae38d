"""A simulation that somebody asked for, with how far it is and what it found."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

KEPT = 20


class SimulationQuerySet(models.QuerySet["Simulation"]):
    def of(self, automation: str) -> Self:
        return self.filter(automation=automation)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-id")

    def under_way(self) -> Self:
        return self.filter(state__in=Simulation.UNDER_WAY)

    def superfluous(self) -> Self:
        """Finished ones beyond the newest `KEPT`."""
        kept = self.newest_first().values("pk")[:KEPT]
        return self.exclude(state__in=Simulation.UNDER_WAY).exclude(pk__in=list(kept.values_list("pk", flat=True)))


class Simulation(models.Model):
    """`result` is a stored `automations.simulation.Report`; `reason` says why there is none."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    UNDER_WAY = (State.WAITING, State.RUNNING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    automation = models.SlugField(max_length=100)
    params = models.JSONField(default=dict)
    first = models.DateField()
    last = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    days_done = models.PositiveIntegerField(default=0)
    result = models.JSONField(null=True)
    reason = models.TextField(blank=True, default="")
    requested_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects: ClassVar[SimulationQuerySet] = SimulationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("simulation")
        verbose_name_plural = _("simulations")

    def __str__(self) -> str:
        return f"{self.automation} {self.first:%Y-%m-%d}"

    @property
    def is_under_way(self) -> bool:
        return self.state in self.UNDER_WAY

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1
