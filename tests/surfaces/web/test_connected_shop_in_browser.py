"""A shop connected by consent in the browser, seen living, unplugged, and plugged in again.

`UPDATE_SCREENSHOTS=1` also keeps pictures of its stations in docs/screenshots.
"""

import os
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connection as database
from playwright.sync_api import expect

import events
from automations.services import start_run
from crm.models import Cart
from integrations.http import pace
from sensors.models import Reading
from surfaces.local import loop
from tenants import clock
from tenants.errors import Refused
from tenants.models import MemberRole, User
from tenants.services import add_member
from tests.fakes.shopify_consent import APP, SECRET
from tests.fakes.shopify_counter import STORE, PlayedShop
from tests.integrations.connectors.conftest import specs
from tests.screenshots.conftest import screen
from tests.screenshots.pictures import small_picture
from tests.screenshots.test_pages import WIDTHS, keep, lies_well
from tests.world import PASSWORD

__all__ = ["screen"]
HOST = "velmora.localhost"
ORDERS = 120


@pytest.fixture
def played(settings, monkeypatch, noon) -> Iterator[PlayedShop]:
    """What `up --with-fakes` plays, for this process alone."""
    if not specs().is_dir():
        pytest.skip("SHARED_DIR is absent: the vendors' specifications are not part of the product")
    settings.FAKE_SERVICES = True
    settings.LLM_CHAINS = {"critical": [], "volume": []}
    monkeypatch.setattr(pace, "sleep", lambda seconds: None)
    monkeypatch.setattr(pace, "now", lambda: clock.now().timestamp())
    shop = PlayedShop(specs(), orders=ORDERS).start()
    for name, value in {
        "SHOPIFY_API_BASE": shop.shop.base, "SHOPIFY_OAUTH_API_BASE": shop.shop.fake.url,
        "SHOPIFY_API_KEY": APP, "SHOPIFY_API_SECRET": SECRET,
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    yield shop
    shop.stop()


@pytest.fixture
def workers(client_b) -> Iterator[None]:
    """What is due is done meanwhile, by the workers' own code in a thread of this process."""
    ended = Event()

    def work() -> None:
        while not ended.wait(0.02):
            events.run_due(client=client_b)
        database.close()

    thread = Thread(target=work)
    thread.start()
    yield
    ended.set()
    thread.join()


@pytest.fixture
def owner_b(client_b) -> User:
    user = User.objects.create_user("owner@velmora.example", PASSWORD, name="Ines Lambert")
    add_member(client_b, user, MemberRole.OWNER)
    return user


class Held:
    """The shop answers nothing after `pages` more pages, until it is let go."""

    def __init__(self, played: PlayedShop, pages: int) -> None:
        self.go_on, self.left, self.fake = Event(), pages, played.shop.fake
        self.answer, self.fake.replies["graphql"] = self.fake.replies["graphql"], self.held

    def held(self, call, operation):
        if b"Orders(" in call.body and (left := self.left) is not None:
            self.left = left - 1
            if left <= 0:
                self.go_on.wait(30)
        return self.answer(call, operation)


def connect(page) -> None:
    page.click("section[aria-labelledby=needing] li:has-text('Shopify') a.button")
    page.fill("form[action$='/oauth/shopify/start/'] [name=SHOPIFY_STORE]", STORE)
    page.click("text=Connect with Shopify")
    page.wait_for_selector(f"text=Install 3A in {STORE}?")
    assert page.locator("li:has-text('read_orders')").count() == 1
    page.click("text=Install app")
    page.wait_for_url(f"http://{HOST}:*/integrations/")


def at_counter(page, played: PlayedShop, words: str) -> None:
    """Press a button of the shop's own page, in a tab of its own."""
    counter = page.context.browser.new_page()
    counter.goto(played.counter.url)
    counter.click(f"text={words}")
    counter.close()


def picture(screen, name: str, around: str = "h1") -> None:
    for width, height in WIDTHS.items():
        screen.page.set_viewport_size({"width": width, "height": height})
        screen.page.locator(around).first.evaluate("each => each.scrollIntoView({block: 'center'})")
        lies_well(screen.page, name, width)
        if os.environ.get("UPDATE_SCREENSHOTS") == "1":
            keep(small_picture(screen.page), f"{name}-{width}.png")
    screen.page.set_viewport_size({"width": 1280, "height": 1000})


def pass_by(client, seconds: int) -> None:
    """Time goes on, and the workers keep up with it."""
    for _step in range(seconds // 20):
        clock.advance(timedelta(seconds=20))
        eventually(lambda: not loop.due(client))


def eventually(holds: Callable[[], object]) -> None:
    for _look in range(500):
        if holds():
            return
        Event().wait(0.02)
    raise AssertionError("it never came to hold")


def measured(client, status: str) -> None:
    """The sensor that lives on the shop's orders comes to say so, by the workers."""

    def last() -> str:
        with client.active():
            return str(Reading.objects.filter(sensor="retention-sensor").latest("pk").status)

    eventually(lambda: last() == status)


def carts_open(client) -> list[str]:
    with client.active():
        return list(Cart.objects.open().exclude(contact=None).values_list("url", flat=True))


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_shop_is_connected_lives_is_lost_and_comes_back(screen, played, client_b, owner_b, workers, mailbox):
    page = screen.page
    held = Held(played, pages=2)
    screen.sign_in(HOST, owner_b)
    screen.open(HOST, "/integrations/")
    expect(page.locator(".banner")).to_contain_text("Fake services.")
    connect(page)
    expect(page.locator("#messages")).to_contain_text("Shopify is connected.")

    screen.open(HOST, "/integrations/shopify/")
    expect(page.locator("#reading")).to_contain_text("Orders: 100")
    expect(page.locator("#reading")).to_contain_text("83%")
    picture(screen, "shop-reading")
    held.go_on.set()
    expect(page.locator("#reading")).to_contain_text(f"Orders: {ORDERS}")
    expect(page.locator("#reading")).to_contain_text("What changes later comes by itself")
    assert "API version: 2026-07" in page.inner_text("h1 + .lead")

    measured(client_b, "ok")
    screen.open(HOST, "/")
    before = page.inner_text("#today .figure")
    assert "brought in" in page.inner_text("section:has(> #trade)")
    began = time.monotonic()
    sold = played.order()
    total = f"{float(sold['totalPriceSet']['shopMoney']['amount']):,.2f}"
    expect(page.locator("#today .source")).to_contain_text(total, timeout=5000)
    assert time.monotonic() - began < 2.0
    assert page.inner_text("#today .figure") != before
    picture(screen, "home-shop", "#today")
    left = played.cart()
    eventually(lambda: carts_open(client_b) == [left["abandonedCheckoutUrl"]])
    screen.open(HOST, "/integrations/")
    picture(screen, "integrations-connected", "li:has-text('Shopify')")

    at_counter(page, played, "Unplug the shop")
    screen.open(HOST, "/integrations/shopify/")
    page.click("text=Test now")
    expect(page.locator("main")).to_contain_text("has not answered since")
    pass_by(client_b, 80)
    screen.open(HOST, "/integrations/")
    expect(page.locator("h1")).to_have_text("No service answers now.")
    row = page.locator("section[aria-labelledby=needing] li:has-text('Shopify')").first
    expect(row).to_contain_text("Broken")
    expect(row).to_contain_text("what depends on it waits")
    assert row.locator("a.button").count() == 0, "connecting again would not help"
    picture(screen, "integrations-unplugged")

    measured(client_b, "blocked")
    screen.open(HOST, "/")
    expect(page.locator("#today")).to_contain_text("These figures are old.")
    assert "old: as of" in page.inner_text("section:has(> #trade)")
    retention = page.locator("#sectors .pressure:has-text('Retention')")
    expect(retention).to_contain_text("Blocked")
    picture(screen, "home-unplugged", "#today")
    screen.open(HOST, "/automations/")
    expect(page.locator("main")).to_contain_text("Not ready")
    with client_b.active(), pytest.raises(Refused, match="has not answered since"):
        start_run("churn-prediction-resilient", {}, trigger="schedule")

    screen.open(HOST, "/")
    at_counter(page, played, "Plug the shop in again")
    played.order()
    pass_by(client_b, 120)
    expect(page.locator("#today")).not_to_contain_text("These figures are old.")
    measured(client_b, "ok")
    elsewhere = {each.split("/")[2] for each in screen.elsewhere}
    assert elsewhere <= {each.url.removeprefix("http://") for each in (played.shop.fake, played.counter)}
    assert screen.complaints == [], screen.complaints
