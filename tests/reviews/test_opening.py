"""Asking for a decision, and what is known of it from then on."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

import events
import reviews
from events.models import Event, Job
from reviews import kinds
from reviews.digests import as_stored, of_plan
from reviews.models import Decision, Review
from reviews.services import expire
from tenants import clock
from tenants.errors import ClientSwitch, NoClient, Refused
from tenants.models import LedgerEntry
from tests.reviews.conftest import edit


def ask(**changes) -> Review:
    """Open a review for the client at work, with plain values but for `changes`."""
    plain = {
        "kind": "plan",
        "subject_id": uuid4(),
        "automation": "letter",
        "version": "1",
        "risk": "communication",
        "reasons": [{"code": "content"}],
        "digests": {uuid4(): "a" * 64},
        "amount_cents": 0,
        "currency": "MAD",
        "requester": "autonomy",
        "expires_at": clock.now() + timedelta(hours=1),
    }
    return reviews.open(**(plain | changes))


def test_asking_is_on_record(client_a, open_review, admin, noon):
    review = open_review(client_a, size=3, requested_by=admin, hours=5, amount_cents=12_345)
    assert (review.state, review.client, review.effects) == (Review.State.WAITING, client_a, 3)
    assert (review.requester, review.requested_by, review.currency) == ("user", admin, "MAD")
    entry = LedgerEntry.objects.get(what="review.opened")
    assert (entry.digest, entry.by_user_id, entry.client_id) == (review.digest, admin.pk, client_a.pk)
    event = Event.objects.get(type="review.opened")
    assert event.client == client_a
    assert event.data == {
        "review_id": str(review.pk),
        "kind": "plan",
        "subject_id": str(review.subject_id),
        "automation": "at-risk-customer-flow",
        "risk": "communication",
        "state": "waiting",
        "code": "",
        "effects": 3,
        "amount_cents": 12_345,
        "currency": "MAD",
    }
    job = Job.objects.get(handler="reviews.expire")
    assert (job.client, job.due_at, job.state) == (client_a, review.expires_at, Job.State.PENDING)


def test_the_requester_may_be_named_by_id(in_a, admin):
    assert ask(requested_by=admin.pk, requester="user").requested_by == admin


@pytest.mark.parametrize(
    "wrong",
    [
        {"digests": {}},
        {"requester": "nobody"},
        {"reasons": [{"count": 3}]},
        {"reasons": [{"code": "batch", "names": ["Amélie"]}]},
        {"reasons": [{"code": "batch", "nested": {"a": 1}}]},
    ],
)
def test_what_cannot_be_asked(in_a, wrong):
    with pytest.raises(ValueError, match=r".+"):
        ask(**wrong)
    assert not Review.objects.exists()


def test_numbers_codes_and_flags_are_reasons(in_a):
    reasons = [{"code": "batch", "count": 38, "limit": 25.5, "currency": "MAD", "earned": False, "until": None}]
    assert ask(reasons=reasons).reasons == reasons


def test_without_a_client_nothing_is_asked(client_a):
    with pytest.raises(NoClient):
        ask()


def test_two_clients_may_ask_about_the_same_number(client_a, client_b):
    subject_id = uuid4()
    made = []
    for client in (client_a, client_b):
        with client.active():
            made.append(ask(subject_id=subject_id))
    assert {each.client for each in made} == {client_a, client_b}


def test_a_subject_waits_once_even_behind_the_services_back(in_a):
    review = ask()
    twin = Review.objects.get(pk=review.pk)
    twin.pk = uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_a_decided_subject_may_be_asked_about_again(client_a, open_review, approver):
    review = open_review(client_a)
    reviews.reject(review, by=approver, digest=review.digest)
    with client_a.active():
        again = ask(subject_id=review.subject_id)
    assert again.pk != review.pk
    assert again.waits


def test_a_review_never_has_two_decisions(client_a, open_review, approver, admin):
    review = open_review(client_a)
    reviews.approve(review, by=approver, digest=review.digest)
    second = Decision(review=review, by=admin, verdict="rejected", digest=review.digest, at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_the_order_of_the_actions_changes_no_digest(in_a):
    first, second = UUID(int=1), UUID(int=2)
    review = ask(digests={second: "b", first: "a"})
    assert list(review.action_digests) == [str(first), str(second)]
    assert review.action_ids == [first, second]
    assert of_plan(review, as_stored({first: "a", second: "b"})) == review.digest
    assert of_plan(review, as_stored({first: "b", second: "a"})) != review.digest


def test_before_its_time_nothing_expires(client_a, open_review, noon):
    review = open_review(client_a, hours=1)
    assert expire(review.pk) is False
    assert expire(uuid4()) is False
    clock.advance(timedelta(hours=1))
    assert expire(review.pk) is True
    assert expire(review.pk) is False


def test_an_edited_review_still_expires_at_its_time(client_a, open_review, plans, noon):
    review = open_review(client_a, hours=2)
    edit(plans, review, "Other words")
    clock.advance(timedelta(hours=3))
    events.run_due()
    review.refresh_from_db()
    assert review.state == Review.State.EXPIRED
    assert Job.objects.get(handler="reviews.expire").state == Job.State.DONE


def test_a_rebase_without_a_change_leaves_no_trace(client_a, open_review, plans):
    review = open_review(client_a)
    before = LedgerEntry.objects.count()
    with client_a.active():
        reviews.rebase(review, plans.digests(review))
    assert LedgerEntry.objects.count() == before


def test_a_closed_review_cannot_be_held_for_editing(client_a, open_review):
    review = open_review(client_a)
    reviews.void(review, "version_changed")
    with pytest.raises(Refused) as refused, client_a.active(), transaction.atomic():
        reviews.lock(review.pk)
    assert refused.value.code == "review_closed"


def test_a_decision_is_not_taken_inside_another_client(client_a, client_b, open_review, approver):
    review = open_review(client_a)
    with client_b.active(), pytest.raises(ClientSwitch):
        reviews.approve(review, by=approver, digest=review.digest)
    assert Review.objects.get().waits


def test_a_kind_nobody_registered_can_be_listed_but_not_decided(client_a, open_review, approver):
    review = open_review(client_a)
    kinds.unregister_kind("plan")
    assert kinds.label_of(review) == "At risk customer flow"
    with pytest.raises(LookupError, match="plan"):
        reviews.approve(review, by=approver, digest=review.digest)
    assert Review.objects.get().waits


def test_a_kind_may_name_its_reviews(client_a, open_review, plans):
    review = open_review(client_a)
    kind = kinds.kind_of(review)
    reviews.register_kind(
        "plan",
        render=kind.render,
        digests=kind.digests,
        still_valid=kind.still_valid,
        decided=kind.decided,
        label=lambda each: f"Plan of {each.effects}",
    )
    assert kinds.label_of(review) == "Plan of 2"


def test_the_package_offers_its_services_and_nothing_else():
    assert all(getattr(reviews, name) for name in reviews.__all__)
    with pytest.raises(AttributeError):
        _ = reviews.decide_for_me
