"""The staff pages in a real browser: a decision with unticked actions, a visit, and how pages lie."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import ConsoleMessage, Page

from reviews.models import Review
from tests.reviews.conftest import effects
from tests.surfaces.web.staff.test_command import sensed
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def complaints() -> list[str]:
    """What the browser's console says of errors and broken policies."""
    return []


@pytest.fixture
def page(chromium, live_server, settings, complaints) -> Iterator[Page]:
    port = settings.PUBLIC_PORT = f":{live_server.thread.port}"
    size = {"width": 1280, "height": 900}
    with chromium.new_context(viewport=size, base_url=f"http://localhost{port}") as context:
        opened = context.new_page()

        def note(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"}:
                complaints.append(message.text)

        opened.on("console", note)
        yield opened


def sign_in(page: Page, user) -> None:
    page.goto("/admin/")
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/admin/")


def test_what_is_unticked_does_not_happen(page, complaints, client_a, approver, open_review, plans):
    plans.html = "<p style='color: teal'>Hello</p>"
    review = open_review(client_a, size=3)
    sign_in(page, approver)
    page.click("text=Approvals")
    page.click("a:text('At risk customer flow')")
    dropped = page.locator("[data-tick]").first.get_attribute("value")
    page.locator("[data-tick]").first.uncheck()
    page.click("text=Approve 2 of 3 e-mails")
    page.wait_for_selector("text=Approved: 2 of 3.")
    assert effects() == sorted(set(review.action_digests) - {dropped})
    assert complaints == []


def test_enter_on_a_tick_decides_nothing(page, client_a, approver, open_review):
    review = open_review(client_a)
    sign_in(page, approver)
    page.goto(f"/admin/approvals/{review.pk}/")
    page.locator("[data-tick]").first.press("Enter")
    page.wait_for_selector("text=Choose approve or reject.")
    assert Review.objects.get().waits


def test_the_message_keeps_its_own_style_and_loads_nothing(page, complaints, client_a, approver, open_review):
    review = open_review(client_a, size=1)
    sign_in(page, approver)
    page.goto(f"/admin/approvals/{review.pk}/")
    paragraph = page.frame_locator("iframe.paper").locator("p")
    assert paragraph.evaluate("each => getComputedStyle(each).color") == "rgb(0, 128, 128)"
    assert [each for each in complaints if "tracker.example" not in each] == []
    assert any("has been blocked" in each for each in complaints)


def test_a_visit_leads_to_the_clients_host(page, complaints, client_a, approver):
    sign_in(page, approver)
    page.click(f"[action='/clients/{client_a.pk}/enter/'] button")
    page.wait_for_url(f"http://{client_a.slug}.localhost:*/enter/*/")
    page.click("main form button")
    page.wait_for_url(f"http://{client_a.slug}.localhost:*/")
    assert not any("form-action" in each for each in complaints)


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_no_page_scrolls_sideways(page, complaints, client_a, client_b, admin, open_review, plans, theme):
    plans.html, plans.title = "", "A very long name " * 8
    review = open_review(client_a, amount_cents=123_456_789)
    sensed(client_b, "retention-sensor", "ok", 83)
    sign_in(page, admin)
    page.emulate_media(color_scheme=theme)
    for width in (360, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        for address in (
            "/admin/",
            "/admin/approvals/",
            f"/admin/approvals/{review.pk}/",
            "/admin/jobs/dead/",
            "/admin/mailbox/",
        ):
            page.goto(address)
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 0, (address, width)
    assert complaints == []
