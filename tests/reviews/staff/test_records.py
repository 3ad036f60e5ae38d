"""Plain model pages: staff look, administrators change, nothing is told to the admin log."""

import pytest
from django.contrib import admin as django_admin
from django.contrib.admin.models import LogEntry
from django.test import Client as Browser

from tenants.models import Client, LedgerEntry, Member, User

EXPECTED = {
    "tenants_client", "tenants_domain", "tenants_user", "tenants_member", "tenants_apitoken", "tenants_ledgerentry",
    "events_event", "events_job", "reviews_review", "reviews_decision",
}  # fmt: skip


def registered() -> set[str]:
    return {f"{model._meta.app_label}_{model._meta.model_name}" for model in django_admin.site._registry}


def test_every_record_of_the_desk_has_a_page():
    assert registered() >= EXPECTED


def test_all_lists_open_for_staff_and_only_for_staff(desk, staff_viewer, client_a, owner, open_review):
    open_review(client_a)
    browser = desk(staff_viewer)
    for name in registered():
        address = "/admin/{}/{}/".format(*name.split("_"))
        assert browser.get(address).status_code == 200, address
        assert Browser(HTTP_HOST="localhost").get(address).status_code == 302, address
    assert browser.get("/admin/records/").status_code == 200


def test_strangers_are_sent_to_the_one_sign_in_page():
    answer = Browser(HTTP_HOST="localhost").get("/admin/tenants/client/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/accounts/login/?next=/admin/tenants/client/")


@pytest.mark.parametrize("who", ["staff_viewer", "approver"])
def test_others_than_administrators_only_look(desk, client_a, owner, who, request):
    browser = desk(request.getfixturevalue(who))
    member = Member.objects.get()
    assert browser.post(f"/admin/tenants/member/{member.pk}/change/", {"role": "viewer"}).status_code == 403
    assert browser.post("/admin/tenants/user/add/", {"email": "x@agency.example"}).status_code == 403
    member.refresh_from_db()
    assert member.role == "owner"


def test_an_administrator_changes_a_role_and_the_ledger_knows(desk, admin, client_a, owner):
    member = Member.objects.get()
    form = {"user": owner.pk, "client": client_a.pk, "role": "manager"}
    assert desk(admin).post(f"/admin/tenants/member/{member.pk}/change/", form).status_code == 302
    member.refresh_from_db()
    assert member.role == "manager"
    entry = LedgerEntry.objects.get(what="member.changed")
    assert (entry.subject_id, entry.by_user_id, entry.client_id) == (str(member.pk), admin.pk, client_a.pk)
    assert not LogEntry.objects.exists()


def test_a_new_person_has_no_password_yet(desk, admin):
    form = {"email": "new@agency.example", "name": "New", "staff_role": "viewer", "is_active": "on"}
    assert desk(admin).post("/admin/tenants/user/add/", form).status_code == 302
    person = User.objects.get(email="new@agency.example")
    assert not person.has_usable_password()
    assert person.created_at


def test_nobody_changes_their_own_role(desk, admin):
    form = {"email": admin.email, "name": "Me", "staff_role": "viewer"}
    desk(admin).post(f"/admin/tenants/user/{admin.pk}/change/", form)
    admin.refresh_from_db()
    assert (admin.staff_role, admin.is_active, admin.name) == ("admin", True, "Me")


def test_what_services_write_is_read_only_even_for_administrators(desk, admin, client_a, open_review):
    review = open_review(client_a)
    browser = desk(admin)
    for address in (
        f"/admin/reviews/review/{review.pk}/change/",
        f"/admin/tenants/ledgerentry/{first_entry()}/change/",
    ):
        assert browser.get(address).status_code == 200
        assert browser.post(address, {"state": "approved"}).status_code == 403
    assert browser.post(f"/admin/tenants/client/{client_a.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Client.objects.filter(pk=client_a.pk).exists()


def first_entry() -> int:
    return LedgerEntry.objects.order_by("pk").values_list("pk", flat=True)[0]


def test_only_the_plain_pages_have_the_looser_policy(desk, admin, client_a):
    browser = desk(admin)
    assert "unsafe-eval" in browser.get("/admin/tenants/client/").headers["Content-Security-Policy"]
    for address in ("/admin/", "/admin/approvals/", "/admin/jobs/dead/", "/admin/mailbox/"):
        assert "unsafe" not in browser.get(address).headers["Content-Security-Policy"]
