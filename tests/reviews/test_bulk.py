"""Many ticked reviews of many clients: each has its own result."""

from django.contrib import messages

import reviews
from reviews.bulk import Fate
from reviews.models import Review
from tests.reviews.conftest import edit, effects


def test_mixed_clients_and_states_each_get_their_own_result(client_a, client_b, open_review, plans, approver, admin):
    fine, other = open_review(client_a), open_review(client_b, size=1)
    own = open_review(client_a, requested_by=approver)
    changed, decided = open_review(client_b), open_review(client_a)
    shown = {each.pk: each.digest for each in (fine, other, own, changed, decided)}
    edit(plans, changed, "Another text")
    reviews.reject(decided, by=admin, digest=decided.digest)
    results = reviews.approve_many(shown, by=approver)
    fates = {item.review_id: item.fate for item in results.items}
    assert fates == {
        fine.pk: Fate.DONE,
        other.pk: Fate.DONE,
        own.pk: Fate.REFUSED,
        changed.pk: Fate.CHANGED,
        decided.pk: Fate.CLOSED,
    }
    assert (results.done, results.level) == (2, messages.WARNING)
    assert effects() == sorted([*fine.action_digests, *other.action_digests])
    assert all(item.sentence for item in results.items)


def test_one_broken_plan_keeps_nobody_from_their_decision(client_a, open_review, plans, approver):
    broken, fine = open_review(client_a), open_review(client_a)
    del plans.stored[broken.subject_id]
    results = reviews.approve_many({broken.pk: broken.digest, fine.pk: fine.digest}, by=approver)
    assert [item.fate for item in results.items] == [Fate.FAILED, Fate.DONE]
    assert Review.objects.get(pk=broken.pk).waits


def test_an_unknown_review_is_said_to_be_unknown(client_a, open_review, approver):
    from uuid import uuid4

    results = reviews.reject_many({uuid4(): "x"}, by=approver)
    assert [item.fate for item in results.items] == [Fate.REFUSED]
    assert results.level == messages.ERROR
    assert "0" in results.sentence()
