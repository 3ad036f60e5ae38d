"""Looking changes nothing, and every staff page is closed to everybody else."""

import re
from collections.abc import Iterator
from importlib import import_module

import pytest
from django.db import connection
from django.test import Client as Browser
from django.urls import URLPattern, URLResolver

from events.models import Job
from tenants import clock
from tenants.models import Domain, KillSwitch
from tests.reviews.conftest import CANARY
from tests.surfaces.web.staff.test_mailbox import post

WATCHED = (
    "reviews_review",
    "reviews_decision",
    "events_event",
    "events_job",
    "tenants_ledgerentry",
    "tenants_killswitch",
    "tenants_client",
    "tenants_member",
    "tenants_ticket",
    "tenants_domain",
)


def patterns(found: list, prefix: str = "") -> Iterator[str]:
    for each in found:
        address = prefix + str(each.pattern).replace("^", "").replace("$", "").replace("\\Z", "")
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns, address)
        elif isinstance(each, URLPattern):
            yield address


@pytest.fixture
def addresses(client_a, approver, open_review, mailbox) -> list[str]:
    """Every address below /admin/, with ids of things that exist."""
    review = open_review(client_a)
    now = clock.now()
    job = Job.objects.create(
        client=client_a, handler="x", key="x", state="dead", due_at=now, created_at=now, finished_at=now
    )
    values = {
        "review_id": review.pk,
        "action_id": review.action_ids[0],
        "job_id": job.pk,
        "slug": client_a.slug,
        "name": post(client_a, "amelie@customers.example", html="<p>Hello</p>"),
        "object_id": client_a.pk,
        "content_type_id": 1,
        "app_label": "tenants",
        "url": "nothing-here/",
    }
    raw = [each for each in patterns(import_module("config.public_urls").urlpatterns) if each.startswith("admin/")]
    filled = [re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), each) for each in raw]
    return sorted({f"/{re.sub(r'[(][?]P.*', 'tenants/', each)}" for each in filled})


def rows() -> dict[str, str]:
    """A digest of every watched table."""
    found = {}
    with connection.cursor() as cursor:
        for table in WATCHED:
            cursor.execute(f"SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {table} t")
            found[table] = cursor.fetchone()[0]
    return found


def test_no_look_changes_anything(desk, admin, client_a, addresses):
    assert len(addresses) > 60
    browser, before = desk(admin), None
    for address in addresses:
        if address.startswith("/admin/logout"):
            continue
        before = before or rows()
        for query in ({}, {"verdict": "approve", "confirm": "1", "paused": "1", "digest": "x", "page": "99999"}):
            answer = browser.get(address, query)
            assert answer.status_code < 500, (address, answer.status_code)
        assert rows() == before, address
    assert not KillSwitch.objects.exists()


@pytest.mark.parametrize("who", ["nobody", "outsider", "owner", "manager_b"])
def test_every_staff_address_is_closed_to_everybody_else(who, request, client_a, addresses):
    browser = Browser(HTTP_HOST="localhost")
    if who != "nobody":
        browser.force_login(request.getfixturevalue(who), backend="tenants.sign_in.HostBackend")
    for address in addresses:
        for method in (browser.get, browser.post):
            answer = method(address)
            assert answer.status_code in (302, 403, 404, 405), (address, answer.status_code)
            assert CANARY not in answer.content.decode()


def test_staff_pages_are_not_on_clients_hosts(client_a, approver, addresses):
    browser = Browser(HTTP_HOST=f"{client_a.slug}.localhost")
    browser.force_login(approver, backend="tenants.sign_in.HostBackend")
    for address in addresses:
        assert browser.get(address).status_code in (302, 404), address


@pytest.mark.parametrize("language", ["fr", "en"])
def test_pages_open_in_both_languages(desk, admin, addresses, language):
    browser = desk(admin)
    for address in ("/admin/", "/admin/approvals/", "/admin/jobs/dead/", "/admin/mailbox/"):
        answer = browser.get(address, headers={"accept-language": language})
        assert answer.status_code == 200
        assert f'<html lang="{language}"' in answer.content.decode()


def test_a_suspended_client_stays_on_the_desk_and_is_not_entered(desk, approver, client_a, client_b):
    type(client_a).objects.filter(pk=client_a.pk).update(state="suspended")
    page = desk(approver).get("/admin/").content.decode()
    assert client_a.name in page
    assert "Suspended" in page
    assert f"/clients/{client_a.pk}/enter/" not in page
    assert f"/clients/{client_b.pk}/enter/" in page


def test_only_domains_of_clients_join_the_policy(desk, approver, client_a):
    Domain.objects.create(tenant=client_a, domain="shop.maison.example", is_primary=True)
    inbox = desk(approver).get("/admin/approvals/").headers["Content-Security-Policy"]
    assert "shop.maison.example" not in inbox
