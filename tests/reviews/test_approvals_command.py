"""The same decisions from the command line."""

from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from reviews.models import Review
from tests.reviews.conftest import edit, effects


def approvals(*args: object) -> str:
    out = StringIO()
    call_command("approvals", *(str(each) for each in args), stdout=out)
    return out.getvalue()


def test_listing_what_waits(client_a, client_b, open_review, approver):
    assert approvals("list") == "Nothing waits.\n"
    first, second = open_review(client_a), open_review(client_b)
    assert str(first.pk) in approvals("list")
    assert str(second.pk) not in approvals("list", "--client", client_a.slug)
    approvals("reject", first.pk, "--as", approver.email)
    assert str(first.pk) not in approvals("list")
    assert str(first.pk) in approvals("list", "--all")


def test_showing_what_will_happen(client_a, open_review):
    review = open_review(client_a)
    shown = approvals("show", review.pk)
    assert review.digest in shown
    assert all(str(key) in shown for key in review.action_ids)
    assert '"subject": "Subject 0"' in shown


def test_approving_some_actions_in_somebodys_name(client_a, open_review, plans, approver):
    review = open_review(client_a, size=3)
    some = review.action_ids[:2]
    approvals("approve", review.pk, "--as", approver.email, "--note", "fine", "--actions", *some)
    assert effects() == sorted(str(each) for each in some)
    assert plans.notes == ["fine"]
    assert Review.objects.get().decision.by == approver


def test_the_requester_is_refused(client_a, open_review, admin):
    review = open_review(client_a, requested_by=admin)
    with pytest.raises(CommandError, match="another person"):
        approvals("approve", review.pk, "--as", admin.email)
    assert Review.objects.get().waits


def test_a_second_approval_is_refused(client_a, open_review, approver):
    review = open_review(client_a)
    approvals("approve", review.pk, "--as", approver.email)
    with pytest.raises(CommandError, match="decided before"):
        approvals("approve", review.pk, "--as", approver.email)


def test_the_digest_of_an_older_plan_is_refused(client_a, open_review, plans, approver):
    review = open_review(client_a)
    old = review.digest
    edit(plans, review, "Another text")
    with pytest.raises(CommandError, match="plan changed"):
        approvals("approve", review.pk, "--as", approver.email, "--digest", old)
    assert effects() == []


def test_unknown_people_and_reviews_are_told(client_a, open_review, staff_viewer):
    review = open_review(client_a)
    with pytest.raises(CommandError, match="Nobody has"):
        approvals("approve", review.pk, "--as", "ghost@agency.example")
    with pytest.raises(CommandError, match="no review"):
        approvals("show", uuid4())
    with pytest.raises(CommandError, match="role"):
        approvals("approve", review.pk, "--as", staff_viewer.email)
