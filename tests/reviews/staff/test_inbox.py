"""The inbox across clients."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

import reviews
from reviews.models import Decision, Review
from tenants import clock
from tests.reviews.conftest import CANARY, edit, effects

INBOX = "/admin/approvals/"
DECIDE = "/admin/approvals/decide/"


def test_it_lists_what_waits_at_every_client(desk, approver, client_a, client_b, open_review):
    open_review(client_a), open_review(client_b)
    page = desk(approver).get(INBOX).content.decode()
    assert "2 decisions wait." in page
    assert client_a.name in page
    assert client_b.name in page
    assert "At risk customer flow" in page


def test_nothing_waiting_is_said_in_words(desk, approver):
    assert "No decision waits." in desk(approver).get(INBOX).content.decode()


def test_the_list_shows_no_content_of_a_plan(desk, approver, client_a, open_review, plans):
    open_review(client_a)
    plans.broken = True
    page = desk(approver).get(INBOX)
    assert page.status_code == 200
    assert CANARY not in page.content.decode()


def test_its_queries_do_not_grow_with_the_reviews(desk, approver, client_a, client_b, open_review):
    browser = desk(approver)

    def queries() -> int:
        browser.get(INBOX)  # the first statement after other work sets the path
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(INBOX, {"state": "all"}).status_code == 200
        return len(seen)

    open_review(client_a)
    one = queries()
    for number in range(99):
        open_review((client_a, client_b)[number % 2], size=1)
    assert queries() == one
    assert one <= 16


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, 3),
        ({"client": "maison"}, 2),
        ({"risk": "financial"}, 1),
        ({"automation": "win-back"}, 1),
        ({"age": "day"}, 1),
        ({"amount": "99.99"}, 1),
        ({"amount": "100.01"}, 0),
        ({"client": "maison", "risk": "communication"}, 1),
        ({"state": "closed"}, 1),
        ({"state": "all"}, 4),
    ],
)
def test_filters(desk, admin, client_a, client_b, open_review, query, found, noon):
    open_review(client_a, hours=90, automation="win-back")
    clock.advance(timedelta(hours=30))
    open_review(client_a, hours=90, risk="financial", amount_cents=10_000)
    open_review(client_b, hours=90)
    reviews.reject((closed := open_review(client_b)), by=admin, digest=closed.digest)
    page = desk(admin).get(INBOX, query)
    assert page.context["page"].paginator.count == found


def test_a_nonsense_filter_is_reported_and_does_not_break(desk, admin, client_a, open_review):
    open_review(client_a)
    page = desk(admin).get(INBOX, {"client": "' OR 1=1", "amount": "many", "age": "x", "page": "-3"})
    assert page.status_code == 200
    assert page.context["page"].paginator.count == 1
    assert page.context["form"].errors.keys() == {"client", "amount", "age"}


def test_ticked_reviews_are_decided_each_on_its_own(desk, approver, client_a, client_b, open_review, plans):
    fine, changed = open_review(client_a), open_review(client_b)
    own = open_review(client_a, requested_by=approver)
    form = {"verdict": "approve", "review": [str(each.pk) for each in (fine, changed, own)]}
    form |= {f"digest-{each.pk}": each.digest for each in (fine, changed, own)}
    edit(plans, changed, "Something else")
    page = desk(approver).post(DECIDE, form).content.decode()
    assert "1 of 3 requests were decided." in page
    assert "Its plan changed" in page
    assert "another person" in page
    assert effects() == sorted(fine.action_digests)


def test_nothing_ticked_decides_nothing(desk, approver, client_a, open_review):
    open_review(client_a)
    answer = desk(approver).post(DECIDE, {"verdict": "approve", "review": "no-id"}, follow=True)
    assert "nothing was decided" in answer.content.decode()
    assert not Decision.objects.exists()


def test_a_viewer_sees_but_cannot_decide(desk, staff_viewer, client_a, open_review):
    review = open_review(client_a)
    browser = desk(staff_viewer)
    page = browser.get(INBOX).content.decode()
    assert "needs the role of an approver" in page
    assert 'value="approve"' not in page
    form = {"verdict": "approve", "review": str(review.pk), f"digest-{review.pk}": review.digest}
    assert browser.post(DECIDE, form).status_code == 403
    assert Review.objects.get().waits


def test_a_decision_without_the_forms_token_is_refused(approver, client_a, open_review):
    review = open_review(client_a)
    browser = Browser(HTTP_HOST="localhost", enforce_csrf_checks=True)
    browser.force_login(approver, backend="tenants.sign_in.HostBackend")
    form = {"verdict": "approve", "review": str(review.pk), f"digest-{review.pk}": review.digest}
    assert browser.post(DECIDE, form).status_code == 403
    assert Review.objects.get().waits
