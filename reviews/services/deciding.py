"""Deciding a review, once, by somebody who may, about exactly the plan that was shown."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from reviews import digests as plan_digests
from reviews import reasons
from reviews.kinds import kind_of
from reviews.models import Decision, Review
from reviews.services.closing import announce, close
from reviews.services.plan import rebase
from tenants import access, clock, ledger
from tenants.errors import Refused
from tenants.models import Client, User


def approve(review: Review, *, by: User, digest: str, actions: Sequence[UUID] | None = None, note: str = "") -> bool:
    """Release the ticked actions (None: all), reject the others, once.

    False when it was decided, or its plan changed, since `digest` was shown. Raises Refused when
    `by` asked for it or may not decide, when it expired, or when the plan no longer holds (which
    voids the review). Source: docs/decisions/0004-approval.md.
    """
    return _decide(review, Decision.Verdict.APPROVED, by, digest, actions, note)


def reject(review: Review, *, by: User, digest: str, note: str = "") -> bool:
    """Let nothing of the plan happen, once; False and Refused as for `approve`."""
    return _decide(review, Decision.Verdict.REJECTED, by, digest, (), note)


def _decide(
    review: Review,
    verdict: Decision.Verdict,
    by: User,
    digest: str,
    actions: Sequence[UUID] | None,
    note: str,
) -> bool:
    """Settle it in one transaction, then raise: closing an outdated review must not be undone."""
    with review.client.active():
        with transaction.atomic():
            held = Review.objects.select_related("client").select_for_update(of=("self",)).get(pk=review.pk)
            decider = refuse_unless_decider(held, by)
            answer = _obstacle(held, verdict, digest)
            if answer is None:
                answer = _record(held, verdict, decider, actions, note)
        review.refresh_from_db()
    if isinstance(answer, Refused):
        raise answer
    return answer


def refuse_unless_decider(review: Review, by: User) -> User:
    """The person as the database knows them now; raises Refused if they may not decide this.

    Read again because a role may have been taken away since they signed in.
    """
    person = User.objects.filter(pk=by.pk, is_active=True).first()
    if person is None:
        raise Refused(_("Sign in to decide."), code="not_signed_in")
    if review.requested_by_id == person.pk:
        raise Refused(_("You asked for this; another person has to decide it."), code="own_request")
    access.require(person, review.client, access.Verb.DECIDE)
    return person


def _obstacle(held: Review, verdict: Decision.Verdict, digest: str) -> Refused | bool | None:
    """Why the held review cannot be decided so: False (too late, or changed), Refused, or None."""
    if held.state in (Review.State.APPROVED, Review.State.REJECTED):
        return False
    if held.waits and held.expires_at <= clock.now():
        close(held, Review.State.EXPIRED, "expired")
    if not held.waits:
        return _closed(held)
    if held.digest != digest:
        return False
    return _outdated(held) if verdict == Decision.Verdict.APPROVED else None


def _closed(held: Review) -> Refused:
    if held.state == Review.State.EXPIRED:
        return Refused(_("This request has expired; nothing of it happens."), code="review_expired")
    because = reasons.sentence({"code": held.closed_code})
    return Refused(_("This request was withdrawn: %(reason)s") % {"reason": because}, code="review_voided")


def _outdated(held: Review) -> Refused | bool | None:
    """Compare what is stored now with what was asked; a plan that no longer holds is void."""
    kind = kind_of(held)
    code = _client_code(held) or kind.still_valid(held)
    if code:
        close(held, Review.State.VOIDED, code)
        return _closed(held)
    stored = kind.digests(held)
    if plan_digests.as_stored(stored) != held.action_digests:
        rebase(held, stored)
        return False
    return None


def _client_code(held: Review) -> str:
    return "" if held.client.state == Client.State.ACTIVE else "client_not_active"


def _record(held: Review, verdict: Decision.Verdict, by: User, actions: Sequence[UUID] | None, note: str) -> bool:
    """Write the decision, if the row still waits with this digest and has time left."""
    chosen = _chosen(held, verdict, actions)
    now = clock.now()
    if not _take(held, verdict, now):
        return False
    decision = Decision.objects.create(
        review=held,
        by=by,
        verdict=verdict,
        digest=held.digest,
        actions=[str(each) for each in chosen],
        at=now,
    )
    kind_of(held).decided(held, decision, note)
    ledger.write(f"review.{verdict}", held, by=by, digest=held.digest)
    announce(held, str(verdict))
    return True


def _take(held: Review, verdict: Decision.Verdict, now: datetime) -> bool:
    """The deciding UPDATE: one of many racing people changes a row, the others change none."""
    state = Review.State(verdict.value)
    undecided = Review.objects.waiting().filter(pk=held.pk, digest=held.digest, expires_at__gt=now)
    won = undecided.update(state=state, decided_at=now)
    held.state, held.decided_at = state, now
    return bool(won)


def _chosen(held: Review, verdict: Decision.Verdict, actions: Sequence[UUID] | None) -> list[UUID]:
    """The ticked actions in a fixed order; raises Refused for none, or for one that is not shown."""
    covered = held.action_ids
    if verdict == Decision.Verdict.REJECTED:
        return []
    if actions is None:
        return covered
    ticked = set(actions)
    if not ticked:
        raise Refused(_("Tick at least one action, or reject the request."), code="nothing_ticked")
    if not ticked <= set(covered):
        raise Refused(_("An action you ticked is no part of this request."), code="unknown_action")
    return [each for each in covered if each in ticked]
