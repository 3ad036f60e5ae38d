"""The first page answers: what needs me, what was done, what presses, what comes."""

from datetime import date, timedelta
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext

import reviews
from automations.models import Action, Run
from automations.services import start_run, switch
from reviews.models import Review
from sensors.goals import set_goal
from tenants import clock
from tests.surfaces.web.client.conftest import chosen, run_due, text

MOST_QUERIES = 12


def queries(browser, path="/", **headers) -> int:
    """Statements of one page; finding the client's schema is no query of the page."""
    browser.get(path)
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(path, **headers).status_code == 200
    return sum("search_path" not in each["sql"] for each in seen.captured_queries)


def test_a_new_client_sees_what_to_do_first(enter, owner, client_a):
    page = text(enter(owner, client_a).get("/"))
    assert "Nothing waits for you, Owner." in page
    assert "Nothing has run yet." in page
    assert "No order has come in yet." in page
    assert "No goal is set." in page
    assert "Nothing was read yet." in page


def test_what_waits_stands_first_with_its_reason(enter, owner, client_a, waiting):
    page = text(enter(owner, client_a).get("/"))
    assert "1 decision waits for you, Owner." in page
    assert "worth more than" in page
    assert f"/approvals/{waiting.review_id}/" in page
    assert '<span class="count">1' in page


def test_who_cannot_decide_is_not_told_that_it_waits_for_them(enter, viewer, client_a, waiting):
    assert "1 decision waits for an approver." in text(enter(viewer, client_a).get("/"))


def test_a_blocked_sector_names_what_is_missing_and_shows_no_figure(enter, owner, measured):
    page = text(enter(owner, measured).get("/"))
    assert "GOOGLE_ADS_CUSTOMER_ID" in page
    assert "9 of 10 sectors cannot be told now." in page
    assert 'data-state="blocked"' in page
    assert "imported orders" in page


def test_an_old_reading_is_named_old_and_not_drawn_as_current(enter, owner, measured):
    clock.advance(timedelta(hours=13))
    page = text(enter(owner, measured).get("/"))
    assert "Too old: it starts nothing." in page
    assert "13 hours ago" in page
    assert "presses hardest" not in page


def test_a_goal_shows_what_is_missing(enter, owner, measured):
    with measured.active():
        set_goal("repeat_buyers_90d", 40, due_on=date(2027, 3, 18))
    page = text(enter(owner, measured).get("/"))
    assert "by 18 Mar 2027" in page
    assert "Buyers of the last 90 days with two or more orders" in page
    assert "40 missing" in page
    assert "at least 40%" in page


def test_done_work_says_too_early_and_counts_what_left(enter, owner, manager, client_a, waiting):
    review = Review.objects.get(pk=waiting.review_id)
    reviews.approve(review, by=manager, digest=review.digest)
    run_due(client_a)
    page = text(enter(owner, client_a).get("/"))
    assert "3 people written to" in page
    assert "Too early to tell" in page
    assert "0 of 3 of those it was planned for" in page


def test_the_revenue_of_whole_weeks_is_drawn_with_its_source(enter, owner, measured):
    page = text(enter(owner, measured).get("/"))
    assert "Imported orders, brought in" in page
    assert "MAD\xa080.00" in page  # two orders of 40 MAD, twenty days ago
    assert 'aria-labelledby="trade-title trade-text"' in page
    assert "Show the figures" in page


def test_what_comes_next_names_due_steps_and_schedules(enter, owner, manager, client_a, letters):
    with client_a.active():
        run = start_run("letter", {"contacts": chosen(letters), "steps": 2}, trigger="autonomy")
        switch("churn-prediction-resilient", True, None)
    review = Review.objects.get(pk=run.review_id)
    reviews.approve(review, by=manager, digest=review.digest)
    run_due(client_a)
    page = text(enter(owner, client_a).get("/"))
    assert "3 actions, each checked again before it happens" in page
    assert "starts by its schedule" in page
    assert "tomorrow 08:00" in page


def test_a_refresh_brings_the_part_and_keeps_the_chart(enter, owner, measured):
    browser = enter(owner, measured)
    answer = browser.get("/", headers={"HX-Request": "true"})
    part = text(answer)
    assert part.lstrip().startswith('<div class="stack loose" id="home" hx-get="/"')
    assert 'hx-trigger="every 20s"' in part
    assert "hx-preserve" in part
    assert "trade-title" not in part
    assert "HX-Request" in answer.headers["Vary"]


def test_demo_and_rehearsal_stand_on_every_page(enter, owner, client_a):
    for flag, words in (("is_demo", "Demo data."), ("is_rehearsal", "Rehearsal.")):
        client_a.is_demo = client_a.is_rehearsal = False
        setattr(client_a, flag, True)
        client_a.save()
        browser = enter(owner, client_a)
        for path in ("/", "/approvals/", "/automations/", "/automations/letter/", "/sensors/", "/decisions/"):
            assert words in text(browser.get(path)), path


def test_french_people_read_french_with_their_dates_and_money(enter, owner, client_a, noon):
    page = text(enter(owner, client_a, language="").get("/"))
    assert '<html lang="fr"' in page
    assert "Rien ne vous attend" in page
    assert "mercredi 18 novembre 2026" in page
    assert "Pression par secteur" in page


def test_times_are_those_of_the_client(enter, manager_b, client_b, noon):
    assert "read at <time" in text(enter(manager_b, client_b).get("/"))
    assert ">12:00</time>" in text(enter(manager_b, client_b).get("/"))  # 11:00 UTC in Brussels


def test_its_queries_do_not_grow(enter, owner, client_a, measured, waiting):
    browser = enter(owner, client_a)
    with client_a.active():
        start_run("letter", {"contacts": {"contacts": [1]}, "steps": 0}, trigger="manual")
    few = queries(browser)
    with client_a.active():
        set_goal("repeat_buyers_90d", 40)
        template = Action.objects.first()
        for number in range(100):
            run = Run.objects.create(
                automation="letter", version="1", trigger="manual", state="done", created_at=clock.now(),
                planned_at=clock.now(), released_at=clock.now(),
            )  # fmt: skip
            Action.objects.create(
                run=run, position=0, kind="send_email", contact_id=template.contact_id, key=f"many{number}",
                state="done", due_at=clock.now(), is_communication=True, risk="communication",
            )  # fmt: skip
            reviews.open(
                kind="run", subject_id=uuid4(), automation="letter", version="1", risk="financial",
                reasons=[{"code": "batch", "people": 3, "limit": 2}], digests={uuid4(): "0" * 64}, amount_cents=0,
                currency="MAD", requester="autonomy", expires_at=clock.now() + timedelta(hours=1),
            )  # fmt: skip
    assert queries(browser) == few
    assert few <= MOST_QUERIES
    assert "101 decisions wait for you" in text(browser.get("/"))
    assert queries(browser, HTTP_HX_REQUEST="true") <= few
