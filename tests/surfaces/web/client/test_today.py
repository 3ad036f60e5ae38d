"""What a connected shop sold today: asked for again and again, so it answers cheaply and never shows old as new."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from crm.models import Source
from integrations.connections import changing
from integrations.models import Connection, SyncCursor
from surfaces.web.client.today import of_shop
from tenants import clock
from tests.automations.conftest import contact_of, order_of
from tests.surfaces.web.client.conftest import enter, text
from tests.surfaces.web.client.test_home import queries

__all__ = ["contact_of", "enter"]
MOST_QUERIES = 12


@pytest.fixture
def connected(client_a, noon, contact_of) -> Connection:
    """Client A's shop, connected and read; nobody bought today yet."""
    client_a.language = "en"
    client_a.save()
    with client_a.active():
        row = Connection.objects.create(connector="shopify", since=noon, checked_at=noon, state="connected")
        row.config = {"SHOPIFY_STORE": "my-shop.myshopify.com", "SHOPIFY_ACCESS_TOKEN": "in the open, for this test"}
        row.save()
        order_of(contact_of(), noon - timedelta(days=1))
        values = {"first_imported_at": noon, "last_imported_at": noon, "last_happened_at": noon - timedelta(days=1)}
        Source.objects.create(slug=Source.Slug.SHOPIFY, **values)
    return row


def sold(client, at=None, cents: int = 240_00) -> None:
    with client.active():
        from crm.models import Contact

        order_of(Contact.objects.get(), at or clock.now(), cents)


def mark(client) -> str:
    with client.active():
        return of_shop(client, Source.objects.get(), clock.now()).mark


def test_an_order_shows_with_its_amount_and_its_time(enter, viewer, client_a, connected):
    browser = enter(viewer, client_a)
    assert "0 orders since midnight" in text(browser.get("/"))
    sold(client_a)
    page = text(browser.get("/today/"))
    assert "1 order since midnight" in page and "MAD 240.00" in page.replace("\xa0", " ") and "12:00:00" in page


def test_without_news_there_is_no_answer_to_draw(enter, viewer, client_a, connected):
    browser, seen = enter(viewer, client_a), mark(client_a)
    assert browser.get("/today/", {"seen": seen}).status_code == 204
    sold(client_a)
    assert browser.get("/today/", {"seen": seen}).status_code == 200
    assert mark(client_a) != seen


def test_the_day_begins_at_midnight_at_the_shop(enter, viewer, client_a, connected):
    sold(client_a, clock.now() - timedelta(hours=11, minutes=59))
    sold(client_a, clock.now() - timedelta(hours=12, minutes=1))
    assert "1 order since midnight" in text(enter(viewer, client_a).get("/"))


def test_goods_taken_back_are_taken_off(enter, viewer, client_a, connected):
    sold(client_a)
    with client_a.active():
        from crm.models import Order

        Order.objects.create(
            source="test", number="back", kind="return", total_cents=-40_00, currency="MAD", happened_at=clock.now(),
            known_at=clock.now(),
        )  # fmt: skip
    page = text(enter(viewer, client_a).get("/today/")).replace("\xa0", " ")
    assert "MAD 200.00" in page and "1 order since midnight" in page


@pytest.mark.parametrize("code", ["unreachable", "not_authorised"])
def test_while_the_shop_does_not_work_all_its_figures_are_marked_old(enter, viewer, client_a, connected, code):
    seen = mark(client_a)
    with client_a.active():
        changing.move(connected, Connection.State.BROKEN, code=code)
    browser = enter(viewer, client_a)
    page = text(browser.get("/"))
    assert "These figures are old." in page and "old: as of" in page and 'class="old"' in page
    assert browser.get("/today/", {"seen": seen}).status_code == 200, "an open page hears of it"
    assert browser.get("/today/", {"seen": mark(client_a)}).status_code == 204
    assert "old: as of" in text(browser.get("/", headers={"hx-request": "true"})), "and of the chart's age"


def test_during_the_first_reading_it_says_how_much_is_there(enter, viewer, client_a, connected):
    with client_a.active():
        SyncCursor.objects.create(connection=connected, resource="orders", account="x", done=41, total=100)
    page = text(enter(viewer, client_a).get("/"))
    assert "41% of the shop&#x27;s orders are here." in page or "41% of the shop's orders are here." in page


def test_imported_orders_have_no_today(enter, viewer, client_a, connected):
    with client_a.active():
        Source.objects.update(slug=Source.Slug.IMPORTED)
    browser = enter(viewer, client_a)
    assert 'id="today"' not in text(browser.get("/")) and browser.get("/today/").status_code == 204


def test_asking_costs_few_queries_however_many_orders_there_are(enter, viewer, client_a, connected):
    browser = enter(viewer, client_a)
    current = mark(client_a)
    with CaptureQueriesContext(connection) as seen:
        assert browser.get("/today/", {"seen": current}).status_code == 204
    assert sum("crm_" in each["sql"] for each in seen.captured_queries) == 1
    few = queries(browser, "/today/")
    for _order in range(5):
        clock.advance(timedelta(seconds=1))
        sold(client_a)
    assert queries(browser, "/today/") == few <= MOST_QUERIES
