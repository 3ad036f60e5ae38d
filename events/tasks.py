"""The two messages that Celery carries."""

from collections.abc import Sequence
from uuid import UUID

import structlog
from celery import shared_task
from celery.signals import beat_init
from kombu.exceptions import OperationalError

from events import claims, dispatcher, health, running, schedules
from events.dispatcher import Batch
from tenants import clock

log = structlog.get_logger(__name__)


@shared_task(name="events.dispatch", ignore_result=True)
def dispatch() -> None:
    """One tick: hand out what is due."""
    send(dispatcher.dispatch(clock.now()))
    health.note_dispatch()


@shared_task(name="events.run_batch", ignore_result=True)
def run_batch(client_id: int | None, token: str, job_ids: Sequence[int]) -> None:
    """Run the jobs of one message, then hand out what they added."""
    running.run_batch(client_id, UUID(token), job_ids)
    send(dispatcher.dispatch(clock.now()))


@beat_init.connect
def declare_schedules(**_: object) -> None:
    """A new version may declare other schedules: whoever starts the clock brings them up to date."""
    schedules.ensure()


def send(batches: Sequence[Batch]) -> None:
    """Give the messages to the workers; what cannot leave waits for the next tick."""
    for number, batch in enumerate(batches):
        try:
            run_batch.apply_async((batch.client_id, str(batch.token), batch.job_ids), retry=False)
        except (OperationalError, OSError) as error:
            log.warning("batch_not_sent", error_class=type(error).__name__)
            for unsent in batches[number:]:
                claims.hand_back(unsent.client_id, unsent.token, unsent.job_ids)
            return
