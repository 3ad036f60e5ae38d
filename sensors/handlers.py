"""Readings when they are due, and forgetting old ones."""

import events
from events import Work
from sensors import services


@events.cron("sensors.read_due", "*/15 * * * *")
def read_due(work: Work) -> None:
    """Read what is due for this client; each reading is stored by itself, so a repeat reads the rest."""
    for slug in services.due():
        services.read(slug)
        work.extend()


@events.cron("sensors.forget", "20 3 * * *")
def forget(work: Work) -> None:
    services.forget()
