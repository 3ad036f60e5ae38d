"""The staff pages in a real browser: a decision with unticked actions, a visit, and how pages lie."""

from itertools import product

import pytest
from django.conf import settings
from django.test import Client as Browser
from playwright.sync_api import ConsoleMessage, Page

from reviews.models import Review
from tests.reviews.conftest import effects
from tests.surfaces.web.staff.test_command import sensed
from tests.world import PASSWORD

NAME = settings.SESSION_COOKIE_NAME
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def complaints() -> list[str]:
    """What the browser's console says of errors and broken policies."""
    return []


@pytest.fixture
def page(page: Page, live_server, settings, complaints) -> Page:
    settings.PUBLIC_PORT = f":{live_server.thread.port}"

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(message.text)

    page.on("console", note)
    return page


@pytest.fixture
def agency(live_server) -> str:
    """The agency's own address."""
    return f"http://localhost:{live_server.thread.port}"


@pytest.fixture
def signed_in(page: Page, approver) -> None:
    """An approver who signed in before."""
    enter(page, approver)


def enter(page: Page, user) -> None:
    browser = Browser(HTTP_HOST="localhost")
    browser.force_login(user, backend="tenants.sign_in.HostBackend")
    session = {"name": NAME, "value": browser.cookies[NAME].value, "domain": "localhost", "path": "/"}
    page.context.add_cookies([session])


def test_what_is_unticked_does_not_happen(page, agency, signed_in, complaints, client_a, open_review, plans):
    plans.html = "<p style='color: teal'>Hello</p>"
    review = open_review(client_a, size=3)
    page.goto(f"{agency}/admin/")
    page.click("text=Approvals")
    page.click("a:text('At risk customer flow')")
    dropped = page.locator("[data-tick]").first.get_attribute("value")
    page.locator("[data-tick]").first.uncheck()
    page.click("text=Approve 2 of 3 e-mails")
    page.wait_for_selector("text=Approved: 2 of 3.")
    assert effects() == sorted(set(review.action_digests) - {dropped})
    assert complaints == []


def test_enter_on_a_tick_decides_nothing(page, agency, signed_in, client_a, open_review):
    review = open_review(client_a)
    page.goto(f"{agency}/admin/approvals/{review.pk}/")
    page.locator("[data-tick]").first.press("Enter")
    page.wait_for_selector("text=Choose approve or reject.")
    assert Review.objects.get().waits


def test_the_message_keeps_its_own_style_and_loads_nothing(page, agency, signed_in, complaints, client_a, open_review):
    review = open_review(client_a, size=1)
    page.goto(f"{agency}/admin/approvals/{review.pk}/")
    paragraph = page.frame_locator("iframe.paper").locator("p")
    assert paragraph.evaluate("each => getComputedStyle(each).color") == "rgb(0, 128, 128)"
    assert [each for each in complaints if "tracker.example" not in each] == []
    assert any("has been blocked" in each for each in complaints)


def test_who_signs_in_and_visits_a_client_comes_to_its_host(page, agency, complaints, client_a, approver):
    page.goto(f"{agency}/admin/")
    page.fill("[name=login]", approver.email)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/admin/")
    page.click(f"[action='/clients/{client_a.pk}/enter/'] button")
    page.wait_for_url(f"http://{client_a.slug}.localhost:*/enter/*/")
    page.click("main form button")
    page.wait_for_url(f"http://{client_a.slug}.localhost:*/")
    assert not any("form-action" in each for each in complaints)


def test_no_page_scrolls_sideways(page, agency, complaints, client_a, client_b, admin, open_review, plans):
    plans.html, plans.title = "", "A very long name " * 8
    review = open_review(client_a, amount_cents=123_456_789)
    sensed(client_b, "retention-sensor", "ok", 83)
    enter(page, admin)
    for address in (
        "/admin/",
        "/admin/approvals/",
        f"/admin/approvals/{review.pk}/",
        "/admin/jobs/dead/",
        "/admin/mailbox/",
    ):
        page.goto(agency + address)
        assert page.url == agency + address
        for theme, width in product(("dark", "light"), (360, 1280, 1920)):
            page.emulate_media(color_scheme=theme)
            page.set_viewport_size({"width": width, "height": 800})
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 0, (address, theme, width)
    assert complaints == []
