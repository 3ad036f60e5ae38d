"""A run is followed from what started it to what came of it."""

import re

import reviews
from automations import autonomy
from automations.models import Action, Run
from reviews.models import Review
from tests.surfaces.web.client.conftest import run_due, text


def test_every_step_and_every_action_is_shown(enter, viewer, manager, client_a, waiting):
    review = Review.objects.get(pk=waiting.review_id)
    with client_a.active():
        ticked = list(Action.objects.of_run(waiting).values_list("pk", flat=True))[:2]
    reviews.approve(review, by=manager, digest=review.digest, actions=ticked)
    run_due(client_a)
    page = text(enter(viewer, client_a).get(f"/runs/{waiting.pk}/"))
    assert "2 people written to, rejected or called off for 1 person" in page
    for phase in ("Decided", "Asked", "Acted", "Learned"):
        assert f'<li class="phase">{phase}</li>' in page
    assert "Manager Maison: 2 of 3 approved." in page
    assert "Not ticked, or rejected by the person who decided." in page
    assert "Customers looked at" in page
    assert "send_email" not in page


def test_a_waiting_run_leads_to_its_decision_and_can_be_called_off(enter, manager, client_a, waiting):
    browser = enter(manager, client_a)
    page = text(browser.get(f"/runs/{waiting.pk}/"))
    assert f"/approvals/{waiting.review_id}/" in page
    assert 'hx-trigger="every 15s"' in page
    assert "Call off 3 actions" in page
    answer = browser.post(f"/runs/{waiting.pk}/cancel/", follow=True)
    assert "3 actions were called off." in text(answer)
    assert Review.objects.get(pk=waiting.review_id).state == "voided"


def test_a_viewer_calls_nothing_off(enter, viewer, client_a, waiting):
    browser = enter(viewer, client_a)
    assert "Call off" not in text(browser.get(f"/runs/{waiting.pk}/"))
    assert browser.post(f"/runs/{waiting.pk}/cancel/").status_code == 403
    with client_a.active():
        assert Run.objects.get().state == "waiting"


def test_its_queries_do_not_grow_with_its_actions(enter, viewer, client_a, waiting):
    from tests.surfaces.web.client.test_home import queries

    browser, path = enter(viewer, client_a), f"/runs/{waiting.pk}/"
    few = queries(browser, path)
    with client_a.active():
        first = Action.objects.of_run(waiting).first()
        for number in range(120):
            first.pk, first.key, first.position = None, f"more{number}", 10 + number
            first._state.adding = True
            first.save(force_insert=True)
    assert queries(browser, path) == few
    assert "1 to 20 of 123" in text(browser.get(path))
    assert "121 to 123 of 123" in text(browser.get(path, {"page": "99"}))


def test_another_clients_run_answers_like_none(enter, manager_b, client_b, client_a, waiting):
    from uuid import uuid4

    browser = enter(manager_b, client_b)
    foreign, nothing = browser.get(f"/runs/{waiting.pk}/"), browser.get(f"/runs/{uuid4()}/")
    assert foreign.status_code == nothing.status_code == 404
    assert body(foreign) == body(nothing)
    with client_a.active():
        action = Action.objects.of_run(waiting).first()
    assert browser.post(f"/actions/{action.pk}/resolve/", {"happened": "yes"}).status_code == 404
    assert browser.post(f"/runs/{waiting.pk}/cancel/").status_code == 404


def body(answer) -> str:
    """What is answered, without the token that every page draws anew."""
    return re.sub(r'(x-csrftoken": "|csrfmiddlewaretoken" value=")\w+', "", text(answer))


def test_why_nothing_was_started_is_told(enter, manager, client_a, measured):
    browser = enter(manager, client_a)
    assert "Autonomy has not looked yet." in text(browser.get("/decisions/"))
    answer = browser.post("/decisions/tick/", follow=True)
    page = text(answer)
    assert "What was compared" in page
    assert "Pressure above the limit" in page or "Something asks for an answer" in page
    assert "The last look" in page


def test_a_viewer_does_not_make_autonomy_look(enter, viewer, client_a, monkeypatch):
    looked = []
    monkeypatch.setattr(autonomy, "tick", lambda: looked.append(1) or [])
    browser = enter(viewer, client_a)
    assert browser.post("/decisions/tick/").status_code == 403
    assert browser.get("/decisions/tick/").status_code in (403, 405)
    assert looked == []


def test_what_failed_is_seen_in_the_list_before_its_effect(enter, viewer, manager, client_a, waiting):
    review = Review.objects.get(pk=waiting.review_id)
    reviews.approve(review, by=manager, digest=review.digest)
    with client_a.active():
        first = Action.objects.of_run(waiting).first()
        Action.objects.filter(pk=first.pk).update(state="failed", reason_code="digest_changed")
    run_due(client_a)
    page = text(enter(viewer, client_a).get("/"))
    assert "failed for 1 person" in page
    assert "Some failed" in page


def test_its_actions_are_narrowed_by_links_and_what_needs_a_person_comes_first(enter, viewer, client_a, waiting):
    with client_a.active():
        middle = Action.objects.of_run(waiting)[1]
        Action.objects.filter(pk=middle.pk).update(state="unknown")
        name = middle.payload["to_name"]
    browser, path = enter(viewer, client_a), f"/runs/{waiting.pk}/"
    page = text(browser.get(path))
    assert f'<a href="{path}?state=unknown#actions">Not known 1</a>' in page
    rows = re.findall(r'<th scope="row">([^<]+)</th>', page)
    assert (len(rows), rows[0]) == (3, name)
    narrowed = text(browser.get(path, {"state": "unknown"}))
    assert re.findall(r'<th scope="row">([^<]+)</th>', narrowed) == [name]
    assert 'aria-current="page">Not known 1</a>' in narrowed
    assert len(re.findall(r'<th scope="row">', text(browser.get(path, {"state": "nonsense"})))) == 3


def test_a_french_reader_finds_no_english_in_the_trace(enter, viewer, client_a, waiting):
    page = text(enter(viewer, client_a, "fr").get(f"/runs/{waiting.pk}/"))
    assert "Une personne doit décider" in page
    assert "Personne n’a encore décidé" in page
    assert "Effet, comparé à" in page
    for english in ("Effect", "Asked", "version:", "imported-orders", " UTC"):
        assert english not in page, english
