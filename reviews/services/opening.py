"""Asking for a decision."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

import events
from reviews import reasons as why
from reviews.models import Review
from reviews.services.closing import expiry_key, facts
from reviews.services.plan import carry, rebase
from tenants import clock, context, ledger
from tenants.models import User


@transaction.atomic
def open(  # the verb its callers read: `reviews.open`
    *,
    kind: str,
    subject_id: UUID,
    automation: str,
    version: str,
    risk: str,
    reasons: Sequence[Mapping[str, Any]],
    digests: Mapping[UUID, str],
    amount_cents: int,
    currency: str,
    requested_by: User | int | None = None,
    requester: str,
    expires_at: datetime,
) -> Review:
    """Ask for a decision for the current client; asking again about the same subject rebases.

    `requested_by` is a person or their id. Raises ValueError for a plan without actions and for
    reasons that carry text.
    """
    why.refuse_text(reasons)
    if not digests:
        raise ValueError("A review needs at least one action.")
    client = context.current()
    present = Review.objects.waiting().of_client(client).about(kind, subject_id).first()
    if present is not None:
        return rebase(present, digests, amount_cents=amount_cents)
    review = Review(client=client, kind=kind, subject_id=subject_id, automation=automation, version=version, risk=risk)
    review.reasons = [dict(reason) for reason in reasons]
    review.amount_cents, review.currency = amount_cents, currency
    review.requested_by_id = requested_by.pk if isinstance(requested_by, User) else requested_by
    review.requester = Review.Requester(requester)
    review.created_at, review.expires_at = clock.now(), expires_at
    carry(review, digests)
    review.save(force_insert=True)
    _tell(review)
    return review


def _tell(review: Review) -> None:
    ledger.write("review.opened", review, by=review.requested_by, digest=review.digest)
    events.publish("review.opened", review, facts(review), key=f"review:{review.pk}:opened")
    args = {"review_id": str(review.pk)}
    events.enqueue("reviews.expire", args, due_at=review.expires_at, key=expiry_key(review))
