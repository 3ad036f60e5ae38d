"""Who comes in by which host."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client as Browser

from tenants import access, clock, tickets
from tenants.access import Verb
from tenants.errors import Refused
from tenants.models import LedgerEntry, Member, Ticket
from tests.world import PASSWORD

A, B, AGENCY = "maison.localhost", "velmora.localhost", "localhost"


def sign_in(host: str, email: str, password: str = PASSWORD) -> Browser:
    browser = Browser(headers={"host": host})
    browser.post("/accounts/login/", {"login": email, "password": password})
    return browser


def signed_in(browser: Browser, host: str) -> bool:
    return (
        "_auth_user_id" in browser.session
        and browser.get("/accounts/password/change/", headers={"host": host}).status_code == 200
    )


@pytest.mark.parametrize(
    "host",
    ["evil.example", "maison.evil.example", "maison.localhost.", "xn--mason-zta.localhost", "nobody.localhost", "a b"],
)
def test_a_host_that_is_nobodys_gets_nothing(client_a, host):
    answer = Browser(headers={"host": host}).get("/accounts/login/")
    assert answer.status_code in (400, 404)
    assert b"Maison" not in answer.content


def test_a_forwarded_host_changes_nothing(client_a, client_b):
    answer = Browser(headers={"host": A, "x-forwarded-host": B}).get("/accounts/login/")
    assert b"Maison Tazri" in answer.content and b"Velmora" not in answer.content


def test_the_port_is_no_part_of_the_name(client_a):
    assert Browser(headers={"host": f"{A}:8123"}).get("/accounts/login/").status_code == 200


def test_a_member_signs_in_on_the_clients_host_only(owner, client_b):
    assert signed_in(sign_in(A, owner.email), A)
    assert not signed_in(sign_in(B, owner.email), B)
    assert not signed_in(sign_in(AGENCY, owner.email), AGENCY)


def test_staff_sign_in_on_the_agencys_host_only(approver, client_a):
    assert signed_in(sign_in(AGENCY, approver.email), AGENCY)
    assert not signed_in(sign_in(A, approver.email), A)


def test_every_failure_reads_the_same(owner, outsider, client_a):
    pages = []
    for email, password in ((owner.email, "wrong"), (outsider.email, PASSWORD), ("nobody@nowhere.example", PASSWORD)):
        cache.clear()
        browser = Browser(headers={"host": A})
        answer = browser.post("/accounts/login/", {"login": email, "password": password})
        pages.append(answer.content.decode().replace(email, "…"))
    plain = {re.sub(r"[A-Za-z0-9]{64}", "token", page) for page in pages}
    assert len(plain) == 1
    assert "alert" in plain.pop()


def test_guessing_is_throttled(owner):
    browser = Browser(headers={"host": A})
    for _ in range(6):
        browser.post("/accounts/login/", {"login": owner.email, "password": "wrong"})
    browser.post("/accounts/login/", {"login": owner.email, "password": PASSWORD})
    assert "_auth_user_id" not in browser.session


def test_a_session_of_a_is_none_at_b(owner, client_a, client_b):
    browser = sign_in(A, owner.email)
    Member.objects.create(client=client_b, user=owner, role="viewer", created_at=clock.now())
    cookie = browser.cookies["sessionid"].value
    other = Browser(headers={"host": B})
    other.cookies["sessionid"] = cookie
    assert not signed_in(other, B)


def test_the_session_cookie_is_host_only_and_changes_at_sign_in(owner):
    browser = Browser(headers={"host": A})
    browser.get("/accounts/login/")
    browser.cookies["sessionid"] = "chosen-by-somebody-else"
    browser.post("/accounts/login/", {"login": owner.email, "password": PASSWORD})
    cookie = browser.cookies["sessionid"]
    assert cookie.value != "chosen-by-somebody-else" and cookie["domain"] == "" and cookie["httponly"]


def test_who_is_no_member_any_more_is_out_at_the_next_request(owner, client_a):
    browser = sign_in(A, owner.email)
    Member.objects.filter(user=owner).delete()
    assert not signed_in(browser, A)


def test_nobody_signs_up(client_a):
    answer = Browser(headers={"host": A}).post(
        "/accounts/signup/", {"email": "new@x.example", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert not type(client_a).objects.none().exists() and answer.status_code in (200, 403, 404)
    from tenants.models import User

    assert not User.objects.filter(email="new@x.example").exists()


def test_a_ticket_opens_one_clients_host_once(approver, client_a, client_b):
    secret = tickets.issue(client_a, to=approver)
    assert Browser(headers={"host": B}).post(f"/enter/{secret}/").status_code == 404
    visitor = Browser(headers={"host": A})
    assert visitor.post(f"/enter/{secret}/").status_code == 302
    assert signed_in(visitor, A)
    assert Browser(headers={"host": A}).post(f"/enter/{secret}/").status_code == 404
    assert Browser(headers={"host": A}).get(f"/enter/{secret}/").status_code == 404
    whats = list(LedgerEntry.objects.filter(client=client_a).values_list("what", flat=True))
    assert whats == ["ticket.issued", "ticket.redeemed"]


def test_looking_at_a_tickets_address_spends_nothing(approver, client_a, client_b):
    secret = tickets.issue(client_a, to=approver)
    previewer = Browser(headers={"host": A}, enforce_csrf_checks=True)
    for _each in range(2):
        page = previewer.get(f"/enter/{secret}/")
        assert page.status_code == 200 and b'<form class="stack" method="post">' in page.content
    assert "_auth_user_id" not in previewer.session
    assert Browser(headers={"host": B}).get(f"/enter/{secret}/").status_code == 404
    assert previewer.post(f"/enter/{secret}/").status_code == 403  # a page elsewhere cannot press the button
    assert Ticket.objects.get().used_at is None
    token = previewer.cookies["csrftoken"].value
    assert previewer.post(f"/enter/{secret}/", {"csrfmiddlewaretoken": token}).status_code == 302


def test_a_ticket_is_stale_after_a_minute(approver, client_a, noon):
    secret = tickets.issue(client_a, to=approver)
    clock.advance(timedelta(seconds=61))
    late = Browser(headers={"host": A})
    assert late.get(f"/enter/{secret}/").status_code == late.post(f"/enter/{secret}/").status_code == 404


def test_a_staff_visit_ends_by_itself(approver, client_a, noon):
    visitor = Browser(headers={"host": A})
    visitor.post(f"/enter/{tickets.issue(client_a, to=approver)}/")
    assert signed_in(visitor, A)
    clock.advance(timedelta(hours=4, seconds=1))
    assert not signed_in(visitor, A)


def test_members_and_outsiders_get_no_ticket(owner, outsider, client_a):
    for person in (owner, outsider):
        with pytest.raises(Refused):
            tickets.issue(client_a, to=person)
    assert not Ticket.objects.exists()


def test_the_button_for_a_ticket_is_staffs_alone(approver, owner, client_a):
    staff = sign_in(AGENCY, approver.email)
    answer = staff.post(f"/clients/{client_a.pk}/enter/", headers={"host": AGENCY})
    assert answer.status_code == 302 and answer["location"].startswith("http://maison.localhost")
    assert Browser(headers={"host": AGENCY}).post(f"/clients/{client_a.pk}/enter/").status_code == 302  # to sign-in
    assert Ticket.objects.count() == 1


def test_a_suspended_client_says_so(client_a, admin, owner):
    from tenants.services import suspend

    suspend(client_a, by=admin)
    assert Browser(headers={"host": A}).get("/").status_code == 403


@pytest.mark.parametrize(
    ("person", "may"),
    [
        ("viewer", {Verb.VIEW}),
        ("manager", {Verb.VIEW, Verb.OPERATE, Verb.DECIDE}),
        ("owner", set(Verb)),
        ("staff_viewer", {Verb.VIEW}),
        ("approver", {Verb.VIEW, Verb.OPERATE, Verb.DECIDE}),
        ("admin", set(Verb)),
        ("manager_b", set()),
        ("outsider", set()),
    ],
)
def test_roles_decide(request, client_a, person, may):
    user = request.getfixturevalue(person)
    assert {verb for verb in Verb if access.allows(user, client_a, verb)} == may


def test_a_revoked_role_counts_at_once_even_for_a_loaded_user(approver, client_a):
    type(approver).objects.filter(pk=approver.pk).update(staff_role="")
    assert not access.allows(approver, client_a, Verb.VIEW)
