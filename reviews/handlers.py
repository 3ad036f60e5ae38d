"""Expiry: a job per review, due when its time is over."""

from uuid import UUID

import events
from reviews.services import expire


@events.handler("reviews.expire", atomic=True)
def expire_review(work: events.Work) -> None:
    """Close the review unless it was decided in time."""
    expire(UUID(work.args["review_id"]))
