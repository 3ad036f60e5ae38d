"""One decision, by somebody who may, about exactly what was shown."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

import events
import reviews
from events.models import Event, Job
from reviews.models import Decision, Review
from tenants import clock
from tenants.errors import Refused
from tenants.models import Client, LedgerEntry, User
from tests.reviews.conftest import CANARY, edit, effects


def test_approving_releases_every_action_once(client_a, open_review, approver):
    review = open_review(client_a)
    assert reviews.approve(review, by=approver, digest=review.digest) is True
    assert review.state == Review.State.APPROVED
    assert effects() == sorted(review.action_digests)
    assert Event.objects.filter(type="review.approved", subject_id=str(review.pk)).count() == 1
    assert LedgerEntry.objects.filter(what="review.approved", by_user_id=approver.pk, digest=review.digest).count() == 1


def test_only_the_ticked_actions_happen(client_a, open_review, approver):
    review = open_review(client_a, size=3)
    ticked = review.action_ids[1:]
    assert reviews.approve(review, by=approver, digest=review.digest, actions=ticked)
    assert effects() == sorted(str(each) for each in ticked)
    assert review.decision.action_ids == sorted(ticked)


def test_rejecting_lets_nothing_happen(client_a, open_review, approver):
    review = open_review(client_a)
    assert reviews.reject(review, by=approver, digest=review.digest)
    assert (review.state, effects(), review.decision.actions) == (Review.State.REJECTED, [], [])
    assert Event.objects.filter(type="review.rejected").count() == 1


def test_a_second_click_decides_nothing(client_a, open_review, approver):
    review = open_review(client_a)
    assert reviews.approve(review, by=approver, digest=review.digest)
    assert reviews.approve(review, by=approver, digest=review.digest) is False
    assert reviews.reject(review, by=approver, digest=review.digest) is False
    assert len(effects()) == 2
    assert Decision.objects.count() == 1


def test_an_edited_action_voids_the_approval_of_the_old_plan(client_a, open_review, plans, approver):
    review = open_review(client_a)
    shown = review.digest
    edit(plans, review, "Now 90 % off")
    assert review.digest != shown
    assert reviews.approve(review, by=approver, digest=shown) is False
    assert (review.waits, effects()) == (True, [])
    assert reviews.approve(review, by=approver, digest=review.digest) is True


def test_a_plan_changed_behind_the_review_is_never_approved(client_a, open_review, plans, approver):
    review = open_review(client_a)
    shown = review.digest
    key = next(iter(plans.stored[review.subject_id]))
    plans.stored[review.subject_id][key] = "Something else"
    assert reviews.approve(review, by=approver, digest=shown) is False
    assert (review.waits, effects()) == (True, [])
    assert review.digest != shown


def test_the_digest_covers_client_version_and_every_action(client_a, client_b, open_review, plans):
    review = open_review(client_a)
    other = open_review(client_b)
    plans.stored[other.subject_id] = plans.stored[review.subject_id]
    from reviews.digests import of_plan

    twin = Review(
        **{field: getattr(review, field) for field in ("client_id", "kind", "subject_id", "automation", "version")}
    )
    assert of_plan(twin, review.action_digests) == review.digest
    for field, value in {"client_id": client_b.pk, "version": "2", "automation": "x", "subject_id": uuid4()}.items():
        setattr(twin, field, value)
        assert of_plan(twin, review.action_digests) != review.digest
        setattr(twin, field, getattr(review, field))


def test_the_requester_never_decides(client_a, open_review, admin, approver):
    review = open_review(client_a, requested_by=admin)
    for decide in (reviews.approve, reviews.reject):
        with pytest.raises(Refused) as refused:
            decide(review, by=admin, digest=review.digest)
        assert refused.value.code == "own_request"
    assert reviews.approve(review, by=approver, digest=review.digest)


@pytest.mark.parametrize("who", ["viewer", "staff_viewer", "outsider", "manager_b"])
def test_who_may_not_decide_is_refused(client_a, open_review, who, request):
    review = open_review(client_a)
    with pytest.raises(Refused) as refused:
        reviews.approve(review, by=request.getfixturevalue(who), digest=review.digest)
    assert refused.value.code == "not_allowed"
    assert (Review.objects.get().state, effects()) == ("waiting", [])


def test_the_clients_own_manager_decides(client_a, open_review, manager):
    review = open_review(client_a)
    assert reviews.approve(review, by=manager, digest=review.digest)


def test_a_role_taken_away_meanwhile_counts(client_a, open_review, approver):
    review = open_review(client_a)
    User.objects.filter(pk=approver.pk).update(staff_role="viewer")
    with pytest.raises(Refused):
        reviews.approve(review, by=approver, digest=review.digest)
    User.objects.filter(pk=approver.pk).update(staff_role="approver", is_active=False)
    with pytest.raises(Refused):
        reviews.approve(review, by=approver, digest=review.digest)
    assert effects() == []


def test_an_expired_review_is_refused_and_closed(client_a, open_review, approver, noon):
    review = open_review(client_a, hours=2)
    clock.advance(timedelta(hours=2))
    with pytest.raises(Refused) as refused:
        reviews.approve(review, by=approver, digest=review.digest)
    assert refused.value.code == "review_expired"
    assert (Review.objects.get().state, effects()) == (Review.State.EXPIRED, [])


def test_an_undecided_review_expires_by_itself(client_a, open_review, noon):
    review = open_review(client_a, hours=2)
    events.run_due()
    assert Review.objects.get().waits
    clock.advance(timedelta(hours=2, seconds=1))
    events.run_due()
    review.refresh_from_db()
    assert (review.state, review.closed_code) == (Review.State.EXPIRED, "expired")
    assert Event.objects.filter(type="review.expired").count() == 1


def test_a_decided_review_does_not_expire(client_a, open_review, approver, noon):
    review = open_review(client_a, hours=2)
    reviews.approve(review, by=approver, digest=review.digest)
    assert Job.objects.get(handler="reviews.expire").state == Job.State.CANCELLED
    clock.advance(timedelta(hours=3))
    assert reviews.services.expire(review.pk) is False
    assert Review.objects.get().state == Review.State.APPROVED


def test_a_plan_that_no_longer_holds_is_voided(client_a, open_review, plans, approver):
    review = open_review(client_a)
    plans.invalid = "version_changed"
    with pytest.raises(Refused) as refused:
        reviews.approve(review, by=approver, digest=review.digest)
    assert refused.value.code == "review_voided"
    review.refresh_from_db()
    assert (review.state, review.closed_code, effects()) == (Review.State.VOIDED, "version_changed", [])
    assert Event.objects.filter(type="review.voided").count() == 1


def test_nothing_is_approved_for_a_suspended_client(client_a, open_review, approver):
    review = open_review(client_a)
    Client.objects.filter(pk=client_a.pk).update(state=Client.State.SUSPENDED)
    with pytest.raises(Refused):
        reviews.approve(review, by=approver, digest=review.digest)
    assert Review.objects.get().closed_code == "client_not_active"


@pytest.mark.parametrize(("actions", "code"), [([], "nothing_ticked"), ([uuid4()], "unknown_action")])
def test_ticks_must_be_of_this_review(client_a, open_review, approver, actions, code):
    review = open_review(client_a)
    with pytest.raises(Refused) as refused:
        reviews.approve(review, by=approver, digest=review.digest, actions=actions)
    assert refused.value.code == code
    assert Review.objects.get().waits


def test_a_failing_effect_leaves_the_decision_open(client_a, open_review, plans, approver, monkeypatch):
    review = open_review(client_a)
    from reviews import kinds

    def broken(*args: object) -> None:
        raise RuntimeError("no room")

    kind = kinds.kind_of(review)
    monkeypatch.setitem(kinds._kinds, "plan", kinds.ReviewKind(**{**vars(kind), "decided": broken}))
    with pytest.raises(RuntimeError):
        reviews.approve(review, by=approver, digest=review.digest)
    assert Review.objects.get().waits
    assert not Decision.objects.exists()
    assert not Event.objects.filter(type="review.approved").exists()


def test_everything_is_decided_inside_the_clients_context(client_a, client_b, open_review, plans, approver):
    for client in (client_a, client_b):
        review = open_review(client)
        reviews.approve(review, by=approver, digest=review.digest)
    assert plans.seen_in == [client_a.slug, client_b.slug]


def test_asking_again_about_the_same_plan_keeps_one_review(client_a, open_review, plans):
    review = open_review(client_a)
    more = {**plans.digests(review), uuid4(): "f" * 64}
    with client_a.active():
        again = reviews.open(
            kind="plan", subject_id=review.subject_id, automation=review.automation, version="1",
            risk="communication", reasons=[{"code": "x"}], digests=more, amount_cents=5, currency="MAD",
            requester="autonomy", expires_at=review.expires_at,
        )  # fmt: skip
    assert again.pk == review.pk
    assert (again.effects, again.amount_cents) == (3, 5)


def test_a_plan_left_without_actions_is_void(client_a, open_review):
    review = open_review(client_a)
    with client_a.active():
        reviews.rebase(review, {})
    assert (review.state, review.closed_code) == (Review.State.VOIDED, "plan_empty")


def test_what_was_decided_is_not_edited(client_a, open_review, plans, approver):
    review = open_review(client_a)
    reviews.approve(review, by=approver, digest=review.digest)
    with pytest.raises(Refused), client_a.active():
        reviews.rebase(review, plans.digests(review))


def test_a_withdrawn_review_is_closed_once(client_a, open_review):
    review = open_review(client_a)
    assert reviews.void(review, "version_changed") is True
    assert reviews.void(review, "version_changed") is False
    assert Event.objects.filter(type="review.voided").count() == 1


@pytest.mark.parametrize("value", [CANARY, "Dear Amélie", "a" * 65])
def test_reasons_cannot_carry_text(client_a, plans, value):
    with client_a.active(), pytest.raises(ValueError, match="text"):
        reviews.open(
            kind="plan", subject_id=uuid4(), automation="x", version="1", risk="communication",
            reasons=[{"code": "x", "who": value}], digests={uuid4(): "a"}, amount_cents=0, currency="MAD",
            requester="autonomy", expires_at=clock.now(),
        )  # fmt: skip


def test_no_shared_row_holds_an_address_or_the_note(client_a, open_review, plans, approver):
    review = open_review(client_a)
    reviews.approve(review, by=approver, digest=review.digest, note=f"Ask {CANARY} first")
    assert plans.notes == [f"Ask {CANARY} first"]
    rows = [model.objects.values() for model in (Review, Decision, Event, Job, LedgerEntry)]
    assert CANARY not in json.dumps([list(each) for each in rows], default=str)
