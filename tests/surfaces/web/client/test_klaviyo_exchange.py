"""Klaviyo's page says how far the reading came, what waits to be told since when, and what was refused."""

from datetime import timedelta

import pytest

from integrations import connections
from integrations.models import Connection, QueuedWrite, SyncCursor
from tenants import clock
from tests.surfaces.web.client.conftest import text

PAGE = "/integrations/klaviyo/"


@pytest.fixture
def row(in_a, noon):
    found = connections.configure("klaviyo", {"KLAVIYO_API_KEY": "pk_canary"}, by=None)
    Connection.objects.update(state="connected", checked_at=noon)
    return found


def queued(row, number, **more):
    values = {"kind": "profile", "contact_id": number, "created_at": clock.now() - timedelta(hours=2), **more}
    return QueuedWrite.objects.create(connection=row, key=f"k{number}", **values)


@pytest.fixture
def seen(enter, owner, client_a):
    def page(path=PAGE):
        return text(enter(owner, client_a).get(path))

    return page


def test_nothing_read_and_nothing_waiting_is_said(row, seen):
    page = seen()
    assert "Opened mails and clicks were not read yet." in page
    assert "Every change of tags and consent made here has been told." in page


def test_a_first_reading_says_how_far_it_is(row, seen):
    now = clock.now()
    values = {"account": "A", "since": now - timedelta(days=100), "reached": now - timedelta(days=25)}
    SyncCursor.objects.create(connection=row, resource="opens", **values)
    assert "Opened mails: first reading, 75 % done" in seen()


def test_a_reading_that_ended_says_what_it_found_and_when(row, seen):
    values = {"account": "A", "done": 10, "new": 6, "same": 1, "finished_at": clock.now()}
    SyncCursor.objects.create(connection=row, resource="clicks", **values)
    assert "Clicks in mails: 6 noted, 3 of people who are not among the contacts; read until" in seen()


def test_what_waits_is_counted_with_its_oldest(row, seen):
    queued(row, 1)
    queued(row, 2, created_at=clock.now())
    page = seen()
    assert "2 changes wait to be told, the first since" in page and "10:00" in page
    assert "has been told" not in page


def test_what_was_refused_is_shown_with_the_words_of_klaviyo(row, seen):
    queued(row, 7, state="parked", code="refused_400", detail="Invalid email address")
    page = seen()
    assert "1 change was refused and is kept apart:" in page
    assert "Invalid email address" in page and "contact 7" in page


def test_other_services_say_nothing_of_it(row, seen):
    assert "Read and told" in seen() and "Read and told" not in seen("/integrations/shopify/")


def test_an_account_that_is_not_connected_claims_nothing_but_keeps_what_was_not_told(row, seen, in_a):
    connections.disconnect("klaviyo", by=None)
    assert "Read and told" not in seen()
    queued(row, 7, state="parked", code="disconnected")
    page = seen()
    assert "Klaviyo was disconnected before it was told of this" in page and "has been told" not in page
