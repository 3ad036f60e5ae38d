"""The demo agency in the middle of its day, as pictures of it should look: nothing is posed, all of it was run."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, sync_playwright

import events
from automations.models import Run, Simulation
from automations.services import request_simulation, start_run
from crm import demo
from reviews.models import Review
from sensors.services import read_all
from tenants import clock, provisioning
from tenants.models import Client, User
from tenants.services import NewClient, create_client
from tests.main_job.conftest import best_customers
from tests.world import PASSWORD

SECOND_SHOP = NewClient(slug="maison-tazri", name="Maison Tazri", country="MA", is_demo=True)


@dataclass
class Agency:
    """Both shops; of the first one, a run that was approved, a request that waits, and a simulation."""

    shops: list[Client]
    run: Run
    waiting: Review
    simulation: Simulation


@contextmanager
def busy(shop: Client, decided: Review, admin: User) -> Iterator[Agency]:
    """A shop whose request was `decided`, and another one: at each, something waits since today."""
    other = create_client(SECOND_SHOP)
    try:
        with other.active():
            demo.generate(other, until=clock.now())
            read_all()
            best = best_customers(other, 12)
            start_run(decided.automation, {"contacts": {"contacts": best}}, trigger="manual", by=admin)
        with shop.active():
            read_all()
            run = Run.objects.get(pk=decided.subject_id)
            asked = start_run(run.automation, {"contacts": {"tag": "AT_RISK_CRITICAL"}}, trigger="manual", by=admin)
            waiting = Review.objects.select_related("client").get(pk=asked.review_id)
            today = clock.today(shop)
            past = request_simulation(run.automation, today - timedelta(days=5), today - timedelta(days=1), by=admin)
        events.run_due(client=shop)
        yield Agency([shop, other], run, waiting, past)
    finally:
        provisioning.drop_schema(other.schema_name)


@dataclass
class Screen:
    """A browser's page, and what went wrong in it."""

    page: Page
    port: int
    complaints: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def open(self, host: str, path: str) -> None:
        self.page.goto(f"http://{host}:{self.port}{path}")

    def sign_in(self, host: str, user: User, password: str = PASSWORD) -> None:
        self.open(host, "/accounts/login/")
        self.page.fill("[name=login]", user.email)
        self.page.fill("[name=password]", password)
        self.page.press("[name=password]", "Enter")
        self.page.wait_for_url(lambda url: "/accounts/" not in url)


@pytest.fixture
def screen(live_server, settings, monkeypatch) -> Iterator[Screen]:
    """The system's Chromium; a test without it is skipped by name."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("the system's Chromium is absent")
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's driver runs an event loop in this thread
    port = live_server.thread.port
    settings.PUBLIC_PORT = f":{port}"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--hide-scrollbars"])
        screen = Screen(browser.new_page(reduced_motion="reduce", color_scheme="dark"), port)

        def note(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"}:
                screen.complaints.append(message.text)

        def noticed(request: Request) -> None:
            address = request.url.split("/")[2] if "://" in request.url else ""
            if address and not address.endswith(f"localhost:{port}"):
                screen.elsewhere.append(request.url)

        screen.page.on("console", note)
        screen.page.on("request", noticed)
        yield screen
        browser.close()
