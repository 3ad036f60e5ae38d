"""What people asked to be told of what is stored: the owner takes the document, passes it on and says so."""

import json
from datetime import timedelta

import pytest

from events.models import Board
from integrations.models import Connection, PrivacyRequest
from integrations.sync import privacy
from tenants import clock
from tenants.models import LedgerEntry
from tests.surfaces.web.client.conftest import text

HOME = "/integrations/shopify/privacy/"
EMAIL = "kanarienvogel@shop.example"
DOCUMENT = {"found": [{"person": {"email": EMAIL}, "orders": [{"number": "#1"}, {"number": "#2"}]}]}


@pytest.fixture
def asked(client_a, noon):
    """Two questions, the younger about somebody nobody knows."""
    with client_a.active():
        row = Connection.objects.create(connector="shopify", since=clock.now())
        made = []
        for number, document, days in ((9998, DOCUMENT, 40), (9999, {"found": []}, 2)):
            values = {"request_id": str(number), "customer_id": str(number - 9000), "document": document}
            at = clock.now() - timedelta(days=days)
            made.append(PrivacyRequest.objects.create(connection=row, asked_at=at, **values))
    return made


def ledger(client):
    return list(LedgerEntry.objects.filter(client=client, what__startswith="privacy").values_list("what", "by_user_id"))


def test_the_owner_sees_who_waits_until_when_and_nothing_of_the_person(enter, owner, client_a, asked):
    page = text(enter(owner, client_a).get(HOME))
    assert page.index("9998") < page.index("9999"), "who waits longest is first"
    assert "2 orders" in page and "Nothing is stored of this person." in page
    assert page.count("overdue") == 1 and EMAIL not in page


def test_the_document_is_taken_and_it_is_on_record_who_took_it(enter, owner, client_a, asked):
    answer = enter(owner, client_a).post(f"{HOME}{asked[0].pk}/take/")
    assert answer.headers["Content-Type"] == "application/json"
    assert (
        answer.headers["Content-Disposition"].startswith("attachment") and "no-store" in answer.headers["Cache-Control"]
    )
    told = json.loads(answer.content)
    assert (told["found"], told["request"], told["customer"]) == (DOCUMENT["found"], "9998", "998")
    assert ledger(client_a) == [("privacy.taken", owner.pk)]


def test_it_is_marked_as_passed_on_once(enter, owner, client_a, asked):
    browser = enter(owner, client_a)
    assert "Noted." in text(browser.post(f"{HOME}{asked[0].pk}/answered/", follow=True))
    assert "already" in text(browser.post(f"{HOME}{asked[0].pk}/answered/", follow=True))
    with client_a.active():
        assert [each.answered_at for each in PrivacyRequest.objects.order_by("pk")] == [clock.now(), None]
    assert ledger(client_a) == [("privacy.answered", owner.pk)]
    assert Board.objects.of_kind("notice").get(client=client_a).state == "done"


def test_who_was_forgotten_since_has_no_document_any_more(enter, owner, client_a, asked):
    with client_a.active():
        PrivacyRequest.objects.update(document={})
    assert "forgotten since" in text(enter(owner, client_a).get(HOME))


@pytest.mark.parametrize("who", ["viewer", "manager"])
def test_only_owners_see_it(enter, client_a, asked, who, request):
    browser = enter(request.getfixturevalue(who), client_a)
    statuses = {browser.get(HOME).status_code, browser.post(f"{HOME}{asked[0].pk}/take/").status_code,
                browser.post(f"{HOME}{asked[0].pk}/answered/").status_code}  # fmt: skip
    assert statuses == {403} and ledger(client_a) == []
    assert HOME not in text(browser.get("/integrations/shopify/"))


def test_another_clients_questions_are_nobodys(enter, client_a, client_b, manager_b, owner, asked):
    with client_b.active():
        row = Connection.objects.create(connector="shopify", since=clock.now())
        for number in range(5):
            values = {"request_id": f"b{number}", "customer_id": "1", "document": {"found": [{"who": "of-b"}]}}
            PrivacyRequest.objects.create(connection=row, asked_at=clock.now(), **values)
        last = PrivacyRequest.objects.order_by("-pk").first()
    browser = enter(owner, client_a)
    assert browser.post(f"{HOME}{last.pk + 1000}/take/").status_code == 404
    for path in ("take", "answered"):
        answer = browser.post(f"{HOME}{last.pk}/{path}/")
        assert answer.status_code in (404, 200, 302) and b"of-b" not in answer.content
    with client_b.active():
        assert not PrivacyRequest.objects.exclude(answered_at=None).exists()


def test_the_page_of_the_shop_leads_there_and_says_how_many_wait(enter, owner, client_a, asked):
    page = text(enter(owner, client_a).get("/integrations/shopify/"))
    assert HOME in page and "2 questions" in page
    assert HOME not in text(enter(owner, client_a).get("/integrations/stripe/"))


def test_without_any_the_page_says_what_comes_here(enter, owner, client_a):
    assert "Nobody has asked" in text(enter(owner, client_a).get(HOME))


def test_a_shop_that_is_forgotten_leaves_no_open_notice(client_a, asked):
    with client_a.active():
        for each in asked:
            privacy.show(each)
        assert set(Board.objects.of_kind("notice").values_list("state", flat=True)) == {"alert"}
        privacy.forget_shop(Connection.objects.get(), clock.now())
        assert set(Board.objects.of_kind("notice").values_list("state", flat=True)) == {"done"}
