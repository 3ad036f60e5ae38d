"""The plan behind a review: held while it is edited, and its digests put anew."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from reviews import digests as plan_digests
from reviews.models import Review
from reviews.services.closing import close
from tenants import ledger
from tenants.errors import Refused


def lock(review_id: UUID) -> Review:
    """Hold a waiting review inside the caller's transaction, before its actions are touched.

    Raises Refused when it no longer waits: what was decided is not edited.
    """
    held = Review.objects.select_related("client").select_for_update(of=("self",)).get(pk=review_id)
    if not held.waits:
        raise Refused(_("This was decided already; it can no longer be changed."), code="review_closed")
    return held


@transaction.atomic
def rebase(review: Review, digests: Mapping[UUID, str], *, amount_cents: int | None = None) -> Review:
    """Put the digests of the edited plan in; whoever saw the old one can no longer decide.

    Called in the transaction that edits an action, after `lock`. A plan left without actions is
    void. Raises Refused when the review no longer waits.
    """
    held = lock(review.pk)
    if not digests:
        close(held, Review.State.VOIDED, "plan_empty")
    else:
        before = held.digest
        held.amount_cents = held.amount_cents if amount_cents is None else amount_cents
        carry(held, digests)
        held.save(update_fields=["action_digests", "digest", "effects", "amount_cents"])
        if held.digest != before:
            ledger.write("review.rebased", held, digest=held.digest, client=held.client)
    review.refresh_from_db()
    return review


def carry(review: Review, digests: Mapping[UUID, str]) -> None:
    """Set the digests of the actions and what follows from them; the caller saves."""
    review.action_digests = plan_digests.as_stored(digests)
    review.digest = plan_digests.of_plan(review, review.action_digests)
    review.effects = len(review.action_digests)
