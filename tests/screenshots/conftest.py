"""The demo agency in the middle of its day, as pictures of it should look: nothing is posed, all of it was run."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, sync_playwright

import events
import reviews
from automations import autonomy
from automations.models import Run, Simulation
from automations.services import request_simulation, start_run
from crm import demo
from reviews.models import Review
from sensors.goals import set_goal
from sensors.services import read_all
from surfaces.local.agency import GOAL_DAYS, GOAL_METRIC
from tenants import clock, provisioning
from tenants.models import Client, MemberRole, User
from tenants.services import NewClient, add_member, create_client
from tests.main_job.conftest import best_customers
from tests.world import PASSWORD

SHOPS = (
    NewClient(slug="velmora-coffee", name="Velmora Coffee", country="BE", language="en", is_demo=True),
    NewClient(slug="maison-tazri", name="Maison Tazri", country="MA", is_demo=True),
)


@dataclass
class Agency:
    """Both shops; of the first one, a run that was approved, a request that waits, and a simulation."""

    shops: list[Client]
    run: Run
    waiting: Review
    people: dict[str, User]
    simulation: Simulation


@pytest.fixture
def agency(_rows: None, noon: object, mailbox: Path, approver: User, admin: User) -> Iterator[Agency]:
    """Four days ago the first shop's request was approved; since today one waits at each shop."""
    shops = [create_client(wanted) for wanted in SHOPS]
    owner = User.objects.create_user(f"owner@{shops[0].slug}.example", PASSWORD, name="Lotte Peeters")
    add_member(shops[0], owner, MemberRole.OWNER)
    with clock.frozen(clock.now() - timedelta(days=4)):
        turn(shops[0])
        decided = Review.objects.select_related("client").get(client=shops[0])
        assert reviews.approve(decided, by=approver, digest=decided.digest, note="Good list.")
        events.run_due(client=shops[0])
    with shops[1].active():
        demo.generate(shops[1], until=clock.now())
        read_all()
        best = best_customers(shops[1], 12)
        start_run(decided.automation, {"contacts": {"contacts": best}}, trigger="manual", by=admin)
    turn(shops[0])
    with shops[0].active():
        run = Run.objects.get(pk=decided.subject_id)
        asked = start_run(run.automation, {"contacts": {"tag": "AT_RISK_CRITICAL"}}, trigger="manual", by=admin)
        waiting = Review.objects.select_related("client").get(pk=asked.review_id)
        today = clock.today(shops[0])
        past = request_simulation(run.automation, today - timedelta(days=5), today - timedelta(days=1), by=owner)
    events.run_due(client=shops[0])
    yield Agency(shops, run, waiting, {"owner": owner, "approver": approver}, past)
    for shop in shops:
        provisioning.drop_schema(shop.schema_name)


def turn(shop: Client) -> None:
    """Up to date, sensed, decided, done."""
    demo.generate(shop, until=clock.now())
    with shop.active():
        read_all()
        set_goal(GOAL_METRIC, 55, due_on=clock.today(shop) + timedelta(days=GOAL_DAYS))
        autonomy.tick()
        events.run_due(client=shop)


@dataclass
class Screen:
    """A browser's page, and what went wrong in it."""

    page: Page
    port: int
    complaints: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def open(self, host: str, path: str) -> None:
        self.page.goto(f"http://{host}:{self.port}{path}")

    def sign_in(self, host: str, user: User) -> None:
        self.open(host, "/accounts/login/")
        self.page.fill("[name=login]", user.email)
        self.page.fill("[name=password]", PASSWORD)
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
