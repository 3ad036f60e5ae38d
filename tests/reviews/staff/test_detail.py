"""One review: exactly what will happen, and who may decide it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client as Browser

import reviews
from reviews.models import Decision, Review
from tenants import clock
from tests.reviews.conftest import CANARY, edit, effects


def address(review: Review, more: str = "") -> str:
    return f"/admin/approvals/{review.pk}/{more}"


def decide(browser: Browser, review: Review, verdict: str = "approve", **fields):
    form = {"verdict": verdict, "digest": review.digest, "action": [str(each) for each in review.action_ids]}
    return browser.post(address(review, "decide/"), form | fields)


def test_each_action_is_shown_with_its_whole_payload(desk, approver, client_a, open_review):
    review = open_review(client_a, size=3)
    page = desk(approver).get(address(review)).content.decode()
    for key in review.action_ids:
        assert f'value="{key}"' in page
    assert page.count("Full payload, escaped") == 3
    assert "&quot;subject&quot;: &quot;Subject 0&quot;" in page
    assert review.digest in page
    assert "2 recipients are more than 1." in page


def test_markup_in_a_plan_is_text(desk, approver, client_a, open_review, plans):
    plans.title = "<script>alert(1)</script>"
    page = desk(approver).get(address(open_review(client_a))).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_direction_overrides_are_made_visible(desk, approver, client_a, open_review, plans):
    review = open_review(client_a, size=1)
    edit(plans, review, "invoice\u202efdp.exe\u200b")
    page = desk(approver).get(address(review)).content.decode()
    assert "\u202e" not in page
    assert page.count("U+202E") >= 3  # subject, payload, and the warning that names it
    assert "shown in place: U+202E, U+200B" in page


def test_the_message_can_do_nothing_and_fetch_nothing(desk, approver, client_a, open_review, plans):
    review = open_review(client_a, size=1)
    browser = desk(approver)
    page = browser.get(address(review)).content.decode()
    frame = address(review, f"message/{review.action_ids[0]}/")
    assert f'sandbox="" referrerpolicy="no-referrer" loading="lazy" src="{frame}"' in page
    assert "tracker.example" not in page
    message = browser.get(frame)
    policy = message.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "img-src data:" in policy
    assert "sandbox" in policy.split("; ")
    assert "script-src" not in policy
    assert message.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert message.content.decode().endswith(plans.html)


def test_no_message_is_found_where_none_is(desk, approver, client_a, open_review, plans):
    review = open_review(client_a)
    browser = desk(approver)
    assert browser.get(address(review, f"message/{uuid4()}/")).status_code == 404
    plans.html = ""
    assert browser.get(address(review, f"message/{review.action_ids[0]}/")).status_code == 404
    assert '<pre class="letter">Hello</pre>' in browser.get(address(review)).content.decode()


def test_approving_the_ticked_without_scripts(desk, approver, client_a, open_review, plans):
    review = open_review(client_a, size=3)
    answer = decide(desk(approver), review, action=[str(review.action_ids[0])], note="Only the first")
    assert (answer.status_code, answer.headers["Location"]) == (302, address(review))
    assert effects() == [str(review.action_ids[0])]
    assert plans.notes == ["Only the first"]
    page = desk(approver).get(address(review)).content.decode()
    assert "Approved: 1 of 3." in page
    assert page.count('data-fate="rejected"') == 2
    assert 'value="approve"' not in page


@pytest.mark.parametrize(("verdict", "count"), [("approve_all", 2), ("reject", 0)])
def test_approving_all_and_rejecting(desk, approver, client_a, open_review, verdict, count):
    review = open_review(client_a)
    assert decide(desk(approver), review, verdict, action=[]).status_code == 302
    assert len(effects()) == count


def test_one_tick_covers_a_series_to_one_recipient(desk, approver, client_a, open_review, plans):
    plans.group = "contact-7"
    review = open_review(client_a, size=3)
    page = desk(approver).get(address(review)).content.decode()
    assert page.count('name="action"') == 1
    assert page.count("Full payload, escaped") == 3
    everything = ",".join(str(key) for key in plans.stored[review.subject_id])
    assert f'value="{everything}"' in page
    assert decide(desk(approver), review, action=[everything]).status_code == 302
    assert len(effects()) == 3


def test_a_changed_plan_is_shown_anew_and_nothing_is_decided(desk, approver, client_a, open_review, plans):
    review = open_review(client_a)
    old = review.digest
    edit(plans, review, "A whole new subject")
    answer = decide(desk(approver), review, digest=old)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The plan changed since it was shown." in page
    assert "A whole new subject" in page
    assert f'name="digest" value="{review.digest}"' in page
    assert not Decision.objects.exists()


def test_a_decided_review_answers_409(desk, approver, admin, client_a, open_review):
    review = open_review(client_a)
    reviews.reject(review, by=admin, digest=review.digest)
    answer = decide(desk(approver), review)
    assert answer.status_code == 409
    assert "Rejected." in answer.content.decode()
    assert effects() == []


def test_an_expired_review_answers_409(desk, approver, client_a, open_review):
    with clock.frozen(clock.now() - timedelta(days=3)):
        review = open_review(client_a)
    browser = desk(approver)
    assert 'value="approve"' not in browser.get(address(review)).content.decode()
    answer = decide(browser, review)
    assert answer.status_code == 409
    assert "expired" in answer.content.decode()
    assert effects() == []


def test_nothing_ticked_is_told_and_keeps_the_page(desk, approver, client_a, open_review):
    review = open_review(client_a)
    answer = decide(desk(approver), review, action=[])
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Tick at least one action" in page
    assert "checked" not in page
    assert decide(desk(approver), review, action=["nonsense"]).status_code == 422
    assert decide(desk(approver), review, "perhaps").status_code == 422
    assert Review.objects.get().waits


def test_the_requester_is_told_why_they_cannot(desk, admin, client_a, open_review):
    review = open_review(client_a, requested_by=admin)
    browser = desk(admin)
    page = browser.get(address(review)).content.decode()
    assert "You asked for this; another person has to decide it." in page
    assert 'value="approve"' not in page
    assert decide(browser, review).status_code == 403
    assert Review.objects.get().waits


def test_a_viewer_cannot_decide(desk, staff_viewer, client_a, open_review):
    review = open_review(client_a)
    browser = desk(staff_viewer)
    assert browser.get(address(review)).status_code == 200
    assert decide(browser, review).status_code == 403
    assert Review.objects.get().waits


def test_a_plan_that_cannot_be_shown_cannot_be_decided_here(desk, approver, client_a, open_review, plans):
    review = open_review(client_a)
    plans.broken = True
    answer = desk(approver).get(address(review))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "The plan could not be read." in page
    assert 'value="approve"' not in page


def test_outsiders_see_the_sign_in_page(client_a, open_review, outsider, owner):
    review = open_review(client_a)
    pages = ["/admin/approvals/", address(review), address(review, f"message/{review.action_ids[0]}/")]
    nobody = Browser(HTTP_HOST="localhost")
    for page in pages:
        assert nobody.get(page).headers["Location"].startswith("/accounts/login/")
    for person in (outsider, owner):
        browser = Browser(HTTP_HOST="localhost")
        browser.force_login(person, backend="tenants.sign_in.HostBackend")
        for page in pages:
            answer = browser.get(page)
            assert answer.status_code in (302, 404)
            assert CANARY not in answer.content.decode()


def test_the_staff_pages_do_not_exist_on_a_clients_host(approver, client_a, open_review):
    review = open_review(client_a)
    browser = Browser(HTTP_HOST=f"{client_a.slug}.localhost")
    browser.force_login(approver, backend="tenants.sign_in.HostBackend")
    assert browser.get(address(review)).status_code == 404


def test_looking_decides_nothing(desk, approver, client_a, open_review):
    review = open_review(client_a)
    browser = desk(approver)
    query = {
        "verdict": "approve",
        "digest": review.digest,
        "action": str(review.action_ids[0]),
        "review": str(review.pk),
    }
    for page in ("/admin/approvals/", "/admin/approvals/decide/", address(review), address(review, "decide/")):
        for method in (browser.get, browser.head):
            assert method(page, query).status_code in (200, 405)
    assert Review.objects.get().waits
    assert not Decision.objects.exists()
