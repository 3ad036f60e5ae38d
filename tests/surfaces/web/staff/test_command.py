"""The command centre: measured figures, one flat number of queries, and the kill switch."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from events import board
from events.models import Board, Job
from sensors import registry, silences
from tenants import clock, switches
from tenants.models import Client, Domain, LedgerEntry

HOME = "/admin/"
SWITCH = "/admin/switch/"


def sensed(client, sensor: str, state: str, number: float | None, hours_ago: float = 0) -> None:
    at = clock.now() - timedelta(hours=hours_ago)
    board.put_for(client, "sensor", sensor, state=state, number=number, at=at)


def cells(page, client) -> list:
    return next(row for row in page.context["matrix"].rows if row.client == client).cells


def test_an_empty_house_shows_words_not_zeros(desk, approver):
    page = desk(approver).get(HOME)
    text = page.content.decode()
    assert page.status_code == 200
    assert "No client is under pressure" in text
    assert "There is no client yet." in text
    assert "No job gave up." in text
    assert "no work was handed out yet" in text


def test_pressure_is_highest_first_and_counts_what_is_over_the_limit(desk, approver, client_a, client_b):
    sensed(client_a, "retention-sensor", "ok", 52)
    sensed(client_b, "retention-sensor", "ok", 81)
    page = desk(approver).get(HOME)
    assert [row.client for row in page.context["matrix"].rows] == [client_b, client_a]
    assert "1 client is under pressure" in page.content.decode()
    assert [cell.level for cell in cells(page, client_b) if cell.known] == [4]


def test_what_is_not_known_is_never_a_number(desk, approver, client_a):
    sensed(client_a, "retention-sensor", "ok", 90, hours_ago=24 * 30)
    page = desk(approver).get(HOME)
    (cell,) = [each for each in cells(page, client_a) if each.pressure]
    assert (cell.status, cell.known, cell.level) == ("stale", False, 0)
    assert 'data-level="4"' not in page.content.decode()
    assert "No client is under pressure" in page.content.decode()


def test_blocked_sensors_are_counted_and_hatched(desk, approver, client_a):
    sensed(client_a, "retention-sensor", "blocked", None)
    page = desk(approver).get(HOME)
    assert page.context["matrix"].blocked == 1
    assert 'class="hatch"' in page.content.decode()


def test_queries_do_not_grow_with_clients_and_rows(desk, approver, client_a, client_b, open_review):
    browser = desk(approver)

    def queries() -> int:
        browser.get(HOME)  # the first statement after other work sets the path
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(HOME).status_code == 200
        return len(seen)

    open_review(client_a)
    sensed(client_a, "retention-sensor", "ok", 52)
    one = queries()
    twins(200)
    for _each in range(5):
        open_review(client_b, size=1)
    assert queries() == one
    page = browser.get(HOME)
    assert (page.context["matrix"].clients, len(page.context["matrix"].rows)) == (202, 50)


def twins(number: int) -> None:
    """So many clients, each with every sector read, one left alone and a job that gave up."""
    now = clock.now()
    made = Client.objects.bulk_create(
        Client(
            slug=f"twin-{each}", name=f"Twin {each}", schema_name=f"twin_{each}", state="active", country="BE",
            currency="EUR", language="en", timezone="Europe/Brussels", created_at=now,
        )
        for each in range(number)
    )  # fmt: skip
    Board.objects.bulk_create(
        Board(client=twin, kind="sensor", key=sensor.slug, state="ok", number=twin.pk % 100, at=now)
        for twin in made
        for sensor in registry.all()
    )
    until = (now + timedelta(hours=1)).timestamp()
    Board.objects.bulk_create(
        Board(client=twin, kind="silence", key="retention:1", state="silence", number=until, at=now) for twin in made
    )
    Job.objects.bulk_create(
        Job(client=twin, handler="x", key="x", state="dead", due_at=now, created_at=now, finished_at=now)
        for twin in made
    )


def test_a_sector_that_is_left_alone_says_so_while_it_is(desk, approver, client_a, manager):
    sensed(client_a, "retention-sensor", "ok", 81)
    with client_a.active():
        silences.silence("retention", clock.now() + timedelta(hours=2), "Stock-taking", by=manager)
    page = desk(approver).get(HOME)
    assert [cell.silence for cell in cells(page, client_a)] == ["silenced"]
    assert '<span class="hidden-visually">silenced</span>' in page.content.decode()
    assert "Stock-taking" not in page.content.decode()
    with clock.frozen(clock.now() + timedelta(hours=3)):
        sensed(client_a, "retention-sensor", "ok", 81)
        assert [cell.silence for cell in cells(desk(approver).get(HOME), client_a)] == [""]


def test_clients_are_found_by_name(desk, approver, client_a, client_b):
    page = desk(approver).get(HOME, {"client": "velm"})
    assert [row.client for row in page.context["matrix"].rows] == [client_b]
    assert "No client has this name." in desk(approver).get(HOME, {"client": "zzz<b>"}).content.decode()


def test_the_way_to_a_clients_pages_is_a_post(desk, approver, client_a):
    Domain.objects.create(tenant=client_a, domain="shop.maison.example", is_primary=True)
    page = desk(approver).get(HOME)
    assert f'<form method="post" action="/clients/{client_a.pk}/enter/">' in page.content.decode()
    # Browsers hold the redirect of a form against the page's policy.
    allowed = page.headers["Content-Security-Policy"].split("form-action ")[1].split(";")[0]
    assert allowed == "'self' http://*.localhost:8000 http://shop.maison.example:8000"


def test_pausing_everything_is_asked_first(desk, admin, client_a):
    browser = desk(admin)
    asked = browser.post(SWITCH, {"paused": "1", "next": HOME})
    assert "Nothing is lost" in asked.content.decode()
    assert not switches.paused(client_a)
    done = browser.post(SWITCH, {"paused": "1", "confirm": "1", "next": HOME})
    assert done.headers["Location"] == HOME
    assert switches.paused(client_a)
    assert "Everything is paused." in browser.get(HOME).content.decode()
    browser.post(SWITCH, {"paused": "0", "confirm": "1"})
    assert not switches.paused(client_a)
    assert LedgerEntry.objects.filter(what__startswith="switch.", by_user_id=admin.pk).count() == 2


@pytest.mark.parametrize("who", ["approver", "staff_viewer"])
def test_only_administrators_pause_everything(desk, client_a, who, request):
    browser = desk(request.getfixturevalue(who))
    assert SWITCH not in browser.get(HOME).content.decode()
    assert browser.post(SWITCH, {"paused": "1", "confirm": "1"}).status_code == 403
    assert not switches.paused(client_a)


def test_the_switch_sends_nobody_elsewhere(desk, admin):
    answer = desk(admin).post(SWITCH, {"paused": "0", "confirm": "1", "next": "https://evil.example/"})
    assert answer.headers["Location"] == HOME


def test_looking_at_the_switch_changes_nothing(desk, admin, client_a):
    assert desk(admin).get(SWITCH, {"paused": "1", "confirm": "1"}).status_code == 405
    assert not switches.paused(client_a)


def test_strangers_see_the_sign_in_page(client_a):
    assert Browser(HTTP_HOST="localhost").get(HOME).headers["Location"].startswith("/accounts/login/")


def test_hours_across_clients_name_their_zone(desk, approver, client_a):
    for address in (HOME, "/admin/approvals/", "/admin/jobs/dead/"):
        page = desk(approver).get(address).content.decode()
        assert re.search(r"read <time[^>]*>\d\d:\d\d UTC</time>", page), address
