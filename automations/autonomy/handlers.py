"""The hourly look, what was started and came to nothing, and forgetting old decisions to do nothing."""

from uuid import UUID

import events
from automations import autonomy
from automations.autonomy import deciding
from events import Work


@events.cron("automations.tick", "7 * * * *", lease_s=300)
def tick(work: Work) -> None:
    """A repeat after a crash finds the run that was started, and does nothing."""
    autonomy.tick()


@events.cron("automations.forget", "40 3 * * *")
def forget(work: Work) -> None:
    autonomy.forget()


@events.handler("automations.autonomy_start", lease_s=300)
def start(work: Work) -> None:
    """Start a decided run whose process died in between; one that was started, or called off, is left alone."""
    deciding.start(UUID(work.args["decision_id"]))


@events.subscribe("run.finished", when=lambda data: data.get("state") in ("refused", "failed"), atomic=True)
def came_to_nothing(work: Work) -> None:
    """Planned after a crash, it was refused or failed: no cause was answered."""
    if work.event is not None:
        deciding.call_off(UUID(work.event.subject_id))
