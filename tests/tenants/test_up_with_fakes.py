"""Playing the outside services: only in development, told to every process, and said on every page."""

import os
import sys
from contextlib import contextmanager
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.test import Client as Browser

from integrations import connections, registry
from tenants import clock
from tenants.management.commands import up
from tenants.models import Client, Member
from tests.fakes.client import forget, guide
from tests.fakes.running import NOBODY, Running, start_all
from tests.surfaces.web.client.conftest import enter, text

__all__ = ["enter"]
SAID = "Fake services."


@pytest.fixture
def served(monkeypatch):
    """Nothing is started; what a process would have been told is kept."""
    told: dict[str, str] = {}

    @contextmanager
    def serving(port, **_folders):
        told.update(os.environ)
        yield SimpleNamespace(serve=lambda: None)

    monkeypatch.setattr(up, "serving", serving)
    monkeypatch.setattr(up.Command, "check", lambda self, **options: None)
    monkeypatch.setattr(up, "connection", SimpleNamespace(close=lambda: None))
    return told


@pytest.fixture
def few(monkeypatch):
    """Two fakes that need no vendor's file, in place of all; nobody is made for them."""
    from tests.fakes import client, running

    forgotten: list[str] = []

    monkeypatch.setattr(running, "start_all", lambda specs: start_all(specs, ["telnyx", "cjdropshipping"]))
    monkeypatch.setattr(client, "guide", lambda running, port: [f"1. Sign in on port {port}"])
    monkeypatch.setattr(client, "forget", lambda: forgotten.append(os.environ["CJDROPSHIPPING_API_BASE"]))
    return forgotten


def test_outside_development_it_is_refused(settings, served):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG=1"):
        call_command("up", "--with-fakes")
    assert served == {}


def test_without_the_development_files_it_says_so(settings, served, monkeypatch):
    settings.DEBUG = True
    monkeypatch.setitem(sys.modules, "tests.fakes.running", None)
    with pytest.raises(CommandError, match="development files"):
        call_command("up", "--with-fakes")


def test_every_process_is_told_where_the_fakes_are(settings, served, few, monkeypatch):
    settings.DEBUG = True
    out = StringIO()
    monkeypatch.setenv("EMAIL_URL", "smtp://mail.agency.example")
    before = dict(os.environ)
    call_command("up", "--with-fakes", "--no-migrate", stdout=out)
    assert served["FAKE_SERVICES"] == "1"
    assert served["CJDROPSHIPPING_API_BASE"].startswith("http://127.0.0.1:")
    assert "CJ_API_KEY=" in out.getvalue() and "1. Sign in on port 8000" in out.getvalue()
    assert served["EMAIL_URL"].startswith("smtp://127.0.0.1:"), "also where a real mail server was set"
    assert few == [served["CJDROPSHIPPING_API_BASE"]], "while the fakes are still there, what was connected is let go"
    assert dict(os.environ) == before


def test_without_the_option_nothing_is_played(served):
    call_command("up", "--no-migrate", stdout=StringIO())
    assert "FAKE_SERVICES" not in served


def test_each_fake_lets_its_connector_in(shared_dir, in_a, monkeypatch):
    running = start_all(shared_dir / "specs", ["apify", "telnyx", "bigbuy", "klaviyo"])
    try:
        for name, base in running.bases.items():
            monkeypatch.setenv(name, base)
        for slug, values in running.values.items():
            registry.bind(slug, values).probe()
    finally:
        running.stop()


def test_what_has_no_specification_at_hand_is_left_out_by_name(tmp_path):
    running = start_all(tmp_path, ["apify"])
    running.stop()
    assert (running.left_out, running.values) == (["apify"], {})


def test_what_nobody_plays_is_sought_where_nobody_is(tmp_path):
    """A real service is never reached, not even for consent or at a service's second address."""
    running = start_all(tmp_path, ["apify"])
    running.stop()
    assert running.bases.pop("EMAIL_URL").startswith("smtp://127.0.0.1:")
    names = {"APIFY_API_BASE", "SHOPIFY_OAUTH_API_BASE", "GOOGLE_ADS_DATAMANAGER_API_BASE", "INFISICAL_API_BASE"}
    assert names <= set(running.bases) and set(running.bases.values()) == {NOBODY}


def test_who_starts_it_is_told_where_to_sign_in_and_what_to_do(_rows, monkeypatch):
    monkeypatch.setattr("tests.fakes.client.create_client", lambda wanted: _made(wanted.slug))
    monkeypatch.setattr("tests.fakes.client.forget", lambda: None)
    running = Running(consented={"shopify": "x", "ga4": ""}, counter="http://127.0.0.1:1", shop=object())
    first, again = guide(running, 8123), guide(running, 8123)
    assert "http://specimen-lamps.localhost:8123/" in first[0] and "password " in first[0]
    assert "specimen-lamps.myshopify.com" in first[1] and "http://127.0.0.1:1/" in first[2] and "ga4" in first[3]
    assert "as shown at the first start" in again[0], "the account is made once"
    assert Member.objects.get().role == "owner"


def test_what_was_connected_to_a_fake_is_not_kept_for_a_real_service(client_a, noon, monkeypatch):
    """The next start may be one without fakes, and its calls would carry tokens to whom they are not for."""
    monkeypatch.setattr("tests.fakes.client.WANTED", SimpleNamespace(slug=client_a.slug))
    with client_a.active():
        connections.configure("telnyx", {"TELNYX_API_KEY": "canary-1"}, by=None)
    forget()
    with client_a.active():
        assert connections.status("telnyx").state == "missing"


def _made(slug: str) -> Client:
    return Client.objects.create(
        slug=slug, schema_name=f"client_{slug}", name=slug, state=Client.State.ACTIVE, created_at=clock.now()
    )


def test_every_page_says_it(settings, enter, viewer, client_a):
    browser = enter(viewer, client_a)
    assert SAID not in text(browser.get("/"))
    settings.FAKE_SERVICES = True
    for page in (
        browser.get("/"),
        browser.get("/integrations/"),
        Browser(HTTP_HOST="localhost").get("/accounts/login/"),
    ):
        assert SAID in text(page)


def test_by_itself_the_settings_play_nothing(settings):
    assert settings.FAKE_SERVICES is False
