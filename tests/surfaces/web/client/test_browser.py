"""In a real browser: ticks count, nothing scrolls sideways on a telephone, themes and focus are seen."""

import pytest
from django.conf import settings
from playwright.sync_api import Page

from automations.models import Action
from automations.services.directing import direct
from integrations.mail import mailbox as stored_mail
from tests.surfaces.web.client.conftest import run_due

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ("/", "/approvals/", "/directives/", "/automations/", "/automations/letter/", "/sensors/",
         "/sensors/retention-sensor/", "/decisions/", "/integrations/", "/integrations/shopify/",
         "/integrations/webhooks/", "/integrations/shopify/privacy/")  # fmt: skip


@pytest.fixture
def home(live_server, enter, owner, client_a, measured, waiting, page: Page) -> str:
    """The client's own address, with its owner signed in."""
    session = enter(owner, client_a).cookies[settings.SESSION_COOKIE_NAME].value
    host = f"{client_a.slug}.localhost"
    language = settings.LANGUAGE_COOKIE_NAME
    page.context.add_cookies([
        {"name": settings.SESSION_COOKIE_NAME, "value": session, "domain": host, "path": "/"},
        {"name": language, "value": "en", "domain": host, "path": "/"},
    ])  # fmt: skip
    return f"http://{host}:{live_server.thread.port}"


def test_two_are_unticked_and_one_leaves(page, home, client_a, waiting):
    page.goto(f"{home}/approvals/{waiting.review_id}/")
    ticks = page.locator("input[data-tick]")
    assert ticks.count() == 3
    approve = page.locator('button[value="approve"]')
    assert "3" in approve.inner_text()
    ticks.nth(1).uncheck()
    ticks.nth(2).uncheck()
    assert "1" in approve.inner_text()
    ticks.nth(0).uncheck()
    assert approve.is_disabled()
    ticks.nth(0).check()
    approve.click()
    page.wait_for_selector("text=Approved: 1 of 3.")
    run_due(client_a)
    with client_a.active():
        assert len(stored_mail(client_a)) == 1
        assert sorted(Action.objects.of_run(waiting).values_list("state", flat=True)) == [
            "done",
            "rejected",
            "rejected",
        ]


def test_nothing_scrolls_sideways_on_a_telephone_not_even_a_word_without_an_end(page, home, client_a, owner, waiting):
    with client_a.active():
        session = direct("x" * 900, by=owner, door="page")
    page.set_viewport_size({"width": 360, "height": 740})
    for path in (*PAGES, f"/runs/{waiting.pk}/", f"/approvals/{waiting.review_id}/", f"/directives/{session.pk}/"):
        page.goto(home + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        if path.startswith("/directives/"):
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, f"{path}, opened"


def test_the_home_page_follows_keyboard_time_and_taste(page, home):
    page.goto(home)
    the_keyboard_is_always_seen_and_begins_with_the_content(page)
    the_page_refreshes_itself_and_keeps_the_chart(page)
    dark_and_light_follow_the_system_and_the_persons_choice(page)


def the_keyboard_is_always_seen_and_begins_with_the_content(page):
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert page.locator(".skip").bounding_box()["y"] >= 0
    for _step in range(12):
        page.keyboard.press("Tab")
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style != "none"


def the_page_refreshes_itself_and_keeps_the_chart(page):
    page.locator("#trade details summary").click()
    page.evaluate("htmx.ajax('GET', '/', {target: '#home', swap: 'outerHTML'})")  # waits for the swap
    assert page.locator("#trade svg").count() == 1
    assert page.locator("#trade details[open]").count() == 1
    assert page.locator("h1").inner_text() == "1 decision waits for you, Owner."


def dark_and_light_follow_the_system_and_the_persons_choice(page):
    grounds = set()
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(grounds) == 2
    page.click("button[name=theme][value=dark]")
    page.wait_for_load_state()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(13, 15, 26)"
