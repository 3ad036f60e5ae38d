"""Every address of a client's host, for everybody who has no business there."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client as Browser

from automations import registry as automations
from integrations import mail
from sensors import registry as sensors
from surfaces.inventory import Entry, everything
from tenants import access, tickets
from tenants.access import Verb
from tests.isolation.conftest import CANARY, NOBODYS, SIGN_IN, Changes, Shop, host_of

ROUTES = [entry for entry in everything() if entry.kind == "route" and entry.host == "client"]
GUARDED = [entry for entry in ROUTES if entry.door == "client"]
OF_CLIENTS = {
    "simulation_id",
    "session_id",
    "review_id",
    "run_id",
    "action_id",
    "job_id",
    "client_id",
    "token",
    "secret",
    "name",
}
"""Blanks that stand for something of one client; the others mean the same everywhere."""


def known_slug(entry: Entry) -> str:
    registry: Any = sensors if "/sensors/" in entry.address else automations
    return str(registry.all()[0].slug)


def address(entry: Entry, shop: Shop) -> str:
    """The route with this client's own ids in it."""
    given = {**{name: make() for name, make in NOBODYS.items()}, "slug": known_slug(entry), **shop.blanks}
    return entry.address % given


def both_ways(browser: Browser, path: str) -> Iterator[tuple[str, HttpResponse]]:
    """Looked at, and posted to as hastily as can be."""
    yield "GET", browser.get(path)
    yield "POST", browser.post(path, {"verdict": "approve_all", "confirm": "1", "paused": "1", "enabled": "1"})


def assert_untouched(before: Changes) -> None:
    assert before.since() - {"public.django_session"} == set()


