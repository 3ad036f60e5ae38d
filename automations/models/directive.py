"""An order that somebody gave in a sentence, with everything that became of it."""

import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

KEPT = timedelta(days=90)
GOOD_FOR = timedelta(hours=24)
"""A dry run that is older than this says too little about now to be confirmed."""


class DirectiveSessionQuerySet(models.QuerySet["DirectiveSession"]):
    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-id")

    def under_way(self) -> Self:
        return self.filter(state=DirectiveSession.State.PLANNING)

    def of_token(self, token_id: int) -> Self:
        """What one token gave: no token sees another's."""
        return self.filter(token_id=token_id)

    def traced(self, trace_id: uuid.UUID) -> Self:
        """The order that a trace of runs began with: at most one."""
        return self.filter(trace_id=trace_id)

    def outdated(self, now: datetime) -> Self:
        """Kept long enough."""
        return self.filter(created_at__lt=now - KEPT)

    def with_words(self) -> Self:
        """Those whose texts were not forgotten yet."""
        return self.filter(forgotten_at=None)


class DirectiveSession(models.Model):
    """One order from its text to a run, a question or a refusal.

    `given` are parameters that came beside the text, named as the automation's own; `wish` is a
    stored `automations.directives.wish.Wish`; `plan` sums up the dry run that was shown. `stages` are
    what happened in order, each with its time and `turn`, the number of answers given by then. `code`
    and `sentence` say why there is a question or a refusal, in the `language` of whoever asked.
    """

    class State(models.TextChoices):
        PLANNING = "planning", _("planning")
        ASKING = "asking", _("waits for an answer")
        READY = "ready", _("waits for your confirmation")
        SHOWN = "shown", _("dry run only")
        REFUSED = "refused", _("refused")
        STARTED = "started", _("started")

    class Door(models.TextChoices):
        PAGE = "page", _("page")
        COMMAND = "command", _("command line")
        API = "api", _("outside program")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trace_id = models.UUIDField(default=uuid.uuid4)
    text = models.TextField()
    given = models.JSONField(default=dict)
    answers = models.JSONField(default=list)
    language = models.CharField(max_length=8)
    door = models.CharField(max_length=8, choices=Door)
    requested_by_id = models.BigIntegerField(null=True)
    token_id = models.BigIntegerField(null=True)
    key = models.CharField(max_length=64, blank=True, default="")
    body_digest = models.CharField(max_length=64, blank=True, default="")
    state = models.CharField(max_length=8, choices=State, default=State.PLANNING)
    automation = models.SlugField(max_length=100, blank=True, default="")
    wish = models.JSONField(default=dict)
    plan = models.JSONField(null=True)
    stages = models.JSONField(default=list)
    code = models.SlugField(max_length=40, blank=True, default="")
    sentence = models.TextField(blank=True, default="")
    run_id = models.UUIDField(null=True)
    reading_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    planned_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)

    objects: ClassVar[DirectiveSessionQuerySet] = DirectiveSessionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (
            models.Index(fields=("-created_at",), name="directive_latest"),
            models.Index(fields=("trace_id",), name="directive_trace"),
        )
        constraints = (
            models.UniqueConstraint(fields=("key",), condition=~models.Q(key=""), name="directive_once_per_key"),
        )
        verbose_name = _("directive")
        verbose_name_plural = _("directives")

    def __str__(self) -> str:
        return f"{self.state} {self.id}"

    @property
    def is_under_way(self) -> bool:
        return self.state == self.State.PLANNING

    @property
    def turn(self) -> int:
        """How many answers were given."""
        return len(self.answers)

    @property
    def words(self) -> str:
        """Everything that was said, the order and the answers."""
        return " ".join([self.text, *self.answers])

    def stage(self, name: str, at: datetime, **facts: Any) -> dict[str, Any]:
        """Add one thing that happened; not saved."""
        made = {"stage": name, "at": at.isoformat(), "turn": self.turn, **facts}
        self.stages = [*self.stages, made]
        return made
