"""The client's own people decide: by the same service, under the same rules, without scripts."""

from datetime import timedelta

from django.test import Client as Browser

import reviews
from automations.models import Action
from automations.services import edit_action, start_run
from integrations.mail import mailbox as stored_mail
from reviews.models import Decision, Review
from tenants import clock
from tests.surfaces.web.client.conftest import chosen, run_due, text


def review_of(run) -> Review:
    return Review.objects.get(pk=run.review_id)


def decide(browser, review, verdict="approve", **fields):
    form = {"verdict": verdict, "digest": review.digest, "action": [str(each) for each in review.action_ids]}
    return browser.post(f"/approvals/{review.pk}/decide/", form | fields)


def test_approving_with_two_unticked_sends_one_without_scripts(enter, manager, client_a, waiting):
    review, browser = review_of(waiting), enter(manager, client_a)
    page = text(browser.get(f"/approvals/{review.pk}/"))
    assert "Amélie" in page
    with client_a.active():
        first = Action.objects.of_run(waiting).first()
    answer = decide(browser, review, action=[str(first.pk)], note="Only her")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/approvals/{review.pk}/")
    run_due(client_a)
    with client_a.active():
        sent = stored_mail(client_a)
        assert [each.recipient for each in sent] == [f"Amélie <{first.payload['to_address']}>"]
        states = sorted(Action.objects.of_run(waiting).values_list("state", flat=True))
    assert states == ["done", "rejected", "rejected"]
    page = text(browser.get(f"/approvals/{review.pk}/"))
    assert "Approved: 1 of 3." in page
    assert 'value="approve"' not in page


def test_the_list_has_what_waits_and_what_was_closed(enter, manager, client_a, waiting):
    browser = enter(manager, client_a)
    page = text(browser.get("/approvals/"))
    assert "1 decision waits." in page
    decide(browser, review_of(waiting), "reject")
    assert "No decision waits." in text(browser.get("/approvals/"))
    closed = text(browser.get("/approvals/", {"state": "closed"}))
    assert "1 request was closed." in closed
    assert "Rejected" in closed


def test_looking_decides_nothing(enter, manager, client_a, waiting):
    review, browser = review_of(waiting), enter(manager, client_a)
    query = {"verdict": "approve", "digest": review.digest, "action": str(review.action_ids[0])}
    for method in (browser.get, browser.head):
        assert method(f"/approvals/{review.pk}/", query).status_code == 200
        assert method(f"/approvals/{review.pk}/decide/", query).status_code == 405
    assert review_of(waiting).waits
    assert not Decision.objects.exists()


def test_a_changed_plan_is_shown_anew_and_nothing_is_decided(enter, owner, manager, client_a, waiting):
    review = review_of(waiting)
    with client_a.active():
        action = Action.objects.of_run(waiting).first()
        edit_action(action, by=owner, subject="A whole new subject")
    answer = decide(enter(manager, client_a), review)
    assert answer.status_code == 409
    assert "The plan changed since it was shown." in text(answer)
    assert "A whole new subject" in text(answer)
    assert not Decision.objects.exists()


def test_two_people_decide_once(enter, owner, manager, client_a, waiting):
    review = review_of(waiting)
    assert decide(enter(owner, client_a), review).status_code == 302
    second = decide(enter(manager, client_a), review, "reject")
    assert second.status_code == 409
    assert "decided before" in text(second)
    assert Decision.objects.get().by == owner


def test_who_asked_cannot_decide(enter, owner, client_a, letters):
    with client_a.active():
        run = start_run("letter", {"contacts": chosen(letters)}, trigger="manual", by=owner)
    browser, review = enter(owner, client_a), review_of(run)
    page = text(browser.get(f"/approvals/{review.pk}/"))
    assert "You asked for this; another person has to decide it." in page
    assert 'value="approve"' not in page
    assert decide(browser, review).status_code == 403
    assert review_of(run).waits


def test_a_viewer_sees_and_cannot_decide(enter, viewer, client_a, waiting):
    browser, review = enter(viewer, client_a), review_of(waiting)
    page = text(browser.get(f"/approvals/{review.pk}/"))
    assert "Amélie" in page
    assert "Your role does not allow this." in page
    assert decide(browser, review).status_code == 403
    assert review_of(waiting).waits


def test_staff_on_a_visit_decide_by_their_own_role(enter, approver, staff_viewer, client_a, waiting):
    review = review_of(waiting)
    assert decide(enter(staff_viewer, client_a), review).status_code == 403
    assert decide(enter(approver, client_a), review).status_code == 302
    assert Decision.objects.get().by == approver


def test_nothing_ticked_says_so_and_keeps_the_page(enter, manager, client_a, waiting):
    answer = decide(enter(manager, client_a), review_of(waiting), action=[])
    assert answer.status_code == 422
    assert "Tick at least one" in text(answer)
    assert review_of(waiting).waits


def test_an_expired_request_cannot_be_decided(enter, manager, client_a, waiting):
    clock.advance(timedelta(days=4))
    answer = decide(enter(manager, client_a), review_of(waiting))
    assert answer.status_code == 409
    assert "expired" in text(answer)


def test_the_message_has_an_address_of_its_own_that_can_do_nothing(enter, viewer, client_a, waiting):
    review = review_of(waiting)
    path = f"/approvals/{review.pk}/message/{review.action_ids[0]}/"
    browser = enter(viewer, client_a)
    assert f'src="{path}"' in text(browser.get(f"/approvals/{review.pk}/"))
    answer = browser.get(path)
    policy = answer.headers["Content-Security-Policy"].split("; ")
    assert "sandbox" in policy
    assert "default-src 'none'" in policy


def test_another_clients_request_does_not_exist(enter, manager_b, client_b, manager, client_a, waiting):
    review, browser = review_of(waiting), enter(manager_b, client_b)
    for path in (f"/approvals/{review.pk}/", f"/approvals/{review.pk}/message/{review.action_ids[0]}/"):
        assert browser.get(path).status_code == 404
    assert decide(browser, review).status_code == 404
    assert "No decision waits." in text(browser.get("/approvals/"))
    assert review_of(waiting).waits


def test_a_form_from_elsewhere_is_refused(enter, manager, client_a, waiting):
    browser = enter(manager, client_a)
    browser.handler.enforce_csrf_checks = True
    assert decide(browser, review_of(waiting)).status_code == 403
    assert review_of(waiting).waits


def test_without_signing_in_nothing_is_said(client_a, waiting):
    answer = Browser(HTTP_HOST="maison.localhost").get(f"/approvals/{waiting.review_id}/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/login/")


def test_withdrawn_requests_say_why(enter, manager, client_a, waiting):
    with client_a.active():
        reviews.void(review_of(waiting), "run_cancelled")
    page = text(enter(manager, client_a).get(f"/approvals/{waiting.review_id}/"))
    assert "The run was cancelled." in page
