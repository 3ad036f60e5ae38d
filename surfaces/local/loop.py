"""The closed loop, once, for one client: read, decide, and wait until the workers have nothing left to do now."""

import time
from dataclasses import dataclass

from automations.autonomy import tick
from automations.models import DecisionRecord, Run
from events.models import Job
from reviews.models import Review
from sensors.models import Reading
from sensors.services import read_all
from tenants import clock
from tenants.models import Client

SETTLE_LIMIT_S = 120.0
LOOK_EVERY_S = 0.2


class NotSettled(RuntimeError):
    """Due jobs were left after the limit; says how many, and of what kind."""


@dataclass(frozen=True)
class Turn:
    """What one turn of the loop did for one client."""

    client: Client
    readings: list[Reading]
    decisions: list[DecisionRecord]
    runs: list[Run]
    waiting: list[Review]


def turn(client: Client) -> Turn:
    """Read all sensors, decide, and let the workers finish what is due. Raises NotSettled."""
    settle(client)
    with client.active():
        readings = read_all()
        decisions = tick()
    settle(client)
    with client.active():
        traces = {decision.trace_id for decision in decisions}
        runs = list(Run.objects.filter(trace_id__in=traces).order_by("created_at"))
    waiting = list(Review.objects.waiting().filter(client=client))
    return Turn(client, readings, decisions, runs, waiting)


def settle(client: Client, *, limit_s: float = SETTLE_LIMIT_S) -> None:
    """Wait until no job of `client` is due or at work. Raises NotSettled after `limit_s` seconds."""
    deadline = time.monotonic() + limit_s
    while left := list(due(client)):
        if time.monotonic() > deadline:
            raise NotSettled(f"{client.slug}: {len(left)} jobs are still due ({', '.join(sorted(set(left)))}).")
        time.sleep(LOOK_EVERY_S)


def due(client: Client) -> list[str]:
    """Names of the handlers that have work now."""
    open_states = (Job.State.PENDING, Job.State.SENT, Job.State.RUNNING)
    jobs = Job.objects.filter(client=client, state__in=open_states, due_at__lte=clock.now())
    return list(jobs.values_list("handler", flat=True))
