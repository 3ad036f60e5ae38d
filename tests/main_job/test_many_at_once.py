"""Fifty people decide about one real plan at the same moment, while somebody edits it."""

from collections import Counter

import pytest

import reviews
from automations.models import Action
from automations.services import edit_action
from events.models import Event
from reviews.models import Decision
from tenants.errors import Refused
from tests.main_job.conftest import actions, previews, sent, work
from tests.reviews.test_races import approving, at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_fifty_approvals_make_one_decision_and_one_mail_per_action(waiting, approver, admin):
    review = waiting
    before = set(sent(review.client))
    won = at_once(*(approving(review, (approver, admin)[number % 2]) for number in range(50)))
    assert Counter(won) == {True: 1, False: 49}
    assert Decision.objects.filter(review=review).count() == 1
    assert Event.objects.filter(type="review.approved", subject_id=str(review.pk)).count() == 1
    work(review.client)
    work(review.client)
    done = {each.payload["message_id"] for each in actions(review) if each.state == Action.State.DONE}
    assert done and set(sent(review.client)) - before == done


def test_an_edit_in_between_voids_what_was_shown(waiting, approver, admin):
    """Fifty decide about the digest that was shown; the plan changed a moment before."""
    review = waiting
    shown = review.digest
    decide = [approving(review, (approver, admin)[number % 2]) for number in range(50)]
    with review.client.active():
        edit_action(actions(review)[0], by=admin, subject="Now 90 % off")
    assert not any(at_once(*decide))
    review.refresh_from_db()
    assert review.waits and review.digest != shown
    assert not Decision.objects.exists()
    work(review.client)
    assert not set(sent(review.client)) & set(previews(review)), "nothing of it left"
    assert reviews.approve(review, by=approver, digest=review.digest), "the new plan can be decided"


def test_what_was_decided_cannot_be_edited(waiting, approver, admin):
    assert reviews.approve(waiting, by=approver, digest=waiting.digest)
    with waiting.client.active(), pytest.raises(Refused):
        edit_action(actions(waiting)[0], by=admin, subject="Now 90 % off")
