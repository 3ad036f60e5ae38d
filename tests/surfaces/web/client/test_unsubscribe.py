"""Anybody gets out of the messages with one press, signed in or not, and looking never acts."""

import pytest
from django.test import Client as Browser

from automations import unsubscribe
from crm import consent
from crm.models import Contact
from tenants import clock
from tenants.markets import market
from tests.surfaces.web.client.conftest import text


@pytest.fixture
def link(client_a, letters) -> str:
    with client_a.active():
        return "/" + unsubscribe.link(client_a, letters[0].pk).split("/", 3)[3]


@pytest.fixture
def stranger() -> Browser:
    return Browser(HTTP_HOST="maison.localhost", enforce_csrf_checks=True)


def may_write(client, contact) -> str:
    with client.active():
        return consent.may_email(Contact.objects.get(pk=contact.pk), at=clock.now(), market=market(client.country)).code


def test_looking_shows_one_button_and_changes_nothing(stranger, client_a, letters, link):
    for method in (stranger.get, stranger.head):
        assert method(link).status_code == 200
    page = text(stranger.get(link))
    assert "Se désabonner" in page  # the customer's language
    assert '<form method="post">' in page
    assert letters[0].email not in page
    assert may_write(client_a, letters[0]) == "ok"


def test_the_button_and_the_mail_programs_press_both_work_and_repeat_harmlessly(stranger, client_a, letters, link):
    assert stranger.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert may_write(client_a, letters[0]) != "ok"
    again = stranger.post(link)
    assert again.status_code == 200
    assert "plus aucun" in text(again)
    assert may_write(client_a, letters[1]) == "ok"


@pytest.mark.parametrize("token", ["nonsense", "1-1.forged", "0", "%00", "..-.."])
def test_a_link_that_is_not_ours_tells_nothing(stranger, client_a, letters, token):
    for method in (stranger.get, stranger.post):
        answer = method(f"/unsubscribe/{token}/")
        assert answer.status_code == 404
        assert letters[0].email not in text(answer)


def test_another_clients_link_does_nothing_here(client_b, client_a, letters, link):
    answer = Browser(HTTP_HOST="velmora.localhost").post(link)
    assert answer.status_code == 404
    assert may_write(client_a, letters[0]) == "ok"


def test_a_suspended_shops_customers_still_get_out(stranger, client_a, letters, link):
    client_a.state = "suspended"
    client_a.save()
    assert stranger.get("/").status_code == 403
    assert stranger.post(link).status_code == 200
    assert may_write(client_a, letters[0]) != "ok"


def test_the_readers_own_choice_of_language_wins(stranger, client_a, link):
    stranger.cookies["django_language"] = "en"
    assert "No more e-mail from Maison Tazri?" in text(stranger.get(link))
