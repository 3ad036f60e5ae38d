"""Many people at once: the database lets one of them decide."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

import reviews
from events.models import Event
from reviews.models import Decision, Review
from tenants.errors import Refused
from tests.reviews.conftest import edit, effects

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], bool], pool: ThreadPoolExecutor | None = None) -> list[bool]:
    """Start all calls at the same moment, each on its own connection."""
    gate = threading.Barrier(len(calls))

    def one(call: Callable[[], bool]) -> bool:
        gate.wait(20)
        try:
            return call()
        finally:
            connection.close()

    if pool is not None:
        return list(pool.map(one, calls))
    with ThreadPoolExecutor(len(calls)) as own:
        return list(own.map(one, calls))


def approving(review: Review, by) -> Callable[[], bool]:
    fresh = Review.objects.select_related("client").get(pk=review.pk)
    return lambda: reviews.approve(fresh, by=by, digest=review.digest)


def rejecting(review: Review, by) -> Callable[[], bool]:
    fresh = Review.objects.select_related("client").get(pk=review.pk)
    return lambda: reviews.reject(fresh, by=by, digest=review.digest)


def test_fifty_approvals_at_once_make_one_decision_and_one_effect_per_action(client_a, open_review, approver, admin):
    review = open_review(client_a, size=5)
    won = at_once(*(approving(review, (approver, admin)[number % 2]) for number in range(50)))
    assert won.count(True) == 1
    assert Decision.objects.count() == 1
    assert effects() == sorted(review.action_digests)
    assert Event.objects.filter(type="review.approved").count() == 1


def test_two_approvers_and_a_rejecter_two_hundred_times(client_a, open_review, approver, admin, manager):
    with ThreadPoolExecutor(3) as pool:
        for _ in range(200):
            review = open_review(client_a, size=1)
            calls = (approving(review, approver), approving(review, admin), rejecting(review, manager))
            won = at_once(*calls, pool=pool)
            assert won.count(True) == 1, won
            decision = Decision.objects.get(review=review)
            review.refresh_from_db()
            assert decision.verdict == review.state
            happened = [each for each in effects() if each in review.action_digests]
            assert len(happened) == (review.state == Review.State.APPROVED)


def test_an_edit_in_between_lets_no_old_plan_through(client_a, open_review, plans, approver):
    for _ in range(20):
        review = open_review(client_a)
        shown = review.digest

        def change(review: Review = review) -> bool:
            try:
                edit(plans, Review.objects.select_related("client").get(pk=review.pk), "Changed")
            except Refused:
                return False
            return True

        changed, approved = at_once(change, approving(review, approver))
        review.refresh_from_db()
        assert changed != approved
        assert (review.digest == shown) is approved
        assert review.waits is not approved
