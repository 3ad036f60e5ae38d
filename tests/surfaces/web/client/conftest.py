"""People on a client's host, in a browser without scripts, and a shop with something to decide."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client as Browser

import events
from automations.models import Run
from automations.services import start_run
from crm.models import Contact
from sensors.services import read_all
from tenants import clock, sessions
from tenants.models import Client, User
from tests.automations.conftest import contact_of, letter, order_of, orders_imported
from tests.conftest import NOON
from tests.integrations.conftest import smtp

__all__ = ["contact_of", "letter", "smtp"]

SignIn = Callable[..., Browser]


@pytest.fixture
def enter(_rows: None) -> SignIn:
    """Sign somebody in on a client's host; staff come as visitors. English unless told otherwise."""

    def sign_in(user: User, client: Client, language: str = "en") -> Browser:
        browser = Browser(HTTP_HOST=f"{client.slug}.localhost")
        browser.force_login(user, backend="tenants.sign_in.HostBackend")
        session = browser.session
        session[sessions.CLIENT] = client.pk
        if user.staff_role:
            session[sessions.STAFF_UNTIL] = (clock.now() + timedelta(hours=1)).isoformat()
        session.save()
        if language:
            browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        return browser

    return sign_in


@pytest.fixture
def letters(client_a: Client, noon: Any, contact_of: Any, mailbox: Any) -> list[Contact]:
    """Three customers of client A who spent much and may be written to, with fresh orders."""
    with client_a.active():
        orders_imported()
        return [contact_of(name, spent_cents=9_000_00) for name in ("Amélie", "Basma", "Chadi")]


@pytest.fixture
def waiting(client_a: Client, letters: list[Contact]) -> Run:
    """A run of client A whose three e-mails wait for a decision."""
    with client_a.active():
        return start_run("letter", {"contacts": chosen(letters)}, trigger="autonomy")


@pytest.fixture
def measured(client_a: Client, letters: list[Contact]) -> Client:
    """Client A, every sensor read once: one measures, one is unknown, the others are blocked.

    Sensors speak the client's language, and these tests read English.
    """
    client_a.language = "en"
    client_a.save()
    with client_a.active():
        for contact, days in zip(letters, (1, 20, 20), strict=True):
            order_of(contact, NOON - timedelta(days=days))
        read_all()
    return client_a


def chosen(contacts: list[Contact]) -> dict[str, Any]:
    return {"contacts": [contact.pk for contact in contacts]}


def run_due(client: Client) -> int:
    with client.active():
        return events.run_due(client=client)


def text(answer: Any) -> str:
    return str(answer.content.decode())
