"""The page of a client's webhooks: who may change it, the secret shown once, and what waits to be sent again."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from integrations.outgoing import services
from integrations.outgoing.models import Dispatch, Subscription
from tenants import clock
from tests.integrations.outgoing.conftest import HOOK, dispatches, happens, receiver, sealed, subscribed
from tests.surfaces.web.client.conftest import text

__all__ = ["receiver", "sealed", "subscribed"]
HOME = "/integrations/webhooks/"
WANTED = {"url": HOOK, "topics": ["shop.imported", "goal.reached"]}


def test_the_secret_is_shown_once(enter, owner, client_a, sealed):
    browser = enter(owner, client_a)
    page = text(browser.post(f"{HOME}add/", WANTED))
    (secret,) = re.findall(r"whsec_[A-Za-z0-9+/=]+", page)
    assert len(secret) > 40
    later = text(browser.get(HOME))
    assert "whsec_" not in later
    assert HOOK in later and "goal.reached, shop.imported" in later


def test_what_can_be_no_address_is_told_beside_the_form(enter, owner, client_a, sealed):
    answer = enter(owner, client_a).post(f"{HOME}add/", {**WANTED, "url": 'http://"><b>inside'})
    assert answer.status_code == 422
    assert "starts with https://" in text(answer)
    assert "<b>inside" not in text(answer) and "checked" in text(answer)


def test_a_message_that_was_given_up_is_sent_again(enter, owner, client_a, subscribed, receiver):
    receiver.status = 410
    happens(client_a)
    browser = enter(owner, client_a)
    page = text(browser.get(HOME))
    assert "Stopped by the receiver" in page and "refused_410" in page
    (row,) = dispatches(client_a)
    assert "It is sent again" in text(browser.post(f"{HOME}sent/{row.pk}/replay/", follow=True))
    assert "still on its way" in text(browser.post(f"{HOME}sent/{row.pk}/replay/", follow=True))


def test_an_address_is_removed_with_its_messages(enter, owner, client_a, subscribed, receiver):
    happens(client_a)
    page = text(enter(owner, client_a).post(f"{HOME}{subscribed.pk}/remove/", follow=True))
    assert "Removed." in page and "No address is told anything yet." in page


@pytest.mark.parametrize("who", ["viewer", "manager"])
def test_others_look_and_change_nothing(enter, client_a, subscribed, receiver, who, request):
    happens(client_a)
    browser = enter(request.getfixturevalue(who), client_a)
    page = text(browser.get(HOME))
    assert HOOK.replace("&", "&amp;") in page and "<form" not in page.split("<main")[1]
    (row,) = dispatches(client_a)
    for path in (f"{HOME}add/", f"{HOME}{subscribed.pk}/remove/", f"{HOME}sent/{row.pk}/replay/"):
        assert browser.post(path, WANTED).status_code == 403
    with client_a.active():
        assert Subscription.objects.count() == 1


def test_foreign_ids_are_those_of_nobody(enter, owner, client_a, client_b, manager_b, sealed):
    with client_b.active():
        made = Subscription.objects.create(url=HOOK, topics=[], created_at=clock.now())
        row = Dispatch.objects.create(subscription=made, event_id=1, topic="x", body="{}", state="dead",
                                      created_at=clock.now())  # fmt: skip
    browser = enter(owner, client_a)
    assert HOOK not in text(browser.get(HOME))
    for path in (f"{HOME}{made.pk}/remove/", f"{HOME}sent/{row.pk}/replay/"):
        assert browser.post(path).status_code == 404
    with client_b.active():
        assert Subscription.objects.count() == Dispatch.objects.filter(state="dead").count() == 1


def test_the_number_of_queries_does_not_grow(enter, owner, client_a, sealed):
    browser = enter(owner, client_a)

    def queries() -> int:
        browser.get(HOME)
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(HOME).status_code == 200
        return len(seen)

    def add(count: int) -> None:
        with client_a.active():
            for number in range(count):
                made, _secret = services.subscribe(HOOK, ["shop.imported"], by=owner)
                Dispatch.objects.create(subscription=made, event_id=number, topic="x", body="{}",
                                        created_at=clock.now())  # fmt: skip

    add(1)
    one = queries()
    add(8)
    assert queries() == one
