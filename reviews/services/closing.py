"""Closing a review without a decision: its time has come, or its plan no longer holds."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

import events
from reviews.models import Review
from tenants import clock, ledger


def void(review: Review, code: str) -> bool:
    """Withdraw a waiting review for the reason `code`; False if it was closed already."""
    return _close_once(review, Review.State.VOIDED, code, due=None)


def expire(review_id: UUID) -> bool:
    """Close a review whose time has come; False if it was decided, or has time left."""
    review = Review.objects.select_related("client").filter(pk=review_id).first()
    return review is not None and _close_once(review, Review.State.EXPIRED, "expired", due=clock.now())


def close(held: Review, state: Review.State, code: str) -> None:
    """Close a review whose row the caller holds, in the caller's transaction."""
    held.state, held.closed_code, held.decided_at = state, code, clock.now()
    held.save(update_fields=["state", "closed_code", "decided_at"])
    ledger.write(f"review.{state}", held, digest=held.digest, client=held.client)
    announce(held, str(state))


def announce(review: Review, what: str) -> None:
    """Tell the upper layers, once, and take the expiry back."""
    events.publish(f"review.{what}", review, facts(review), key=f"review:{review.pk}:closed")
    events.cancel(expiry_key(review))


def facts(review: Review) -> dict[str, str | int]:
    """What an event about the review carries: ids, counts, money and states."""
    return {
        "review_id": str(review.pk),
        "kind": review.kind,
        "subject_id": str(review.subject_id),
        "automation": review.automation,
        "risk": review.risk,
        "state": str(review.state),
        "code": review.closed_code,
        "effects": review.effects,
        "amount_cents": review.amount_cents,
        "currency": review.currency,
    }


def expiry_key(review: Review) -> str:
    return f"review:{review.pk}:expire"


def _close_once(review: Review, state: Review.State, code: str, *, due: datetime | None) -> bool:
    with review.client.active(), transaction.atomic():
        held = Review.objects.waiting().select_for_update(of=("self",)).filter(pk=review.pk).first()
        if held is None or (due is not None and held.expires_at > due):
            return False
        close(held, state, code)
        review.refresh_from_db()
        return True
