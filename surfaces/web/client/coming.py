"""What comes next: steps that are due later, what only a person can settle, and schedules."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, DateTimeField, IntegerField, Min, UUIDField, Value
from django.db.models.functions import Coalesce

from automations import registry
from automations.models import Action, Setting
from events.slots import Cron
from tenants.models import Client

MOST = 8
SCHEDULE = "schedule"


@dataclass(frozen=True)
class Coming:
    """One thing ahead. `what` is released, unknown (a person has to look) or schedule."""

    what: str
    title: str
    automation: str
    run_id: UUID | None
    count: int
    at: datetime | None


def coming(client: Client, now: datetime) -> list[Coming]:
    """For the active client, the soonest first; what a person must settle before all. One query."""
    nothing, never = Value(None, UUIDField()), Value(None, DateTimeField())
    states = (Action.State.RELEASED, Action.State.UNKNOWN)
    steps = (
        Action.objects.filter(state__in=states)
        .order_by()
        .values("run__automation", "state", "run_id")
        .annotate(count=Count("pk"), first_at=Min(Coalesce("postponed_to", "due_at")))
        .values_list("run__automation", "state", "run_id", "count", "first_at")
    )
    schedules = (
        Setting.objects.switched_on()
        .exclude(cron="")
        .annotate(run_id=nothing, count=Value(0, IntegerField()), first_at=never)
        .values_list("automation", "cron", "run_id", "count", "first_at")
    )
    found = [_coming(client, now, *row) for row in steps.union(schedules, all=True)]
    found.sort(key=lambda each: (each.what != "unknown", each.at is None, each.at or now))
    return found[:MOST]


def _coming(
    client: Client, now: datetime, automation: str, said: str, run_id: UUID | None, count: int, at: datetime | None
) -> Coming:
    known = registry.known(automation)
    title = str(known.title) if known else automation
    if run_id is None:
        return Coming(SCHEDULE, title, automation, None, 0, Cron(said).next(now, client.zone))
    return Coming(said, title, automation, run_id, count, at)