def to_sign_in(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and str(answer.headers["Location"]).startswith(SIGN_IN)


def strangers(world, request, sign_in) -> Iterator[tuple[str, Browser]]:
    """Those who are nobody at client A, each trying on A's host."""
    host = host_of(world.a.client)
    manager_b, approver = world.manager_b, world.approver
    yield "signed out", Browser(headers={"host": host})
    yield "outsider", sign_in(request.getfixturevalue("outsider"), host)
    yield "member of B, signing in at A", sign_in(manager_b, host)
    with_cookie = sign_in(manager_b, host_of(world.b.client))
    assert with_cookie.get("/").status_code == 200, "B's manager is in at B"
    yield "B's session cookie shown at A", moved_to(with_cookie, host)
    staff = sign_in(approver)
    assert staff.get("/admin/").status_code == 200, "staff are in at the agency's host"
    yield "staff without a ticket", moved_to(staff, host)
    yield "staff, signing in at A", sign_in(approver, host)


def moved_to(browser: Browser, host: str) -> Browser:
    other = Browser(headers={"host": host})
    other.cookies["sessionid"] = browser.cookies["sessionid"].value
    return other


def test_strangers_are_sent_to_sign_in_and_change_nothing(world, request, sign_in):
    for who, browser in strangers(world, request, sign_in):
        for entry in GUARDED:
            before = Changes.now()
            for method, answer in both_ways(browser, address(entry, world.a)):
                assert to_sign_in(answer), (who, method, entry.name, answer.status_code)
            assert_untouched(before)


def test_a_role_of_less_is_refused_and_changes_nothing(world, sign_in):
    """A member who may only look: every address that needs more says 403, and no form of the others works."""
    browser = sign_in(world.viewer, host_of(world.a.client))
    allowed = {verb for verb in Verb if access.allows(world.viewer, world.a.client, verb)}
    for entry in GUARDED:
        before = Changes.now()
        for method, answer in both_ways(browser, address(entry, world.a)):
            expected = {403} if entry.needs not in allowed else {200, 204, 403, 404, 405}
            assert answer.status_code in expected, (method, entry.name, answer.status_code)
        assert_untouched(before)
    assert any(entry.needs not in allowed for entry in GUARDED)


def test_a_foreign_id_answers_as_one_that_nobody_has(world, sign_in):
    """B's ids, at A, for A's owner: the same status and the same words as for what does not exist."""
    browser = sign_in(world.owner, host_of(world.a.client))
    tried = 0
    for entry in ROUTES:
        for blank in OF_CLIENTS.intersection(entry.blanks):
            before, tried = Changes.now(), tried + 1
            foreign = only(world.a, blank, world.b.blanks[blank])
            nobodys = only(world.a, blank, NOBODYS[blank]())
            answers = zip(both_ways(browser, address(entry, foreign)), both_ways(browser, address(entry, nobodys)),
                          strict=True)  # fmt: skip
            statuses = set()
            for (method, seen), (_method, missing) in answers:
                assert seen.status_code == missing.status_code, (method, entry.name, seen.status_code)
                assert bare(seen, foreign, nobodys) == bare(missing, foreign, nobodys), (method, entry.name)
                statuses.add(seen.status_code)
            assert statuses in ({404}, {404, 405}), (entry.name, "405: takes posts only, or none")
            assert_untouched(before)
    assert tried >= 8


def only(shop: Shop, blank: str, value: Any) -> Shop:
    """The client's own ids, but for one."""
    return Shop(shop.client, shop.waiting, shop.done, {**shop.blanks, blank: value})


def bare(answer: HttpResponse, *asked: Shop) -> str:
    """The page without what differs each time: the form's token, the minute, and the ids asked for.

    Of all that are compared, the longest first: a small id may be a part of a link, or any other number.
    """
    text = re.sub(r"\b[A-Za-z0-9]{64}\b|at \d\d:\d\d", "…", answer.content.decode())
    values = {str(value) for shop in asked for value in shop.blanks.values()}
    for value in sorted(values, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", "…", text)
    return text


def test_no_page_of_b_says_anything_of_a(world, sign_in):
    """And every page of B that its manager may see does show."""
    browser = sign_in(world.manager_b, host_of(world.b.client))
    mine, shown = f"{CANARY}-{world.b.client.slug}", 0
    for entry in GUARDED:
        answer = browser.get(address(entry, world.b))
        text = answer.content.decode()
        assert f"{CANARY}-{world.a.client.slug}" not in text and world.a.client.name not in text, entry.name
        shown += mine in text
    assert shown >= 2, "B's own customers are named on its own pages"


@pytest.mark.parametrize("person", ["owner", "visitor"])
def test_looking_changes_nothing(world, sign_in, person, admin):
    """A GET of every address, as whoever may see the most: not a row anywhere is written."""
    if person == "owner":
        browser = sign_in(world.owner, host_of(world.a.client))
    else:
        browser = Browser(headers={"host": host_of(world.a.client)})
        browser.post(f"/enter/{tickets.issue(world.a.client, to=admin)}/")
    seen, before_mail = set(), len(mail.mailbox(world.a.client))
    for entry in ROUTES:
        before = Changes.now()
        answer = browser.get(address(entry, world.a))
        assert before.since() - {"public.django_session"} == set(), entry.name
        assert answer.status_code < 500, entry.name
        seen.add(answer.status_code)
    assert 200 in seen
    assert len(mail.mailbox(world.a.client)) == before_mail


def test_the_session_table_is_only_written_where_a_session_begins_or_ends(world, sign_in):
    browser = sign_in(world.owner, host_of(world.a.client))
    before = Changes.now()
    for entry in GUARDED:
        browser.get(address(entry, world.a))
    assert before.since() == set()


def test_open_addresses_give_nothing_of_the_client_away(world):
    browser = Browser(headers={"host": host_of(world.a.client)})
    for entry in ROUTES:
        if entry.door == "open":
            cache.clear()
            for _method, answer in both_ways(browser, entry.address % {each: make() for each, make in NOBODYS.items()}):
                assert answer.status_code in {200, 302, 403, 404, 405}, entry.name
                assert CANARY not in answer.content.decode(), entry.name
