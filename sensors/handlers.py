"""Readings when they are due, and forgetting old ones."""

import events
from events import Work
from integrations import dependents
from sensors import registry, services


@events.cron("sensors.read_due", "*/15 * * * *")
def read_due(work: Work) -> None:
    """Read what is due for this client; each reading is stored by itself, so a repeat reads the rest."""
    for _reading in services.read_each(services.due()):
        work.extend()


@events.handler("sensors.read_all", lease_s=300)
def read_all(work: Work) -> None:
    """Somebody wants to know now; each reading is stored by itself."""
    for _reading in services.read_each([sensor.slug for sensor in registry.all()]):
        work.extend()


@events.subscribe("connection.changed", lease_s=300)
def read_dependents(work: Work) -> None:
    """A service was connected, lost or let go: what needs it says so now, not at its next turn."""
    if work.event is None:
        return
    found = dependents.of(str(work.event.data["connector"]))
    for _reading in services.read_each(each.slug for each in found if each.kind == "sensor"):
        work.extend()


@events.subscribe("shop.imported", lease_s=300)
def read_blind(work: Work) -> None:
    """Orders came: what could not measure for want of them looks again now, not at its next turn."""
    for slug in services.blind():
        services.read(slug)
        work.extend()


@events.cron("sensors.forget", "20 3 * * *")
def forget(work: Work) -> None:
    services.forget()
