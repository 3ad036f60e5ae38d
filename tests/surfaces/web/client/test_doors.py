"""Who comes in where: members of this client, visiting staff, and nobody else."""

import re

import pytest
from django.test import Client as Browser
from django.urls import URLPattern

from surfaces.web.urls import urlpatterns
from tenants import switches
from tests.surfaces.web.client.conftest import text

PAGES = [
    "/",
    "/approvals/",
    "/directives/",
    "/automations/",
    "/automations/letter/",
    "/sensors/",
    "/sensors/ga4-sensor/",
    "/decisions/",
    "/integrations/",
    "/integrations/shopify/",
    "/integrations/webhooks/",
]


@pytest.mark.parametrize("path", PAGES)
def test_members_and_visiting_staff_see_it_others_do_not(
    enter, viewer, staff_viewer, outsider, manager_b, client_a, path
):
    for person in (viewer, staff_viewer):
        assert enter(person, client_a).get(path).status_code == 200
    for person in (outsider, manager_b):
        answer = enter(person, client_a).get(path)
        assert answer.status_code in (302, 404)
        assert "Maison Tazri</span>" not in text(answer)
    nobody = Browser(HTTP_HOST="maison.localhost").get(path)
    assert nobody.headers["Location"].startswith("/accounts/login/")


def test_a_swap_without_a_session_leads_the_whole_page_to_the_sign_in(client_a):
    answer = Browser(HTTP_HOST="maison.localhost").get("/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == "/accounts/login/"


def test_every_link_of_every_page_leads_somewhere(enter, owner, measured, waiting):
    browser = enter(owner, measured)
    followed = set(PAGES)
    for path in PAGES:
        page = browser.get(path)
        assert page.status_code == 200, path
        links = {link.replace("&amp;", "&") for link in re.findall(r'<a [^>]*href="(/[^"#]*)"', text(page))}
        assert links, path
        for link in links - followed:
            assert browser.get(link).status_code == 200, (path, link)
        followed |= links


def test_every_page_wears_a_door():
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        assert pattern.callback.door.kind in ("client", "open"), pattern


def test_the_owner_pauses_and_resumes_everything(enter, owner, client_a):
    browser = enter(owner, client_a)
    page = text(browser.post("/switch/", {"paused": "1", "next": "/sensors/"}, follow=True))
    assert switches.paused(client_a)
    assert "Everything is paused." in page
    assert "Resume" in page
    browser.post("/switch/", {"paused": "0", "next": "https://evil.example/"})
    assert not switches.paused(client_a)


def test_a_resume_under_the_agencys_pause_says_that_nothing_leaves_yet(enter, owner, admin, client_a):
    switches.pause(None, by=admin)
    page = text(enter(owner, client_a).post("/switch/", {"paused": "0"}, follow=True))
    assert "the agency has paused all clients" in page


def test_others_do_not_reach_the_switch(enter, manager, client_a, client_b, manager_b):
    browser = enter(manager, client_a)
    assert "Pause everything" not in text(browser.get("/"))
    assert browser.post("/switch/", {"paused": "1"}).status_code == 403
    assert enter(manager_b, client_b).get("/switch/").status_code in (403, 405)
    assert not switches.paused(client_a)


def test_nonsense_in_the_address_is_no_error(enter, owner, client_a):
    browser = enter(owner, client_a)
    for path in ("/approvals/?page=x&state=%00", "/automations/letter/?page=-1", "/decisions/?page=9999"):
        assert browser.get(path).status_code == 200
    assert browser.get("/runs/1/").status_code == 404
    assert browser.post("/switch/", {"paused": "2"}).status_code == 302
