"""A client is suspended, resumed and ended; its people, pages and records follow."""

from datetime import timedelta

import pytest
from django.http import StreamingHttpResponse
from django.test import Client as Browser
from django.test import RequestFactory

from crm.models import Contact
from tenants import clock, context, services
from tenants.access import Verb
from tenants.doors import client_door, staff_door
from tenants.errors import Refused
from tenants.middleware import HostMiddleware
from tenants.models import Client, Domain, LedgerEntry, Member, User
from tests.crm.conftest import contact_row, tell

MOVES = {"suspend": services.suspend, "resume": services.resume, "archive": services.archive}


@pytest.mark.parametrize(
    ("state", "move", "after"),
    [
        ("active", "suspend", "suspended"),
        ("suspended", "resume", "active"),
        ("suspended", "archive", "archived"),
        ("active", "archive", None),
        ("active", "resume", None),
        ("suspended", "suspend", None),
        ("archived", "resume", None),
        ("archived", "suspend", None),
        ("provisioning", "suspend", None),
    ],
)
def test_a_client_moves_only_along_its_life(client_a, admin, state, move, after):
    Client.objects.filter(pk=client_a.pk).update(state=state)
    if after is None:
        with pytest.raises(Refused, match="load the page again"):
            MOVES[move](client_a, by=admin)
    else:
        MOVES[move](client_a, by=admin)
    client_a.refresh_from_db()
    assert client_a.state == (after or state)
    assert LedgerEntry.objects.filter(what__startswith="client.", client=client_a).count() == (after is not None)


def test_two_who_suspend_at_once_do_it_once(client_a, admin):
    stale = Client.objects.get(pk=client_a.pk)
    services.suspend(client_a, by=admin)
    with pytest.raises(Refused):
        services.suspend(stale, by=admin)
    assert LedgerEntry.objects.filter(what="client.suspended").count() == 1


@pytest.mark.parametrize("state", ["provisioning", "archived"])
def test_a_client_that_is_not_there_yet_or_any_more_has_no_pages(client_a, state):
    Client.objects.filter(pk=client_a.pk).update(state=state)
    Domain.objects.create(domain="tazri.example", tenant=client_a)
    for host in ("maison.localhost", "tazri.example"):
        assert Browser(headers={"host": host}).get("/accounts/login/").status_code == 404


def test_a_person_has_one_role_at_a_client_and_the_last_one_counts(client_a, outsider, admin):
    services.add_member(client_a, outsider, "owner", by=admin)
    services.add_member(client_a, outsider, "viewer", by=admin)
    assert [member.role for member in Member.objects.of(outsider, client_a)] == ["viewer"]
    assert LedgerEntry.objects.filter(what="member.set", by_user_id=admin.pk).count() == 2


def test_what_is_streamed_is_read_in_the_clients_own_rows_to_the_last_piece(client_a, client_b, settings):
    settings.ALLOWED_HOSTS = ["*"]
    for client, name in ((client_a, "Amal"), (client_b, "Bram")):
        with client.active():
            tell(contact_row("1", first_name=name), contact_row("2", first_name=name))

    def pieces():
        for contact in Contact.objects.order_by("id"):
            yield f"{context.current().slug}:{contact.first_name} "

    def respond(host: str):
        request = RequestFactory(headers={"host": host}).get("/")
        return HostMiddleware(lambda asked: StreamingHttpResponse(pieces()))(request)

    first, second = respond("maison.localhost"), respond("velmora.localhost")
    mixed = [next(iter_) for iter_ in (iter(first), iter(second))]
    assert context.current_or_none() is None
    assert mixed == [b"maison:Amal ", b"velmora:Bram "]


def a_view(request):
    raise AssertionError("nobody may get here")


@pytest.mark.parametrize("door", [client_door(Verb.VIEW), staff_door(Verb.VIEW)])
def test_a_part_of_a_page_that_is_swapped_in_sends_the_whole_page_to_sign_in(client_a, door):
    host = "maison.localhost" if door(a_view).door.kind == "client" else "localhost"
    request = RequestFactory(headers={"host": host, "HX-Request": "true"}).get("/part/")
    request.client = client_a if host.startswith("maison") else None
    request.user = Nobody()
    answer = door(a_view)(request)
    assert answer.headers["HX-Redirect"].startswith("/accounts/login/")


class Nobody:
    is_authenticated = False


@pytest.mark.parametrize("field", ["timezone", "language"])
def test_the_admin_refuses_what_would_close_a_clients_pages(client_a, admin, field):
    browser = signed_in(admin)
    page = f"/admin/tenants/client/{client_a.pk}/change/"
    plain = {"name": "Tazri", "vertical": "shop", "language": "fr", "timezone": "Africa/Casablanca"}
    assert browser.post(page, {**plain, field: "nowhere"}).status_code == 200
    client_a.refresh_from_db()
    assert (client_a.name, client_a.timezone, client_a.language) == ("Maison Tazri", "Africa/Casablanca", "fr")
    assert browser.post(page, plain).status_code == 302
    client_a.refresh_from_db()
    assert client_a.name == "Tazri"
    assert LedgerEntry.objects.filter(what="client.changed", client=client_a, by_user_id=admin.pk).count() == 1


def test_a_person_made_in_the_admin_has_no_password_and_administrators_keep_their_own_role(admin):
    browser = signed_in(admin)
    new = {"email": "new@agency.example", "name": "New", "language": "fr", "staff_role": "viewer", "is_active": "on"}
    assert browser.post("/admin/tenants/user/add/", new).status_code == 302
    made = User.objects.get(email="new@agency.example")
    assert not made.has_usable_password() and clock.now() - made.created_at < timedelta(minutes=1)
    own = {"email": admin.email, "name": "Adil", "language": "", "staff_role": "", "is_active": ""}
    browser.post(f"/admin/tenants/user/{admin.pk}/change/", own)
    admin.refresh_from_db()
    assert (admin.staff_role, admin.is_active, admin.name) == ("admin", True, "Adil")


@pytest.mark.parametrize("path", ["user/add/", "client/{}/change/", "domain/add/", "member/add/"])
def test_an_approver_looks_at_records_and_changes_none(client_a, approver, path):
    before = (User.objects.count(), Domain.objects.count(), Member.objects.count())
    answer = signed_in(approver).post(f"/admin/tenants/{path.format(client_a.pk)}", {"name": "Mine"})
    assert answer.status_code == 403
    client_a.refresh_from_db()
    assert (client_a.name, (User.objects.count(), Domain.objects.count(), Member.objects.count())) == (
        "Maison Tazri",
        before,
    )


def signed_in(user: User) -> Browser:
    browser = Browser(headers={"host": "localhost"})
    browser.force_login(user, backend="tenants.sign_in.HostBackend")
    session = browser.session
    session["client_id"] = None
    session.save()
    return browser
