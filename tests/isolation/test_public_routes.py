"""Every address of the agency's own host, for people without an account, members, and staff who may only look."""

import re
from typing import Any

from django.contrib import admin as django_admin
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client as Browser

from surfaces.inventory import Entry, everything
from tenants import access
from tenants.access import Verb
from tests.isolation.conftest import CANARY, NOBODYS, Changes, Shop, host_of
from tests.isolation.test_client_routes import both_ways, to_sign_in

ROUTES = [entry for entry in everything() if entry.kind == "route" and entry.host == "public"]
GUARDED = [entry for entry in ROUTES if entry.door == "staff"]
RIGHTS_OF_ALL_STAFF = {"/clients/%(client_id)s/enter/", "/admin/logout/"}
"""Posts that a viewer may make: a visit, which is on record, and leaving."""


def address(entry: Entry, shop: Shop) -> str:
    given: dict[str, Any] = {**{name: make() for name, make in NOBODYS.items()}, **shop.blanks}
    given["slug"] = shop.client.slug
    given["object_id"] = _some_row(entry.address) or given["object_id"]
    return entry.address % given


def _some_row(path: str) -> Any:
    """A real row for the record pages: the last one of that table, for a refusal must not hang on its absence."""
    found = re.match(r"/admin/(\w+)/(\w+)/", path)
    if not found or "object_id" not in path:
        return None
    for model in django_admin.site._registry:
        if (model._meta.app_label, model._meta.model_name) == found.groups():
            return model._default_manager.order_by("pk").values_list("pk", flat=True).last()
    return None


def leads_to_the_admins_own_door(answer: HttpResponse) -> bool:
    """Which leads to sign-in in its turn."""
    place = str(answer.headers.get("Location", ""))
    return place == "/admin/" or place.startswith("/admin/login/")


def test_without_an_account_everything_but_the_open_pages_leads_to_sign_in(world):
    browser = Browser(headers={"host": "localhost"})
    for entry in GUARDED:
        before = Changes.now()
        for method, answer in both_ways(browser, address(entry, world.a)):
            away = to_sign_in(answer) or leads_to_the_admins_own_door(answer)
            assert away, (method, entry.name, answer.status_code)
        assert before.since() == set()


def test_a_member_of_a_client_is_nobody_here(world, sign_in):
    """Neither through this host's sign-in page nor with the session of the own host."""
    host = host_of(world.a.client)
    inside = sign_in(world.owner, host)
    assert inside.get("/").status_code == 200
    moved = Browser(headers={"host": "localhost"})
    moved.cookies["sessionid"] = inside.cookies["sessionid"].value
    for browser in (sign_in(world.owner), moved):
        before = Changes.now()
        for entry in GUARDED:
            for method, answer in both_ways(browser, address(entry, world.a)):
                assert answer.status_code == 302, (method, entry.name, answer.status_code)
                assert CANARY not in answer.content.decode(), entry.name
        assert before.since() - {"public.django_session"} == set()


def test_staff_who_may_only_look_change_nothing(world, staff_viewer, sign_in):
    browser = sign_in(staff_viewer)
    allowed = {verb for verb in Verb if access.allows(staff_viewer, None, verb)}
    for entry in GUARDED:
        if entry.address in RIGHTS_OF_ALL_STAFF:
            continue
        before = Changes.now()
        for method, answer in both_ways(browser, address(entry, world.a)):
            refused = entry.needs not in allowed
            expected = {403} if refused else {200, 302, 403, 404, 405}
            assert answer.status_code in expected, (method, entry.name, answer.status_code)
        assert before.since() == set(), entry.name
    assert any(entry.needs not in allowed for entry in GUARDED)


def test_looking_changes_nothing_for_an_administrator(world, admin, sign_in):
    browser, seen = sign_in(admin), set()
    for entry in ROUTES:
        before = Changes.now()
        answer = browser.get(address(entry, world.a))
        assert before.since() - {"public.django_session"} == set(), entry.name
        assert answer.status_code < 500 or entry.address == "/readyz", (entry.name, answer.status_code)
        seen.add(answer.status_code)
    assert 200 in seen


def test_an_id_that_nobody_has_is_not_found_and_breaks_nothing(world, admin, sign_in):
    browser = sign_in(admin)
    nobodys = {name: make() for name, make in NOBODYS.items()}
    for entry in GUARDED:
        if entry.blanks and entry.blanks != ("app_label",):
            statuses = {answer.status_code for _method, answer in both_ways(browser, entry.address % nobodys)}
            # A record that is not there is missed on the list (302); what nobody may add, or takes posts only,
            # says that first (403, 405).
            assert statuses <= {302, 403, 404, 405}, (entry.name, statuses)


def test_open_addresses_give_nothing_of_any_client_away(world):
    browser = Browser(headers={"host": "localhost"})
    for entry in ROUTES:
        if entry.door == "open":
            cache.clear()
            for _method, answer in both_ways(browser, entry.address % {each: make() for each, make in NOBODYS.items()}):
                text = answer.content.decode()
                assert CANARY not in text and world.a.client.name not in text, entry.name
                assert answer.status_code < 500 or entry.address == "/readyz", entry.name
