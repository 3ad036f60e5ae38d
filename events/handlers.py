"""The platform's own regular work."""

from datetime import timedelta

import events
from events import sealer
from events.models import Job
from events.work import Work
from tenants import clock

SLOTS_KEPT = timedelta(days=30)


@events.cron("events.seal_ledger", "* * * * *", scope="platform")
def seal_ledger(_work: Work) -> None:
    """Chain what was written to the ledger since."""
    sealer.seal()


@events.cron("events.forget_slots", "17 3 * * *", scope="platform", atomic=True)
def forget_slots(_work: Work) -> None:
    """Remove finished slots of schedules; a slot that has passed is never planned again.

    Other jobs stay: their keys are what keeps work from being done twice.
    """
    Job.objects.finished_slots(before=clock.now() - SLOTS_KEPT).delete()
