"""What a run says about its automation: approved as it was, or what went wrong."""

from datetime import timedelta

import pytest

import reviews
from automations.context import Context
from automations.models import Action
from automations.services import cancel_run, edit_action
from automations.trust.record import trials_of
from crm.models import Contact, Suppression
from crm.services import suppress
from tenants import clock
from tests.automations.conftest import review_of, run_due, run_letter


@pytest.fixture
def trial(shop, letter):
    def only():
        (found,) = trials_of(shop, letter, clock.now())
        return found

    return only


def test_approved_as_it_was_it_is_good(approved_run, trial):
    approved_run()
    found = trial()
    assert (found.good, found.asked, found.people) == (True, True, 3)
    assert found.value_cents == 40_00


def test_what_needed_nobody_counts_as_alone(approved_run, trial):
    approved_run(people=2)
    assert (trial().good, trial().asked) == (True, False)


def test_changed_before_it_was_approved_it_is_not(shop, contact_of, manager, owner, trial):
    contact_of(spent_cents=9_000_00)
    run = run_letter()
    edit_action(Action.objects.get(run=run), by=owner, subject="Another subject")
    review = review_of(run)
    assert reviews.approve(review, by=manager, digest=review.digest)
    run_due()
    assert trial().failings == {"edited"}


def test_rejected_whole_or_in_part_it_is_not(shop, contact_of, manager, letter, trial):
    contacts = [contact_of(f"Buyer {number}", spent_cents=9_000_00) for number in range(2)]
    run = run_letter()
    review = review_of(run)
    one = Action.objects.get(run=run, contact_id=contacts[0].pk)
    assert reviews.approve(review, by=manager, digest=review.digest, actions=[one.pk])
    run_due()
    assert trial().failings == {"rejected"}


def test_rejected_whole_it_counts_although_nothing_happened(shop, contact_of, manager, trial):
    contact_of(spent_cents=9_000_00)
    review = review_of(run_letter())
    assert reviews.reject(review, by=manager, digest=review.digest)
    assert trial().failings == {"rejected"}


@pytest.mark.parametrize("state", ["failed", "unknown"])
def test_what_failed_or_is_not_known_speaks_against_it(approved_run, trial, state):
    run = approved_run(people=2)
    Action.objects.filter(pk=run.actions.first().pk).update(state=state)
    assert trial().failings == {state}


def test_a_complaint_soon_after_speaks_against_it_one_much_later_does_not(approved_run, trial, shop):
    run = approved_run(people=2)
    contact = Contact.objects.get(pk=run.actions.first().contact_id)
    suppress(contact.email, "email", "complaint")
    assert trial().failings == {"complaint"}
    Suppression.objects.update(at=clock.now() + timedelta(days=20))
    assert trial().good


def test_a_bounce_is_no_complaint(approved_run, trial):
    run = approved_run(people=2)
    suppress(Contact.objects.get(pk=run.actions.first().contact_id).email, "email", "bounce")
    assert trial().good


def test_what_nobody_decided_or_a_person_called_off_says_nothing(shop, contact_of, owner, letter):
    contact_of(spent_cents=9_000_00)
    cancel_run(run_letter(), by=owner)
    assert trials_of(shop, letter, clock.now()) == []


def test_a_new_version_begins_anew(approved_run, shop, letter, monkeypatch):
    approved_run(people=2)
    monkeypatch.setattr(type(letter), "version", 2)
    assert trials_of(shop, letter, clock.now()) == []


def test_confidence_is_the_bound_and_none_without_a_record(approved_run, shop):
    assert Context(shop, "letter", clock.now()).confidence() is None
    approved_run(people=2)
    assert Context(shop, "letter", clock.now()).confidence() == pytest.approx(26.98, abs=0.01)
