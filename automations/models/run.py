"""A run of an automation and its actions; both stay as the record of what happened."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _


class RunQuerySet(models.QuerySet["Run"]):
    def of(self, automation: str) -> Self:
        return self.filter(automation=automation)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "id")

    def unfinished(self) -> Self:
        return self.exclude(state__in=Run.OVER)

    def traced(self, trace_id: UUID) -> Self:
        """Every run that one reading or one request led to, in order."""
        return self.filter(trace_id=trace_id).order_by("created_at", "id")


class Run(models.Model):
    """One time that an automation was started: with which parameters, why, and how it went.

    `facts` says what the plan rests on (model, counts, source and its time), `left_out` whom it
    left out and why. `effect` is the outcome as it was last judged (`automations.outcomes.Outcome`).
    """

    class State(models.TextChoices):
        PLANNING = "planning", _("planning")
        DRAFTING = "drafting", _("writing")
        WAITING = "waiting", _("waiting for a decision")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        REFUSED = "refused", _("refused")
        CANCELLED = "cancelled", _("cancelled")
        FAILED = "failed", _("failed")

    class Trigger(models.TextChoices):
        MANUAL = "manual", _("a person")
        AUTONOMY = "autonomy", _("autonomy")
        SCHEDULE = "schedule", _("a schedule")
        EVENT = "event", _("an event")

    OVER = (State.DONE, State.REFUSED, State.CANCELLED, State.FAILED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    automation = models.SlugField(max_length=100)
    version = models.CharField(max_length=64)
    params = models.JSONField(default=dict)
    trigger = models.CharField(max_length=10, choices=Trigger)
    requested_by_id = models.BigIntegerField(null=True)
    trace_id = models.UUIDField(default=uuid.uuid4)
    parent_id = models.UUIDField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNING)
    reasons = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    left_out = models.JSONField(default=list)
    review_id = models.UUIDField(null=True)
    note = models.TextField(blank=True, default="")
    effect = models.JSONField(null=True)
    created_at = models.DateTimeField()
    planned_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects: ClassVar[RunQuerySet] = RunQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (
            models.Index(fields=("automation", "-created_at"), name="run_by_automation"),
            models.Index(fields=("trace_id",), name="run_by_trace"),
        )
        verbose_name = _("run")
        verbose_name_plural = _("runs")

    def __str__(self) -> str:
        return f"{self.automation} {self.id}"

    @property
    def is_over(self) -> bool:
        return self.state in self.OVER


class ActionQuerySet(models.QuerySet["Action"]):
    def of_run(self, run: Run) -> Self:
        return self.filter(run=run).order_by("position")

    def of_automation(self, automation: str) -> Self:
        return self.filter(run__automation=automation)

    def keyed(self, keys: Iterable[str]) -> Self:
        return self.filter(key__in=list(keys))

    def keys_known(self, keys: Iterable[str]) -> set[str]:
        """Those of the keys that an action has already."""
        return set(self.keyed(keys).values_list("key", flat=True))

    def open(self) -> Self:
        """Something may still become of these."""
        return self.filter(state__in=Action.OPEN)

    def waiting(self) -> Self:
        return self.filter(state=Action.State.WAITING)

    def released(self) -> Self:
        return self.filter(state=Action.State.RELEASED)

    def due(self, now: datetime) -> Self:
        """Released actions whose time has come, oldest first."""
        return self.released().filter(due_at__lte=now).order_by("due_at", "id")

    def parked(self, codes: Iterable[str]) -> Self:
        """Released actions that something holds back."""
        return self.released().filter(reason_code__in=list(codes))

    def reaching_people(self) -> Self:
        """Messages that left, may have left, or are let go."""
        return self.filter(is_communication=True, state__in=Action.LET_GO)

    def counted_in_limits(self) -> Self:
        """What a limit on people or money counts (as the index of `done_at` names it)."""
        return self.filter(Action.COUNTED)

    def left_since(self, at: datetime) -> Self:
        """What left, or may have left, after `at`."""
        return self.filter(state__in=Action.LEFT, done_at__gt=at)

    def let_go_between(self, since: datetime, until: datetime) -> Self:
        """Let go or left after `since`, or let go before and due by `until`."""
        to_come = models.Q(state=Action.State.RELEASED, due_at__lte=until)
        return self.filter(models.Q(released_at__gt=since) | models.Q(done_at__gt=since) | to_come)

    def pressing_first(self) -> Self:
        """What a person must look at, then what is under way or due next, then the latest done."""
        rank = models.Case(
            *(models.When(state=state, then=models.Value(place)) for place, state in enumerate(Action.PRESSING)),
            default=models.Value(len(Action.PRESSING)),
            output_field=models.IntegerField(),
        )
        due = models.Case(models.When(done_at=None, then="due_at"), output_field=models.DateTimeField())
        return self.order_by(rank, due, models.F("done_at").desc(nulls_last=True), "position")

    def counts(self) -> dict[str, int]:
        """How many are in each state."""
        rows = self.order_by().values("state").annotate(number=models.Count("id"))
        return dict(rows.values_list("state", "number"))


class Action(models.Model):
    """One effect, stored exactly as it will happen; `digest` covers all that makes it up."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        HELD_OUT = "held_out", _("left without, for comparison")
        WAITING = "waiting", _("waiting for a decision")
        RELEASED = "released", _("released")
        SENDING = "sending", _("being sent")
        DONE = "done", _("done")
        SKIPPED = "skipped", _("skipped")
        UNKNOWN = "unknown", _("not known")
        FAILED = "failed", _("failed")
        REJECTED = "rejected", _("rejected")
        CANCELLED = "cancelled", _("cancelled")

    OPEN = (State.PLANNED, State.WAITING, State.RELEASED, State.SENDING)
    LET_GO = (State.RELEASED, State.SENDING, State.DONE, State.UNKNOWN)
    PRESSING = (State.UNKNOWN, State.FAILED, State.SENDING, State.WAITING, State.RELEASED, State.PLANNED, State.DONE)
    LEFT = (State.SENDING, State.DONE, State.UNKNOWN)
    COUNTED = models.Q(is_communication=True) | models.Q(cost_micros__gt=0)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(Run, models.CASCADE, related_name="actions")
    position = models.PositiveIntegerField()
    kind = models.SlugField(max_length=40)
    contact_id = models.BigIntegerField(null=True)
    payload = models.JSONField(default=dict)
    key = models.CharField(max_length=200, unique=True)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    reason_code = models.SlugField(max_length=64, blank=True, default="")
    reason = models.TextField(blank=True, default="")
    due_at = models.DateTimeField()
    postponed_to = models.DateTimeField(null=True)
    guards = models.JSONField(default=list)
    asks = models.JSONField(default=list)
    on_trust = models.BooleanField(default=False)
    edited_at = models.DateTimeField(null=True)
    review_id = models.UUIDField(null=True)
    value_cents = models.BigIntegerField(null=True)
    cost_micros = models.BigIntegerField(default=0)
    risk = models.CharField(max_length=16)
    is_communication = models.BooleanField(default=False)
    released_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    objects: ClassVar[ActionQuerySet] = ActionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (
            models.Index(fields=("contact_id", "kind", "due_at"), name="action_by_contact"),
            models.Index(fields=("released_at",), condition=models.Q(is_communication=True), name="action_messages"),
            models.Index(
                fields=("done_at",),
                condition=models.Q(is_communication=True) | models.Q(cost_micros__gt=0),
                name="action_counted",
            ),
            models.Index(fields=("due_at",), condition=models.Q(state="released"), name="action_to_come"),
        )
        verbose_name = _("action")
        verbose_name_plural = _("actions")

    def __str__(self) -> str:
        return self.key
