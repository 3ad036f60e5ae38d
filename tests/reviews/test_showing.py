"""What a page is given to draw a review, at whichever door."""

from datetime import timedelta
from uuid import UUID

import reviews
from reviews.models import Review
from reviews.showing import Shown, message_of, show
from tenants import clock


def shown_to(person, review: Review, ticked: set[UUID] | None = None) -> Shown:
    return show(review, to=person, decide_url="/decide/", frame_url=lambda key: f"/frame/{key}/", ticked=ticked)


def test_everything_is_ticked_at_first_and_what_was_ticked_later(client_a, open_review, approver):
    review = open_review(client_a, size=3)
    assert [group.ticked for group in shown_to(approver, review).groups] == [True, True, True]
    some = {shown_to(approver, review).groups[1].first.action.id}
    assert [group.ticked for group in shown_to(approver, review, some).groups] == [False, True, False]


def test_a_series_is_ticked_as_one_and_only_when_whole(client_a, open_review, plans, approver):
    plans.group = "contact-7"
    review = open_review(client_a, size=3)
    (group,) = shown_to(approver, review).groups
    assert [UUID(each) for each in group.value.split(",")] == list(plans.stored[review.subject_id])
    assert shown_to(approver, review, set(review.action_ids[:2])).groups[0].ticked is False
    assert shown_to(approver, review).in_series


def test_a_partly_approved_series_tells_each_step(client_a, open_review, plans, approver):
    plans.group = "contact-7"
    review = open_review(client_a, size=2)
    reviews.approve(review, by=approver, digest=review.digest, actions=review.action_ids[:1])
    (group,) = shown_to(approver, review).groups
    assert group.fate == ""
    assert sorted(row.fate for row in group.rows) == ["approved", "rejected"]


def test_what_is_held_back_has_no_tick(client_a, open_review, plans, approver):
    plans.held_back = "unsubscribed at 08:51"
    shown = shown_to(approver, open_review(client_a))
    assert shown.held_back == 2
    assert [(group.ticked, group.value, group.held_back) for group in shown.groups] == [
        (False, "", "unsubscribed at 08:51")
    ] * 2


def test_who_cannot_decide_is_told_why(client_a, open_review, approver, viewer, manager, admin):
    review = open_review(client_a, requested_by=admin)
    assert shown_to(approver, review).open
    assert shown_to(manager, review).open
    assert "role" in shown_to(viewer, review).why_not
    assert "another person" in shown_to(admin, review).why_not


def test_after_its_time_nobody_can_decide(client_a, open_review, approver, noon):
    review = open_review(client_a, hours=1)
    clock.advance(timedelta(hours=1))
    shown = shown_to(approver, review)
    assert not shown.open
    assert shown.why_not


def test_a_plan_that_cannot_be_drawn_cannot_be_decided(client_a, open_review, plans, approver):
    review = open_review(client_a)
    plans.broken = True
    shown = shown_to(approver, review)
    assert (shown.rendered, shown.groups, shown.open) == (None, [], False)


def test_it_is_drawn_inside_the_right_clients_context(client_a, client_b, open_review, plans, approver):
    for client in (client_a, client_b):
        shown_to(approver, open_review(client))
    assert plans.drawn_in == [client_a.slug, client_b.slug]


def test_a_message_is_given_exactly_as_stored(client_a, open_review, plans):
    review = open_review(client_a)
    assert message_of(review, review.action_ids[0]) == plans.html
