"""What an automation does is seen before it is switched on, and what it did afterwards."""

import pytest

from automations.models import Action, Run, Setting
from crm.models import Activity
from integrations.mail import mailbox as stored_mail
from integrations.models import CostLine
from tenants import switches
from tests.surfaces.web.client.conftest import text


def fields(letters, **more):
    chosen = ",".join(str(contact.pk) for contact in letters)
    return {"contacts": f"contacts:{chosen}", "steps": "1", "tag": "", "occasion": "once"} | more


def test_the_list_says_on_off_or_exactly_what_is_missing(enter, viewer, client_a):
    page = text(enter(viewer, client_a).get("/automations/"))
    assert "Letter" in page
    assert "Not ready" in page
    assert "No orders were imported for Maison Tazri." in page
    assert "SHOPIFY_ACCESS_TOKEN" in page


def test_its_queries_do_not_grow_with_the_automations(enter, viewer, client_a, monkeypatch):
    from automations import base
    from tests.automations.conftest import Letter
    from tests.surfaces.web.client.test_home import queries

    browser = enter(viewer, client_a)
    few = queries(browser, "/automations/")
    for number in range(30):
        monkeypatch.setitem(
            base.registered, f"letter-{number}", type("More", (Letter,), {"slug": f"letter-{number}"})()
        )
    assert queries(browser, "/automations/") == few


def test_a_dry_run_shows_who_would_get_what_and_has_no_effect(enter, manager, client_a, letters):
    page = text(enter(manager, client_a).post("/automations/letter/dry-run/", fields(letters)))
    assert "Dry run: 3 actions" in page
    assert "Amélie" in page
    assert "3 actions would ask a person first." in page
    assert "Exactly what would leave" in page
    assert "Switch on with these" in page
    with client_a.active():
        assert not Run.objects.exists()
        assert not Action.objects.exists()
        assert not Setting.objects.exists()
        assert not CostLine.objects.exists()
        assert not Activity.objects.exists()
        assert stored_mail(client_a) == []


def test_a_dry_run_says_who_is_left_out_and_why(enter, manager, client_a, letters, contact_of):
    with client_a.active():
        letters.append(contact_of("Driss", email_consent="unknown"))
    page = text(enter(manager, client_a).post("/automations/letter/dry-run/", fields(letters)))
    assert "1 people left out" in page
    assert "Never agreed to e-mail; not knowing is no consent. (1)" in page
    assert "Driss" in page


def test_bad_parameters_say_what_to_do_and_keep_what_was_typed(enter, manager, client_a, letters):
    browser = enter(manager, client_a)
    for verb in ("dry-run", "save", "switch"):
        answer = browser.post(f"/automations/letter/{verb}/", fields(letters, contacts="people", steps="9", on="1"))
        page = text(answer)
        assert answer.status_code == 422
        assert "Say which contacts: all, a tag, or a list." in page
        assert 'aria-invalid="true"' in page
        assert 'value="people"' in page
    with client_a.active():
        assert not Setting.objects.exists()


def test_switching_on_keeps_the_parameters_and_off_keeps_them_too(enter, manager, client_a, letters):
    browser = enter(manager, client_a)
    assert browser.post("/automations/letter/switch/", fields(letters, occasion="spring", on="1")).status_code == 302
    with client_a.active():
        assert (Setting.objects.get().enabled, Setting.objects.get().params["occasion"]) == (True, "spring")
    page = text(browser.get("/automations/letter/"))
    assert 'value="spring"' in page
    assert browser.post("/automations/letter/switch/", {"on": "0"}).status_code == 302
    with client_a.active():
        assert (Setting.objects.get().enabled, Setting.objects.get().params["occasion"]) == (False, "spring")


def test_saving_changes_parameters_and_not_the_switch(enter, manager, client_a, letters):
    enter(manager, client_a).post("/automations/letter/save/", fields(letters, steps="2"))
    with client_a.active():
        assert (Setting.objects.get().enabled, Setting.objects.get().params["steps"]) == (False, 2)


