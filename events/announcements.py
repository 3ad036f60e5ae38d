"""What the ground layer announces becomes events, in the same transaction."""

from typing import Any
from uuid import uuid4

from django.dispatch import receiver

from events import outbox, schedules
from events.models import Job, Lane
from tenants import clock, signals
from tenants.models import Client

WAITING_FOR_CLIENT = {"token": None, "held_until": None, "noticed": False}


@receiver(signals.client_created)
def client_created(client: Client, **_: Any) -> None:
    _publish("client.created", client)
    schedules.ensure(client)


@receiver(signals.client_suspended)
def client_suspended(client: Client, **_: Any) -> None:
    """Its work waits; what runs at this moment may end."""
    Job.objects.of_client(client).filter(state=Job.State.SENT).update(state=Job.State.PENDING, **WAITING_FOR_CLIENT)
    _publish("client.suspended", client)


@receiver(signals.client_resumed)
def client_resumed(client: Client, **_: Any) -> None:
    """What waited goes on, each schedule with one run to catch up."""
    _publish("client.resumed", client)
    Lane.objects.filter(client=client).update(next_due_at=clock.now())
    schedules.ensure(client)


@receiver(signals.client_archived)
def client_archived(client: Client, **_: Any) -> None:
    """Nothing of it runs again: not even what a worker holds can finish."""
    held = Job.objects.of_client(client).filter(state__in=(Job.State.PENDING, Job.State.SENT, Job.State.RUNNING))
    held.update(state=Job.State.CANCELLED, finished_at=clock.now(), **WAITING_FOR_CLIENT)
    _publish("client.archived", client)


@receiver(signals.switch_changed)
def switch_changed(client: Client | None, paused: bool, **_: Any) -> None:
    """Without a client the switch is everybody's."""
    identity = client.pk if client else "all"
    outbox.publish("switch.changed", ("client", identity), {"paused": paused}, key=_key("switch"), client=client)


def _publish(type: str, client: Client) -> None:
    outbox.publish(type, client, key=_key(type), client=client)


def _key(what: str) -> str:
    """These happen again and again and are never repeated: each is its own."""
    return f"{what}:{uuid4()}"
