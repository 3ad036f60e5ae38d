"""Many states that wait are written at once: a shop that tells of thousands is not worked off one by one."""

import structlog
from django.db import transaction

import events
from events.work import Work
from integrations.sync import news

log = structlog.get_logger(__name__)

TOGETHER = 200
"""How many states one job takes on; the jobs of the others have nothing left to do."""


def take(work: Work) -> bool:
    """Take the job's state with others of its type and connection, all or none; False: it is to be taken alone.

    One that cannot be taken would hold all others up. Then each goes alone, and only that one fails.
    """
    event = work.event
    if event is None or not news.is_state(event.type):
        return False
    try:
        with transaction.atomic():
            others = events.alike(work, most=TOGETHER - 1, about={"connection": event.data["connection"]})
            if others:
                news.take_states(event.type, [event.data, *(other.event.data for other in others if other.event)])
                events.settle([other.key for other in others])
            return bool(others)
    except Exception as error:
        log.info("news_taken_one_by_one", type=event.type, error_class=type(error).__name__)
        return False