def test_what_is_not_ready_cannot_be_switched_on(enter, manager, client_a):
    form = {"horizon_days": "90", "critical_from": "0.85", "high_from": "0.7", "medium_from": "0.5", "on": "1"}
    answer = enter(manager, client_a).post("/automations/churn-prediction-resilient/switch/", form)
    assert answer.status_code == 409
    assert "Not ready" in text(answer)
    assert "No orders were imported" in text(answer)


def test_running_now_asks_first_and_leads_to_the_run(enter, manager, client_a, letters):
    browser = enter(manager, client_a)
    browser.post("/automations/letter/save/", fields(letters))
    answer = browser.post("/automations/letter/start/")
    with client_a.active():
        run = Run.objects.get()
        assert (run.state, run.requested_by_id) == ("waiting", manager.pk)
        assert stored_mail(client_a) == []
    assert answer.headers["Location"] == f"/runs/{run.pk}/"


def test_its_page_shows_limits_health_and_history(enter, viewer, client_a, waiting):
    page = text(enter(viewer, client_a).get("/automations/letter/"))
    assert "0 of 25" in page
    assert "asks above" in page
    assert "1 run" in page
    assert "3 people waiting" in page
    assert "Run now" not in page


def test_unknown_actions_are_settled_by_a_person_once(enter, manager, client_a, waiting):
    with client_a.active():
        action = Action.objects.of_run(waiting).first()
        Action.objects.filter(pk=action.pk).update(state="unknown", reason_code="worker_lost")
    browser = enter(manager, client_a)
    page = text(browser.get("/automations/letter/"))
    assert "1 action: did it happen?" in page
    assert "look whether it arrived" in page
    path = f"/actions/{action.pk}/resolve/"
    assert "yes or no" in text(browser.post(path, {"happened": "maybe"}, follow=True))
    assert browser.post(path, {"happened": "yes", "next": "/automations/letter/"}).headers["Location"] == (
        "/automations/letter/"
    )
    assert "Somebody settled this before you" in text(browser.post(path, {"happened": "no"}, follow=True))
    with client_a.active():
        assert Action.objects.get(pk=action.pk).state == "done"


@pytest.mark.parametrize("verb", ["dry-run", "save", "switch", "start"])
def test_a_viewer_changes_nothing(enter, viewer, client_a, letters, verb):
    answer = enter(viewer, client_a).post(f"/automations/letter/{verb}/", fields(letters, on="1"))
    assert answer.status_code == 403
    with client_a.active():
        assert not Setting.objects.exists()
        assert not Run.objects.exists()


def test_what_is_not_offered_does_not_exist(enter, manager, client_a):
    browser = enter(manager, client_a)
    assert browser.get("/automations/nonsense/").status_code == 404
    assert browser.post("/automations/nonsense/start/").status_code == 404


def test_looking_switches_nothing(enter, manager, client_a):
    browser = enter(manager, client_a)
    for verb in ("dry-run", "save", "switch", "start"):
        assert browser.get(f"/automations/letter/{verb}/", {"on": "1"}).status_code == 405


def test_a_long_dry_run_is_read_page_by_page_with_the_same_parameters(enter, manager, client_a, letters, monkeypatch):
    monkeypatch.setattr("surfaces.web.client.dry_run_facts.PAGE", 2)
    browser = enter(manager, client_a)
    first = text(browser.post("/automations/letter/dry-run/", fields(letters)))
    assert "1 to 2 of 3" in first
    assert 'name="page" value="2"' in first
    assert f'type="hidden" name="contacts" value="{fields(letters)["contacts"]}"' in first
    second = text(browser.post("/automations/letter/dry-run/", fields(letters, page="2")))
    assert "3 to 3 of 3" in second
    assert "Chadi" in second
    assert '<th scope="row">Amélie' not in second


def test_a_pause_shows_in_the_dry_run(enter, manager, owner, client_a, letters):
    switches.pause(client_a, by=owner)
    page = text(enter(manager, client_a).post("/automations/letter/dry-run/", fields(letters)))
    assert "Everything is paused" in page
    assert "Within its limits" not in page
