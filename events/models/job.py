"""Work due at a time, and the lane of each client that it waits in."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from events.models.event import Event
from events.models.schedule import Schedule
from tenants.models import Client


class State(models.TextChoices):
    PENDING = "pending", _("waiting")
    SENT = "sent", _("on its way")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    DEAD = "dead", _("dead")
    CANCELLED = "cancelled", _("cancelled")


IN_FLIGHT = (State.SENT, State.RUNNING)
# No index serves "is not distinct from"; the platform's lane is number 0 instead.
LANE = Coalesce("client", 0)


class JobQuerySet(models.QuerySet["Job"]):
    def of_client(self, client: Client | None) -> Self:
        return self.filter(client=client)

    def waiting(self) -> Self:
        """Neither finished nor begun."""
        return self.filter(state__in=(State.PENDING, State.SENT))

    def unnoticed(self, now: datetime) -> Self:
        """Due work of running clients that no lane knows about yet, oldest first."""
        active = Q(client=None) | Q(client__state=Client.State.ACTIVE)
        return self.filter(active, state=State.PENDING, noticed=False, due_at__lte=now).order_by("due_at")

    def dead(self) -> Self:
        """What a person has to look at, newest first."""
        return self.filter(state=State.DEAD).select_related("client", "event").order_by("-finished_at", "-id")

    def finished_slots(self, before: datetime) -> Self:
        """Work of schedules that ended well, or was called off, before that time."""
        ended = (State.DONE, State.CANCELLED)
        return self.filter(schedule__isnull=False, state__in=ended, finished_at__lt=before)

    def revive(self, job_id: int, now: datetime) -> bool:
        """Make one dead job wait again with fresh attempts; False if it is not dead."""
        fresh = {"state": State.PENDING, "due_at": now, "attempts": 0, "noticed": False, "finished_at": None}
        return bool(self.filter(pk=job_id, state=State.DEAD).update(**fresh, replays=F("replays") + 1))


class Job(models.Model):
    """The unit of retry.

    `token` names one sending: only who holds it may begin or finish the job. `held_until` is
    the end of the lease while running, and the time of another sending while sent. `noticed`
    says that the lane knows about the job (only the dispatcher writes lanes, so that
    transactions which add work never wait for each other).
    """

    State = State

    client = models.ForeignKey(Client, on_delete=models.CASCADE, null=True, db_index=False)
    handler = models.CharField(max_length=120)
    args = models.JSONField(default=dict)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, null=True, db_index=False)
    schedule = models.ForeignKey(Schedule, on_delete=models.SET_NULL, null=True, db_index=False)
    key = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    due_at = models.DateTimeField()
    noticed = models.BooleanField(default=False)
    token = models.UUIDField(null=True)
    held_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    replays = models.PositiveSmallIntegerField(default=0)
    error_class = models.CharField(max_length=80, blank=True)
    error_code = models.CharField(max_length=60, blank=True)
    error_place = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects: ClassVar[JobQuerySet] = JobQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        constraints = (
            models.UniqueConstraint(fields=("client", "key"), nulls_distinct=False, name="job_key_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="job_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=IN_FLIGHT) | Q(token__isnull=False, held_until__isnull=False),
                name="job_in_flight_is_held",
            ),
        )
        indexes = (
            models.Index(LANE, "due_at", "id", condition=Q(state="pending"), name="job_due"),
            models.Index(fields=("id",), condition=Q(state="pending", noticed=False), name="job_unnoticed"),
            models.Index(LANE, condition=Q(state__in=IN_FLIGHT), name="job_in_flight"),
            models.Index(fields=("held_until",), condition=Q(state__in=IN_FLIGHT), name="job_held"),
            models.Index(fields=("schedule",), condition=Q(state__in=("pending", "sent")), name="job_next_slot"),
            models.Index(F("finished_at").desc(), condition=Q(state="dead"), name="job_dead"),
        )


class LaneQuerySet(models.QuerySet["Lane"]):
    def overdue(self, now: datetime) -> Self:
        """Lanes of running clients with work whose time has come, longest waiting first."""
        active = Q(client=None) | Q(client__state=Client.State.ACTIVE)
        return self.filter(active, next_due_at__lte=now).order_by("next_due_at")


class Lane(models.Model):
    """When a client next has work (empty: none). `client` is empty for the platform's own lane."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, null=True, db_index=False)
    next_due_at = models.DateTimeField(null=True)

    objects: ClassVar[LaneQuerySet] = LaneQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("lane")
        verbose_name_plural = _("lanes")
        constraints = (models.UniqueConstraint(fields=("client",), nulls_distinct=False, name="lane_once"),)
        indexes = (models.Index(fields=("next_due_at",), condition=Q(next_due_at__isnull=False), name="lane_next_due"),)
